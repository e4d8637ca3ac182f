// What a careful eye would point out about an instant: each with its reason, its number and where
// that comes from.
#pragma once
#include "app/session/strings.h"
#include "sim/snapshot.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace session {

class Json;

/// How much it matters: something to know, something to look at, or harm by the model.
enum class Severity { note, caution, harm };

struct Warning {
    std::string_view id;  ///< "epidermis_dies", the same in every language
    Severity severity = Severity::note;
    std::string title;             ///< a few words, for one line
    std::string text;              ///< a sentence or two: what, how much, why it matters
    std::optional<double> number;  ///< the one that decides; none: it is about the place
    std::string_view unit;         ///< of the number, as in a Readout
    sim::Basis basis = sim::Basis::derived;
    std::string_view source;  ///< as in a Readout
};

/// What is to be pointed out now, harm first. A pure function of the Snapshot.
std::vector<Warning> warnings(const sim::Snapshot& snapshot, const Strings& strings);

std::string_view severity_name(Severity severity);

/// [{id, severity, title, text, value, unit, basis, source}]; value is null where there is none.
Json warnings_json(const std::vector<Warning>& list);

}  // namespace session
