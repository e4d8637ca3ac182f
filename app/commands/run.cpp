#include "app/commands/run.h"

#include "app/commands/output_file.h"
#include "app/commands/report.h"
#include "app/session/executor.h"
#include "app/session/player.h"

#include <cstdio>

namespace app {
namespace {

using sim::Error;
using sim::Microseconds;
using sim::Ok;
using sim::Result;

constexpr std::int64_t kMostRows = 1'000'000;
constexpr int kAxisRows = 200;

Result<std::vector<Microseconds>> row_times(const RunRequest& request) {
    std::vector<Microseconds> times_us;
    const auto add = [&](Microseconds time_us) {
        if (times_us.empty() || times_us.back() < time_us) times_us.push_back(time_us);
    };
    if (request.every_us) {
        if (request.until_us / *request.every_us >= kMostRows)
            return Error{"would write " + std::to_string(request.until_us / *request.every_us) +
                             " rows, at most " + std::to_string(kMostRows) + " are written",
                         "--every"};
        for (Microseconds t_us = 0; t_us <= request.until_us; t_us += *request.every_us) add(t_us);
    } else {
        const double whole = session::axis_position(request.until_us);
        for (int i = 0; i < kAxisRows; ++i) {
            const Microseconds t_us = session::axis_time_us(whole * double(i) / kAxisRows);
            if (t_us < request.until_us) add(t_us);
        }
    }
    add(request.until_us);
    return times_us;
}

std::int64_t tick_at(const sim::World& world, Microseconds time_us) {
    return world.plan->timeline.tick_at(time_us);
}

Result<sim::World> world_by_way_of(const RunRequest& request, const sim::Executor& executor) {
    session::Player player(executor);
    if (auto loaded = player.load(request.scene.scenario); !loaded) return loaded.error();
    for (const Microseconds via_us : request.via_us) {
        player.seek(via_us);
        player.finish();
    }
    player.seek(request.until_us);
    player.finish();
    return player.world();
}

Result<std::optional<OutputFile>> open_wanted(const std::string& path) {
    if (path.empty()) return std::optional<OutputFile>();
    auto file = OutputFile::open(path);
    if (!file) return file.error();
    return std::optional<OutputFile>(std::move(file).value());
}

}  // namespace

Result<Ok> run(const RunRequest& request) {
    auto times_us = row_times(request);
    if (!times_us) return times_us.error();
    auto csv = open_wanted(request.csv);
    if (!csv) return csv.error();
    auto json = open_wanted(request.json);
    if (!json) return json.error();

    const sim::Executor executor = session::make_pool(request.threads);
    auto made = sim::make_world(request.scene.scenario, sim::RfDetail::production, executor);
    if (!made) return Error{made.error().what, request.scene_name + ":" + made.error().where};
    sim::World world = std::move(made).value();
    if (auto& file = csv.value()) {
        file->write(csv_header());
        for (const Microseconds time_us : times_us.value()) {
            sim::run_to(world, tick_at(world, time_us), executor);
            file->write(csv_row(sim::observe(world), time_us));
        }
    }
    if (request.via_us.empty()) {
        sim::run_to(world, tick_at(world, request.until_us), executor);
    } else {
        auto visited = world_by_way_of(request, executor);
        if (!visited) return visited.error();
        world = std::move(visited).value();
    }
    if (auto& file = json.value())
        file->write(write_json(report_json(world, request.scene_name, request.until_us)));
    if (csv.value())
        if (auto written = csv.value()->commit(); !written) return written;
    if (json.value())
        if (auto written = json.value()->commit(); !written) return written;
    if (request.hash) std::printf("%s\n", hash_text(sim::state_hash(world)).c_str());
    if (!csv.value() && !json.value() && !request.hash)
        std::fputs(report_text(world, request.scene_name, request.until_us).c_str(), stdout);
    return Ok{};
}

}  // namespace app
