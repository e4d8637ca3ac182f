// A case of the RF laboratory: one problem stated in full, and what is asked of it. The format is
// that of docs/rf-cases.md.
#pragma once
#include "sim/models/rf_problem.h"
#include "sim/models/rf_run.h"

#include <string>
#include <string_view>
#include <vector>

namespace session {

struct RfCase {
    std::string name;
    sim::RfProblem problem;
    sim::RfQuestions questions;
    std::vector<std::string> probe_names;    ///< of questions.probes_mm
    std::vector<std::string> process_names;  ///< of problem.damage
};

/// A case and what was odd but harmless in its file: unknown keys, each with the nearest known.
struct ReadRfCase {
    RfCase rf_case;
    std::vector<sim::Error> warnings;
};

/// Reads a case; the problem is then valid.
/// @param name  what errors call the text: a file name
/// Fails on broken JSON ("name:line:column"), and on what is missing, of a wrong type, out of range
/// or no number at all ("name:/json/pointer").
sim::Result<ReadRfCase> read_rf_case(std::string_view text, std::string_view name);

}  // namespace session
