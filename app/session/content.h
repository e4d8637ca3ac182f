// The kinds of content file and what makes each of them valid: `papilla check`.
#pragma once
#include "app/session/json.h"
#include "sim/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace session {

/// One sentence of the guide and what the program does with it.
struct Claim {
    std::string id;                      ///< "c022"
    std::string section;                 ///< "biology"
    std::string claim;                   ///< in our own words
    std::vector<std::string> behaviour;  ///< of kClaimBehaviours
    std::string evidence;                ///< one of kClaimEvidence
};
inline constexpr std::string_view kClaimBehaviours[] = {"show", "simulate", "teach", "quiz",
                                                        "not_shown"};
inline constexpr std::string_view kClaimEvidence[] = {"supported", "nuanced", "open", "tone"};

/// Reads {"papilla_claims": 1, "claims": [{...}]}. Fails with "name:/json/pointer".
sim::Result<std::vector<Claim>> read_claims(const Json& json, std::string_view name);

/// Those built in; empty if this build carries none.
std::vector<Claim> shipped_claims();

struct Checked {
    std::string kind;                ///< "scene", "strings", "claims"; empty if unknown
    std::vector<sim::Error> errors;  ///< empty: the file is valid
    std::vector<sim::Error> warnings;
};

/// Finds out by its content what a file is, and checks it.
Checked check_content(std::string_view text, std::string_view name);

}  // namespace session
