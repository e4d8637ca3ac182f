// Colours that both the picture and its keys use, sRGB: a dot in a key has the colour of the cell.
#pragma once
#include <glm/vec3.hpp>

#include <array>

namespace render {

// Told apart by lightness as well as by hue, for eyes without colour vision.
inline constexpr glm::vec3 kNeutrophil{0.57f, 0.45f, 0.80f};
inline constexpr glm::vec3 kMacrophageM1{0.78f, 0.20f, 0.30f};
inline constexpr glm::vec3 kMacrophageM2{0.27f, 0.60f, 0.87f};
inline constexpr glm::vec3 kFibroblast{0.27f, 0.22f, 0.47f};

// As picrosirius red shows them under polarised light.
inline constexpr glm::vec3 kCollagenIII{0.16f, 0.65f, 0.56f};
inline constexpr glm::vec3 kCollagenI{0.90f, 0.49f, 0.13f};

/// Layers from stratum corneum to muscle, flat: the ruler's column and the diagram style.
inline constexpr std::array<glm::vec3, 6> kLayerColours = {{{0.80f, 0.66f, 0.47f},
                                                            {0.73f, 0.47f, 0.42f},
                                                            {0.90f, 0.66f, 0.62f},
                                                            {0.85f, 0.54f, 0.52f},
                                                            {0.95f, 0.83f, 0.51f},
                                                            {0.66f, 0.27f, 0.25f}}};

}  // namespace render
