// What is in the picture, in plain sentences: for people who cannot see it, and for those who can.
#pragma once
#include "app/session/strings.h"
#include "sim/snapshot.h"

#include <string>
#include <vector>

namespace session {

struct Paragraph {
    std::string id;  ///< "depth": what it is about, the same in every language
    std::string heading;
    std::string text;  ///< short sentences
};

/// Place, layers, time, device, depth, holes, heat, what to look at, healing, what is not known;
/// the last paragraph says that this is education, not advice and not a forecast.
std::vector<Paragraph> describe(const sim::Snapshot& snapshot, const Strings& strings);

/// Paragraphs as plain text: heading, sentences, an empty line between.
std::string description_text(const std::vector<Paragraph>& paragraphs);

}  // namespace session
