#include "app/commands.h"

#include "app/commands/check.h"
#include "app/commands/input.h"
#include "app/commands/list.h"
#include "app/commands/rf.h"
#include "app/commands/run.h"
#include "app/session/describe.h"
#include "app/session/executor.h"
#include "app/session/names.h"
#include "app/shot.h"
#include "sim/snapshot.h"
#include "sim/world.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <thread>

namespace app {
namespace {

using session::Scene;
using sim::Error;
using sim::Microseconds;
using sim::Result;

constexpr int kMostThreads = 64;
constexpr int kSmallest_px = 16, kLargest_px = 8192;

// What was typed, before it is understood.
struct Typed {
    std::string scene, rf_case, until, at, every, csv, json, view, style,
        size = "960x540", quality = "medium", png, reference, ids, list, mode = "explore",
        language = "en";
    std::vector<std::string> settings, via, files;
    int threads = std::clamp(int(std::thread::hardware_concurrency()), 1, 4);
    double time_limit_s = 600;
    bool hash = false, as_json = false;
};

Result<Scene> scene_of(const Typed& typed) { return load_scene(typed.scene, typed.settings); }

// Checked when it was typed.
Microseconds time_of(const std::string& text) { return session::parse_time(text).value(); }

Exit refused(const Error& error) {
    complain(error);
    return Exit::bad_input;
}

template <class Enum, class Names>
Enum choice_of(const std::string& text, const Names& names) {
    return Enum(int(std::find(names.begin(), names.end(), text) - names.begin()));
}

Exit run_command(const Typed& typed) {
    auto scene = scene_of(typed);
    if (!scene) return refused(scene.error());
    RunRequest request{.scene = std::move(scene).value(),
                       .scene_name = typed.scene,
                       .csv = typed.csv,
                       .json = typed.json,
                       .hash = typed.hash,
                       .threads = typed.threads};
    request.until_us = typed.until.empty() ? request.scene.time_us : time_of(typed.until);
    if (!typed.every.empty()) request.every_us = time_of(typed.every);
    for (const std::string& via : typed.via) request.via_us.push_back(time_of(via));
    if (auto done = run(request); !done) return refused(done.error());
    return Exit::done;
}

Exit describe_command(const Typed& typed) {
    auto scene = scene_of(typed);
    if (!scene) return refused(scene.error());
    auto world = sim::make_world(scene.value().scenario);
    if (!world) return refused(world.error());
    const Microseconds at_us = typed.at.empty() ? scene.value().time_us : time_of(typed.at);
    sim::run_to(world.value(), world.value().plan->timeline.tick_at(at_us),
                session::make_pool(typed.threads));
    const auto strings = session::strings_in(typed.language);
    if (!strings) return refused(strings.error());
    const auto paragraphs = session::describe(sim::observe(world.value()), strings.value());
    std::fputs(session::description_text(paragraphs).c_str(), stdout);
    return Exit::done;
}

Exit rf_command(const Typed& typed) {
    if (auto done = solve_rf_case({.file = typed.rf_case,
                                   .json = typed.json,
                                   .threads = typed.threads,
                                   .time_limit_s = typed.time_limit_s});
        !done)
        return refused(done.error());
    return Exit::done;
}

Exit list_command(const Typed& typed) {
    const std::string text =
        typed.as_json ? session::write_json(list_json(typed.list)) : list_text(typed.list);
    std::fputs(text.c_str(), stdout);
    return Exit::done;
}

struct Size {
    int width_px = 0, height_px = 0;
};
Result<Size> parse_size(const std::string& text) {
    Size size;
    int used = 0;
    const int read = std::sscanf(text.c_str(), "%5dx%5d%n", &size.width_px, &size.height_px, &used);
    const auto fits = [](int px) { return px >= kSmallest_px && px <= kLargest_px; };
    if (read != 2 || std::size_t(used) != text.size() || !fits(size.width_px) ||
        !fits(size.height_px))
        return Error{"is \"" + text + "\", must be WxH with both in [16, 8192] px", ""};
    return size;
}

Exit shot_command(const Typed& typed) {
    auto scene = scene_of(typed);
    if (!scene) return refused(scene.error());
    const Size size = parse_size(typed.size).value();
    ShotRequest request{.scene = std::move(scene).value(),
                        .width_px = size.width_px,
                        .height_px = size.height_px,
                        .quality = choice_of<Quality>(typed.quality, kQualities),
                        .threads = typed.threads,
                        .png = typed.png,
                        .reference = typed.reference,
                        .ids = typed.ids};
    if (!typed.at.empty()) request.scene.time_us = time_of(typed.at);
    session::View& view = request.scene.view;
    if (!typed.view.empty())
        view.name = choice_of<session::ViewName>(typed.view, session::kViewNames);
    if (!typed.style.empty()) view.style = choice_of<session::Style>(typed.style, session::kStyles);
    const ShotOutcome outcome = take_shot(request);
    if (outcome.end != ShotEnd::done) complain(outcome.error);
    switch (outcome.end) {
        case ShotEnd::done:
            return Exit::done;
        case ShotEnd::bad_input:
            return Exit::bad_input;
        case ShotEnd::no_gl:
            return Exit::no_gl;
        case ShotEnd::differs:
            return Exit::differs;
    }
    return Exit::bad_input;
}

CommandOutcome window_request(const Typed& typed) {
    Typed wanted = typed;
    if (typed.scene.empty()) {
        // The scene everyone meets first, from before the needles move.
        wanted.scene = "clinic-pen-cheek-1.5";
        wanted.settings.insert(wanted.settings.begin(), "time=0");
    }
    auto scene = scene_of(wanted);
    if (!scene) return {refused(scene.error()), {}};
    return {Exit::done, WindowRequest{.scene = std::move(scene).value(),
                                      .scene_name = typed.scene,
                                      .language = typed.language,
                                      .mode = choice_of<Mode>(typed.mode, kModes)}};
}

// -- what can be typed -------------------------------------------------------------------------

template <class Names>
CLI::IsMember one_of(const Names& names) {
    return CLI::IsMember(std::vector<std::string>(names.begin(), names.end()));
}

// What a check of CLI11 returns: empty, or what is wrong.
std::string time_problem(const std::string& text) {
    auto time_us = session::parse_time(text);
    return time_us ? "" : time_us.error().what;
}
std::string period_problem(const std::string& text) {
    auto time_us = session::parse_time(text);
    if (time_us && time_us.value() == 0) return "is " + text + ", must be longer";
    return time_problem(text);
}
std::string size_problem(const std::string& text) {
    auto size = parse_size(text);
    return size ? "" : size.error().what;
}

struct Grammar {
    CLI::App app{"Papilla: what needling does to living skin, from the stroke to a year after"};
    CLI::App *run, *shot, *describe, *check, *rf, *list;

