// `papilla rf`: solves one case of the RF laboratory and writes what it asks for.
#pragma once
#include "app/session/json.h"
#include "app/session/rf_case.h"

#include <string>

namespace app {

struct RfRequest {
    std::string file;
    std::string json;  ///< file; "-" or empty is stdout
    int threads = 1;
    double time_limit_s = 600;  ///< of wall time
};

/// Reads, solves, writes. Warnings go to stderr, and so does that the solution did not converge.
/// Fails where the case is refused, the time is up or the file cannot be written; the file is then
/// as it was.
sim::Result<sim::Ok> solve_rf_case(const RfRequest& request);

/// The outputs of docs/rf-cases.md.
session::Json rf_json(const session::RfCase& rf_case, const sim::RfRun& run, double wall_s);

}  // namespace app
