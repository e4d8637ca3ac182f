// Colours that both the picture and its keys use, sRGB: a dot in a key has the colour of the cell.
// Twin of shaders/common/flat.glsl; a test compares the two.
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

/// What heat has killed, as it looks in the light, and the fine line around it.
inline constexpr glm::vec3 kDeadTissue{0.95f, 0.89f, 0.80f};
inline constexpr glm::vec3 kDeadRim{0.30f, 0.11f, 0.08f};

/// Lines of current: a light green that nothing else in the skin or the heat has.
inline constexpr glm::vec3 kCurrent{0.76f, 0.98f, 0.42f};

/// Layers from stratum corneum to muscle, flat: the ruler's column and the diagram style.
inline constexpr std::array<glm::vec3, 6> kLayerColours = {{{0.965f, 0.914f, 0.792f},
                                                            {0.655f, 0.396f, 0.525f},
                                                            {0.976f, 0.824f, 0.757f},
                                                            {0.898f, 0.596f, 0.514f},
                                                            {0.965f, 0.839f, 0.412f},
                                                            {0.608f, 0.231f, 0.235f}}};

}  // namespace render