    explicit Grammar(Typed& t) {
        app.name("papilla");
        app.set_version_flag("--version", std::string("papilla ") + PAPILLA_VERSION);
        app.require_subcommand(0, 1);
        app.footer(
            "A SCENE is a file or a preset: `papilla list presets`. Times: 120ms 30s 2h 14d "
            "6mo 0.\nExit status: 0 done, 1 bad input, 2 bad usage, 3 no GL, 4 differs from "
            "the reference.");
        scene(app, t)->required(false);
        language(app, t);
        app.add_option("--mode", t.mode, "How to begin")->check(one_of(kModes));

        run = app.add_subcommand("run", "Simulates and writes numbers; needs no graphics");
        scene(*run, t);
        run->add_option("--until", t.until, "Time to simulate to (the scene's own time)")
            ->check(time_problem);
        run->add_option("--every", t.every, "Time between rows (200 even steps of the log axis)")
            ->check(period_problem);
        run->add_option("--csv", t.csv, "File for one row a time; - is stdout");
        run->add_option("--json", t.json, "File for every number at --until; - is stdout");
        run->add_flag("--hash", t.hash, "Prints the state's hash at --until");
        run->add_option("--seek,--via", t.via, "Times to visit on the way, in this order: T,T,...")
            ->delimiter(',')
            ->allow_extra_args(false)
            ->check(time_problem);
        threads(*run, t);

        shot = app.add_subcommand("shot", "Draws one picture without a window");
        scene(*shot, t);
        shot->add_option("--at", t.at, "Time (the scene's own)")->check(time_problem);
        shot->add_option("--view", t.view, "Camera")->check(one_of(session::kViewNames));
        shot->add_option("--style", t.style, "Look")->check(one_of(session::kStyles));
        shot->add_option("--size", t.size, "WxH in pixels (960x540)")->check(size_problem);
        shot->add_option("--quality", t.quality, "Detail")->check(one_of(kQualities));
        shot->add_option("--png", t.png, "File to write")->required();
        shot->add_option("--reference", t.reference, "PNG it must look like, or exit 4");
        shot->add_option("--ids", t.ids, "PNG of what each pixel shows: its number in red");
        threads(*shot, t);

        describe = app.add_subcommand("describe", "Says in plain sentences what is in the picture");
        scene(*describe, t);
        describe->add_option("--at", t.at, "Time (the scene's own)")->check(time_problem);
        language(*describe, t);
        threads(*describe, t);

        check = app.add_subcommand("check", "Validates scene and content files");
        check->add_option("FILE", t.files, "Files")->required();
        settings(*check, t);

        rf = app.add_subcommand("rf", "Solves one case of the RF laboratory");
        rf->footer(
            "A CASE is a JSON file that states tissue, needles, drive and boundaries in full, "
            "without\nany preset; docs/rf-cases.md has the format. What it asks for is written as "
            "JSON.");
        rf->add_option("CASE", t.rf_case, "File")->required();
        rf->add_option("--json", t.json, "File to write; - is stdout, and so is none");
        rf->add_option("--time-limit", t.time_limit_s, "Longest wall time, s (600)")
            ->check(CLI::Range(0.0, 1e6));
        threads(*rf, t);

        list = app.add_subcommand("list", "Lists what there is to choose from");
        list->add_option("WHAT", t.list, "List")->required()->check(one_of(kLists));
        list->add_flag("--json", t.as_json, "As JSON");
        settings(*list, t);
    }

