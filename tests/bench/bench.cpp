// What the simulation costs on this machine: bandwidth, heat, current, pulse, seek, observe.
// `papilla_bench --quick` runs everything once on small problems, so that a test can see that it
// still works.
#include "app/session/background.h"
#include "app/session/executor.h"
#include "app/session/playback.h"
#include "sim/models/heat.h"
#include "sim/models/potential.h"
#include "sim/snapshot.h"
#include "sim/world.h"
#include "tests/bench/measure.h"

#include <cmath>
#include <cstring>
#include <random>
#include <string>
#include <thread>
#include <utility>

namespace bench {
namespace {

using sim::Executor;
using sim::Microseconds;

constexpr int kTasks = 64;
constexpr double kFrame_s = 1.0 / 60.0;

// a = b + s c over arrays far larger than the caches (McCalpin's STREAM): bytes per second, counted
// as the 24 that are named, not what a write may fetch first.
double triad_bytes_per_s(std::size_t count, int repeats, const Executor& executor) {
    std::vector<double> a(count), b(count, 1.0), c(count, 2.0);
    const auto times = times_s(repeats, [&] {
        executor(kTasks, [&](int task) {
            const std::size_t first = count * std::size_t(task) / kTasks;
            const std::size_t last = count * std::size_t(task + 1) / kTasks;
            for (std::size_t i = first; i < last; ++i) a[i] = b[i] + 3.0 * c[i];
        });
    });
    return 24.0 * double(count) / times.front();
}

// A quarter cell of tissue around a bare needle, in even cells, with 0 V half a pitch away.
struct Problem {
    sim::CellGrid grid;
    sim::NeedleCells needle;
    std::vector<double> conductivity;  // of every cell, S/m or W/(m K)

