// What a thing in the picture is: its name, one plain sentence, and its figures at that place.
#pragma once
#include "app/session/strings.h"
#include "app/session/thing.h"
#include "sim/snapshot.h"

#include <string>

namespace session {

struct Told {
    std::string name;
    std::string sentence;  ///< what it is and does
    std::string figures;   ///< of this place and instant; sizes that are our choice are marked so
};

/// All texts are empty for nothing.
Told tell(const sim::Snapshot& snapshot, const Strings& strings, const Picked& picked);

}  // namespace session
