#include "app/commands/rf.h"

#include "app/commands/input.h"
#include "app/commands/output_file.h"
#include "app/session/executor.h"

#include <chrono>

namespace app {
namespace {

using session::Json;
using sim::Error;
using sim::Ok;
using sim::Result;

double now_s() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

Json extent_json(const sim::DamageZones& zones, const std::array<double, 2>& extent_mm) {
    if (zones.count == 0) return {};
    return Json::List{extent_mm[0], extent_mm[1]};
}

Json damage_json(const sim::DamageZones& zones) {
    return Json::Object{{"volume_mm3", zones.volume_mm3},
                        {"zones", zones.count},
                        {"x_mm", extent_json(zones, zones.x_mm)},
                        {"y_mm", extent_json(zones, zones.y_mm)},
                        {"z_mm", extent_json(zones, zones.depth_mm)}};
}

Json report_json(const session::RfCase& rf_case, const sim::RfReport& report) {
    Json probes = Json::Object{}, damage = Json::Object{};
    for (std::size_t n = 0; n < rf_case.probe_names.size(); ++n)
        probes.add(rf_case.probe_names[n], report.probes_C[n]);
    for (std::size_t n = 0; n < rf_case.process_names.size(); ++n)
        damage.add(rf_case.process_names[n], damage_json(report.damage[n]));
    return Json::Object{{"t_s", report.t_s},
                        {"resistance_ohm", report.resistance_ohm},
                        {"power_W", report.power_W},
                        {"energy_J", report.energy_J},
                        {"stored_J", report.stored_J},
                        {"lost_J", report.lost_J},
                        {"peak_tissue_C", report.peak_tissue_C},
                        {"peak_surface_C", report.peak_surface_C},
                        {"probes_C", std::move(probes)},
                        {"damage", std::move(damage)}};
}

}  // namespace

Json rf_json(const session::RfCase& rf_case, const sim::RfRun& run, double wall_s) {
    Json reports = Json::List{};
    for (const sim::RfReport& report : run.reports) reports.add(report_json(rf_case, report));
    return Json::Object{{"name", rf_case.name},
                        {"converged", run.converged},
                        {"cells", run.cells},
                        {"wall_s", wall_s},
                        {"steps", run.steps},
                        {"cycles_per_solve", run.cycles_per_solve},
                        {"initial_resistance_ohm", run.initial_resistance_ohm},
                        {"reports", std::move(reports)}};
}

Result<Ok> solve_rf_case(const RfRequest& request) {
    auto text = read_file(request.file);
    if (!text) return text.error();
    auto read = session::read_rf_case(text.value(), request.file);
    if (!read) return read.error();
    for (const Error& warning : read.value().warnings) warn(warning);
    const session::RfCase& rf_case = read.value().rf_case;
    auto file = OutputFile::open(request.json.empty() ? "-" : request.json);
    if (!file) return file.error();

    const double start_s = now_s();
    bool late = false;
    const auto in_time = [&] { return !(late = now_s() - start_s >= request.time_limit_s); };
    auto run = sim::run_rf(rf_case.problem, rf_case.questions, session::make_pool(request.threads),
                           in_time);
    if (!run) {
        const std::string& where = run.error().where;
        const std::string limit =
            !late ? "" : " (--time-limit " + session::plain_number(request.time_limit_s) + ")";
        return Error{run.error().what + limit, request.file + (where.empty() ? "" : ":") + where};
    }
    if (!run.value().converged)
        warn({"did not converge: what was written is not a solution to full accuracy",
              request.file});
    file.value().write(session::write_json(rf_json(rf_case, run.value(), now_s() - start_s)));
    return file.value().commit();
}

}  // namespace app