    explicit Problem(int across) {
        const double cell_mm = 0.8 / across;
        const int down = int(std::lround(2.4 / cell_mm));
        for (int i = 0; i <= across; ++i) grid.x_mm.push_back(i * cell_mm);
        grid.y_mm = grid.x_mm;
        for (int k = 0; k <= down; ++k) grid.depth_mm.push_back(k * cell_mm);
        const sim::NeedleShape shape{
            .x_mm = 0, .y_mm = 0, .radius_mm = 0.1, .tip_mm = 1.6, .exposed_mm = 1.6};
        needle = sim::place_needles(grid, std::span(&shape, 1));
        conductivity.assign(std::size_t(grid.count()), 0.25);
    }
};

void bench_heat(int across, int repeats, double triad, const Executor& executor) {
    const Problem problem(across);
    const double cell_mm3 = std::pow(problem.grid.x_mm[1], 3);
    const std::vector<double> capacity_J_per_K(problem.conductivity.size(),
                                               3.8e6 * cell_mm3 * 1e-9);
    const sim::HeatModel model =
        sim::make_heat_model(problem.grid, problem.needle.thermal, problem.conductivity,
                             problem.conductivity, capacity_J_per_K, {});
    std::vector<float> temperature_C(problem.conductivity.size(), 37.0F);
    for (int i = 0; i < across; ++i) temperature_C[std::size_t(i)] = 90.0F;
    sim::HeatScratch scratch;
    const auto times = times_s(
        repeats, [&] { sim::step_heat(model, temperature_C, {}, {}, 1e-3, scratch, executor); });
    // What its two passes must move, each array once, in floats. By layers: reads of temperature,
    // capacity, three faces and two factors each along x and y, a write of the change so far.
    // By columns: reads of that change, temperature, capacity and two factors, writes of the
    // temperature and of what it was. 17 numbers a cell.
    const double cells = double(problem.grid.count());
    const double bytes_per_s = 17.0 * 4.0 * cells / times.front();
    report("heat step, cells", cells / 1e6, "M");
    report("heat step, cells a second", cells / times.front() / 1e6, "M/s");
    report("heat step, memory moved", bytes_per_s / 1e9, "GB/s");
    report("heat step over triad", bytes_per_s / triad, "", at_least(0.6));
}

void bench_potential(const std::vector<int>& sizes, const Executor& executor) {
    double first_us = 0;
    for (const int across : sizes) {
        const Problem p(across);
        sim::Conductances faces;
        sim::face_conductances(p.grid, p.needle.electric, p.conductivity, p.conductivity, faces,
                               executor);
        std::vector<double> ground(p.conductivity.size(), 0.0),
            side(std::size_t(side_count(p.grid, sim::Side::x_high)));
        sim::side_conductances(p.grid, sim::Side::x_high, p.conductivity, p.conductivity, side);
        for (std::size_t n = 0; n < side.size(); ++n)
            ground[std::size_t(sim::side_cell(p.grid, sim::Side::x_high, int(n)))] = side[n];
        sim::Multigrid multigrid;
        const auto setup = times_s(
            3, [&] { multigrid = sim::make_multigrid(p.grid, faces, ground, p.needle.held); });
        sim::PotentialScratch scratch;
        sim::SolveReport solved;
        std::vector<double> solution_V;
        const auto times = times_s(3, [&] {
            std::vector<double> potential_V(p.conductivity.size(), 0.0);
            for (std::size_t c = 0; c < potential_V.size(); ++c)
                if (p.needle.held[c]) potential_V[c] = 1.0;
            solved = sim::solve_potential(p.grid, faces, ground, multigrid, potential_V, scratch,
                                          {}, executor);
            solution_V = std::move(potential_V);
        });
        // As in a pulse: tissue near the needle has warmed by some 5 K since the last solve.
        std::vector<double> warmed = p.conductivity;
        for (std::size_t c = 0; c < warmed.size(); ++c)
            if (c % std::size_t(across) < std::size_t(across) / 3) warmed[c] *= 1.1;
        sim::face_conductances(p.grid, p.needle.electric, warmed, warmed, faces, executor);
        sim::SolveReport again;
        const auto warm = times_s(9, [&] {
            std::vector<double> potential_V = solution_V;
            again = sim::solve_potential(p.grid, faces, ground, multigrid, potential_V, scratch,
                                         {.tolerance = 2e-3, .max_iterations = 40}, executor);
        });
        const std::string name = "current, " + std::to_string(p.grid.count() / 1000) + " k cells, ";
        const double cell_us = 1e6 * times.front() / p.grid.count();
        report(name + "cycles to 1e-6", solved.iterations, "", at_most(12));
        report(name + "time a cell", cell_us, "us");
        report(name + "multigrid made in", 1e3 * setup.front(), "ms");
        report(name + "warm solve to 2e-3", 1e3 * warm.front(), "ms");
        report(name + "warm solve, cycles", again.iterations, "", at_most(5));
        if (first_us > 0) report(name + "over the smaller", cell_us / first_us, "");
        first_us = cell_us;
    }
}

sim::Scenario heated() {
    sim::Scenario scenario;
    scenario.device = {.kind = sim::DeviceKind::rf_array,
                       .needle_length_mm = 3.5,
                       .needle_diameter_mm = 0.25,
                       .rows = 5,
                       .columns = 5,
                       .pitch_mm = 1.5,
                       .insulated = true};
    scenario.rf.on = true;
    scenario.technique.passes = 1;
    return scenario;
}

// A pulse of 100 ms and the second after it, of 25 needles: what passes in the tissue over what
// passes here.
void bench_pulse() {
    for (const int threads : {1, 2}) {
        const Executor executor = session::make_pool(threads);
        const std::string name = "pulse and 1 s, " + std::to_string(threads) + " threads, ";
        double from_s = now_s();
        sim::World world = sim::make_world(heated(), sim::RfDetail::production, executor).value();
        report(name + "world made in", now_s() - from_s, "s");
        const Microseconds pulse_us =
            world.plan->timeline.segment(sim::Stage::dwell).start_us + 50 * sim::kMillisecond;
        sim::run_to(world, world.plan->timeline.tick_at(pulse_us), executor);
        const Microseconds end_us = pulse_us + 1100 * sim::kMillisecond;
        from_s = now_s();
        sim::run_to(world, world.plan->timeline.tick_at(end_us), executor);
        const double took_s = now_s() - from_s;
        report(name + "computed in", took_s, "s");
        report(name + "simulated over wall time", 1.1 / took_s, "",
               threads == 2 ? at_least(1.0) : Target{});
    }
}

// From the release of a slider to the pictures, at the end of the pulse.
void bench_answer(int threads) {
    session::RefinerLimits limits;
    session::Playback playback(
        session::make_background_worker(session::make_pool(threads), limits, [] {}));
    playback.seek(150 * sim::kMillisecond);
    sim::Scenario scenario = heated();
    std::vector<double> coarse_s, final_s, all_s, dropped_s;
    const auto wait = [&](const auto& done, double from_s) {
        double longest_s = 0;
        while (!done()) {
            const double start_s = now_s();
            playback.work([] { return false; });
            longest_s = std::max(longest_s, now_s() - start_s);
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        dropped_s.push_back(longest_s);
        return now_s() - from_s;
    };
    for (int i = 0; i < 3; ++i) {
        scenario.rf.power_W_per_pin = 0.40 + 0.02 * i;
        const double from_s = now_s();
        if (!playback.load(scenario)) return;
        coarse_s.push_back(wait([&] { return playback.reached(); }, from_s));
        final_s.push_back(wait([&] { return playback.final(); }, from_s));
        all_s.push_back(wait([&] { return !playback.busy(); }, from_s));
    }
    std::vector<double> scrub_s;
    std::mt19937 random(7);
    const Microseconds dwell_us =
        playback.world().plan->timeline.segment(sim::Stage::dwell).end_us();
    std::uniform_int_distribution<Microseconds> inside(0, dwell_us);
    for (int i = 0; i < 60; ++i) {
        const double from_s = now_s();
        playback.seek(inside(random));
        scrub_s.push_back(wait([&] { return playback.final(); }, from_s));
    }
    double bytes = 0;
    for (const auto& world : playback.history()) {
        const sim::RfState& rf = world->rf;
        bytes += 4.0 * double(rf.temperature_C.size() + rf.potential_V.size());
        for (const auto& omega : rf.damage) bytes += 4.0 * double(omega.size());
    }
    for (auto* list : {&coarse_s, &final_s, &all_s, &scrub_s, &dropped_s})
        std::sort(list->begin(), list->end());
    report("answer, coarse after", quantile(coarse_s, 0.5), "s", at_most(1.0));
    report("answer, final after", quantile(final_s, 0.5), "s");
    report("answer, whole axis after", quantile(all_s, 0.5), "s");
    report("answer, scrub in the pulse, median", 1e3 * quantile(scrub_s, 0.5), "ms");
    report("answer, scrub in the pulse, longest", 1e3 * scrub_s.back(), "ms", at_most(100));
    report("answer, main thread held for at most", 1e3 * dropped_s.back(), "ms",
           at_most(1e3 * kFrame_s));
    report("answer, keyframes", double(playback.history().size()), "");
    report("answer, memory of keyframes", bytes / 1e6, "MB",
           at_most(double(limits.memory_budget) / 1e6));
}

void bench_world(int repeats) {
    report("a world from a scenario",
           1e3 * times_s(repeats, [] { (void)sim::make_world({}); }).front(), "ms");
    sim::World world = sim::make_world({}).value();
    const auto start_s = now_s();
    sim::run_to(world, world.plan->timeline.last_tick());
    report("a year without heat", 1e3 * (now_s() - start_s), "ms");
    report("observe", 1e3 * times_s(repeats, [&] { (void)sim::observe(world); }).front(), "ms");
}

// To random times, once the whole axis was passed through.
void bench_seek(const char* name, const sim::Scenario& scenario, int seeks,
                const Executor& executor) {
    session::Player player(executor);
    if (!player.load(scenario)) return;
    const double start_s = now_s();
    player.seek(sim::kYear);
    player.finish();
    report(std::string(name) + ", first pass", now_s() - start_s, "s");
    std::mt19937 random(7);
    std::uniform_real_distribution<double> anywhere(0.0, 1.0);
    std::vector<double> times;
    for (int i = 0; i < seeks; ++i) {
        const Microseconds time_us = session::axis_time_us(anywhere(random));
        const double from_s = now_s();
        player.seek(time_us);
        player.finish();
        times.push_back(now_s() - from_s);
    }
    std::sort(times.begin(), times.end());
    report(std::string(name) + ", seek, median", 1e3 * quantile(times, 0.5), "ms");
    report(std::string(name) + ", seek, 99th percentile", 1e3 * quantile(times, 0.99), "ms",
           at_most(1e3 * kFrame_s));
    report(std::string(name) + ", keyframes", double(player.keyframe_bytes()) / 1e6, "MB");
}

void run(bool quick) {
    const int threads = std::max(1, int(std::thread::hardware_concurrency()));
    const Executor executor = session::make_pool(threads);
    report("threads", threads, "");
    const std::size_t count = quick ? 1u << 16 : 1u << 23;
    const double triad = triad_bytes_per_s(count, quick ? 1 : 9, executor);
    report("triad, memory moved", triad / 1e9, "GB/s");
    bench_heat(quick ? 16 : 96, quick ? 1 : 9, triad, executor);
    bench_potential(quick ? std::vector<int>{16} : std::vector<int>{24, 40, 64}, executor);
    bench_world(quick ? 1 : 20);
    if (quick) return;
    bench_pulse();
    bench_answer(threads);
    bench_seek("without heat", {}, 500, executor);
    bench_seek("with heat", heated(), 500, executor);
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) { bench::run(argc > 1 && std::strcmp(argv[1], "--quick") == 0); }