  private:
    static void settings(CLI::App& command, Typed& t) {
        command.add_option("--set", t.settings, "path=value, any number of times")
            ->allow_extra_args(false);
    }
    static CLI::Option* scene(CLI::App& command, Typed& t) {
        settings(command, t);
        return command.add_option("SCENE", t.scene, "A file or a preset")->required();
    }
    static void language(CLI::App& command, Typed& t) {
        command.add_option("--lang", t.language, "Language of the words (en)")
            ->check(one_of(session::languages()));
    }
    static void threads(CLI::App& command, Typed& t) {
        command.add_option("--threads", t.threads, "Threads to simulate on; results are the same")
            ->check(CLI::Range(1, kMostThreads));
    }
};

// A word that is nearly a command was meant to be one.
bool mistyped_command(const Typed& typed) {
    constexpr std::array<std::string_view, 6> kCommands = {"run",   "shot", "describe",
                                                           "check", "rf",   "list"};
    if (typed.scene.empty() || typed.scene.find_first_of("./") != std::string::npos) return false;
    const std::string_view nearest = session::nearest_name(typed.scene, kCommands);
    if (session::edit_distance(typed.scene, nearest) > 2) return false;
    complain({"is no command, did you mean " + std::string(nearest) + "?", typed.scene});
    return true;
}

CommandOutcome obey(int argc, char** argv) {
    Typed typed;
    Grammar grammar(typed);
    try {
        grammar.app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return {Exit(grammar.app.exit(error)), {}};  // --help
        std::fprintf(stderr, "papilla: %s\nRun papilla --help for what can be said.\n",
                     error.what());
        return {Exit::bad_usage, {}};
    }
    if (*grammar.run) return {run_command(typed), {}};
    if (*grammar.shot) return {shot_command(typed), {}};
    if (*grammar.describe) return {describe_command(typed), {}};
    if (*grammar.check) return {check_files(typed.files) ? Exit::done : Exit::bad_input, {}};
    if (*grammar.rf) return {rf_command(typed), {}};
    if (*grammar.list) return {list_command(typed), {}};
    if (mistyped_command(typed)) return {Exit::bad_usage, {}};
    return window_request(typed);
}

}  // namespace

CommandOutcome run_command_line(int argc, char** argv) {
    CommandOutcome outcome;
    try {
        outcome = obey(argc, argv);
    } catch (const std::exception& error) {
        complain({error.what(), ""});
        return {Exit::bad_input, {}};
    }
    // A full disk behind a redirection is an output that is not there.
    if (std::fflush(stdout) != 0 || std::ferror(stdout)) {
        complain({"cannot be written", "standard output"});
        return {Exit::bad_input, {}};
    }
    return outcome;
}

}  // namespace app
