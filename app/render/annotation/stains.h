// What a stain shows: its caption in plain words and the key to its colours.
#pragma once
#include "app/render/annotation/words.h"
#include "app/session/view.h"

#include <glm/vec3.hpp>

#include <span>

namespace render {

struct StainRow {
    Word word;
    glm::vec3 srgb;  ///< as the tissue's shader shows it at full strength
};

struct Stain {
    Word caption;  ///< its full name and what it colours
    Word title;    ///< of its key
    std::span<const StainRow> rows;
    std::span<const Word> unseen;  ///< that cannot be told apart in it
    bool dark;                     ///< seen against black: between crossed polarisers, or by echoes
};

/// Null for styles that are no stain.
const Stain* stain_of(session::Style style);

}  // namespace render
