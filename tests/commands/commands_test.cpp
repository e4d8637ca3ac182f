// The command line, driven as people and scripts drive it: exit statuses, messages, files whole or
// not at all.
#include "tests/commands/program.h"

#include <algorithm>

namespace {

namespace fs = std::filesystem;
using program::expect_line;
using program::Ran;
using program::text_of;
using session::Json;
using Commands = program::Folder;

const char* const kQuick = "clinic-pen-cheek-1.5";

TEST_F(Commands, BadInputNamesFilePointerValueAndRange) {
    write("bad.json", R"({"technique": {"depth_mm": 9}})");
    expect_line(papilla("run bad.json"), 1,
                "papilla: bad.json:/technique/depth_mm: is 9, must lie in [0.1, 8] mm\n");
    expect_line(papilla("describe bad.json"), 1, "papilla: bad.json:/technique/depth_mm: ");
    expect_line(papilla("shot bad.json --png x.png"), 1, "papilla: bad.json:/technique/depth_mm: ");
    expect_line(papilla("check bad.json"), 1, "papilla: bad.json:/technique/depth_mm: ");
    expect_line(papilla("bad.json"), 1, "papilla: bad.json:/technique/depth_mm: ");
    write("broken.json", "{\n  \"skin\": }\n");
    expect_line(papilla("run broken.json"), 1, "papilla: broken.json:2:11: is not JSON: ");
    expect_line(papilla("run missing.json"), 1,
                "papilla: missing.json: cannot be read: No such file or directory\n");
    expect_line(papilla("run ."), 1, "papilla: .: cannot be read: Is a directory\n");
    expect_line(papilla("run clinic-pen-cheek-15"), 1, "did you mean clinic-pen-cheek-1.5?");
}

TEST_F(Commands, UnknownKeysWarnAndTheWorkIsDone) {
    write("odd.json", R"({"technique": {"dept_mm": 1}})");
    expect_line(papilla("run odd.json --hash"), 0,
                "papilla: warning: odd.json:/technique/dept_mm: is not a known key, did you mean "
                "depth_mm?\n");
}

TEST_F(Commands, BadUsageExitsWith2AndPointsToHelp) {
    for (const char* arguments :
         {"run", "shot", "describe", "check", "list", "list nonsense", "rnu scene", "rf",
          "run clinic-pen-cheek-1.5 another", "run clinic-pen-cheek-1.5 --nonsense",
          "run clinic-pen-cheek-1.5 --until 5x", "run clinic-pen-cheek-1.5 --every 0",
          "run clinic-pen-cheek-1.5 --threads 0", "shot clinic-pen-cheek-1.5",
          "shot clinic-pen-cheek-1.5 --png x.png --size 0x0",
          "shot clinic-pen-cheek-1.5 --png x.png --view sideways",
          "shot clinic-pen-cheek-1.5 --png x.png --style baroque",
          "describe clinic-pen-cheek-1.5 --lang xx", "--mode sleep"}) {
        const Ran ran = papilla(arguments);
        EXPECT_EQ(ran.status, 2) << arguments;
        EXPECT_TRUE(ran.err.starts_with("papilla: ")) << arguments << ": " << ran.err;
        EXPECT_EQ(ran.out, "") << arguments;
    }
}

TEST_F(Commands, HelpAndVersionGoToStdout) {
    for (const char* arguments : {"--help", "run --help", "shot --help", "--version"}) {
        const Ran ran = papilla(arguments);
        EXPECT_EQ(ran.status, 0);
        EXPECT_NE(ran.out, "");
        EXPECT_EQ(ran.err, "");
    }
}

TEST_F(Commands, SetOverridesAnyFieldInEveryCommand) {
    const std::string scene = std::string(kQuick) + " --set technique.depth_mm=0.7";
    EXPECT_EQ(papilla("run " + scene + " --json a.json").status, 0);
    EXPECT_EQ(*json("a.json").find("set_depth_mm")->number(), 0.7);
    EXPECT_NE(papilla("describe " + scene).out.find("set to 0.7 mm"), std::string::npos);
    expect_line(papilla("run clinic-pen-cheek-1.5 --set technique.depth_mm=9"), 1,
                "papilla: --set:/technique/depth_mm: is 9, must lie in [0.1, 8] mm\n");
    expect_line(papilla("shot clinic-pen-cheek-1.5 --png x.png --set skin.sight=eyelid"), 1,
                "papilla: --set:/skin/sight: is not a known field, did you mean skin.site?\n");
    // Two that only fit together, in either order.
    for (const char* both : {"--set device.needle_length_mm=0.5 --set technique.depth_mm=0.4",
                             "--set technique.depth_mm=0.4 --set device.needle_length_mm=0.5"})
        EXPECT_EQ(papilla("run " + std::string(kQuick) + " --hash " + both).status, 0);
    expect_line(papilla("run clinic-pen-cheek-1.5 --set device.needle_length_mm=0.5"), 1,
                "papilla: --set:/technique/depth_mm: ");
}

TEST_F(Commands, JsonHasEveryReadoutWithUnitBasisAndSource) {
    ASSERT_EQ(papilla("run clinic-pen-cheek-1.5 --until 20ms --json a.json").status, 0);
    const Json report = json("a.json");
    EXPECT_EQ(*report.find("scene")->text(), "clinic-pen-cheek-1.5");
    EXPECT_EQ(*report.find("time_us")->number(), 20000);
    EXPECT_EQ(*report.find("stage")->text(), "dwell");
    for (const char* key : {"phase", "tip_layer"}) EXPECT_TRUE(report.find(key)->text()) << key;
    const Json* readouts = report.find("readouts");
    ASSERT_TRUE(readouts && readouts->object());
    EXPECT_GT(readouts->object()->size(), 30u);
    for (const session::Member& readout : *readouts->object()) {
        EXPECT_TRUE(readout.value.find("value")->number()) << readout.key;
        for (const char* key : {"unit", "basis", "source"})
            EXPECT_TRUE(readout.value.find(key)->text()) << readout.key;
    }
    EXPECT_EQ(*readouts->find("tip_depth_mm")->find("value"), *report.find("tip_depth_mm"));
    EXPECT_EQ(report.find("state_hash")->text()->size(), 16u);
}

TEST_F(Commands, CsvStartsWithTimeAndHasARowAStep) {
    ASSERT_EQ(papilla("run clinic-pen-cheek-1.5 --until 10h --every 1h --csv a.csv").status, 0);
    std::istringstream lines(text_of(folder_ / "a.csv"));
    std::string header, line;
    std::getline(lines, header);
    EXPECT_TRUE(header.starts_with("time_h,time_s,")) << header;
    const auto columns = std::count(header.begin(), header.end(), ',');
    int rows = 0;
    for (; std::getline(lines, line); ++rows) {
        EXPECT_EQ(std::count(line.begin(), line.end(), ','), columns);
        EXPECT_TRUE(
            line.starts_with(std::to_string(rows) + "," + std::to_string(rows * 3600) + ","));
    }
    EXPECT_EQ(rows, 11);
    EXPECT_EQ(papilla("run clinic-pen-cheek-1.5 --until 10h --every 1h --csv -").out,
              text_of(folder_ / "a.csv"));
}

TEST_F(Commands, TheHashIsTheSameByAnyWayAndWithAnyThreads) {
    const std::string scene = "run rf-insulated-cheek --until 120ms --hash ";
    const Ran plain = papilla(scene + "--threads 1");
    ASSERT_EQ(plain.status, 0) << plain.err;
    EXPECT_EQ(plain.out.size(), 17u);  // 16 digits and the end of the line
    EXPECT_EQ(plain.out.find_first_not_of("0123456789abcdef\n"), std::string::npos);
    EXPECT_EQ(papilla(scene + "--threads 3").out, plain.out);
    EXPECT_EQ(papilla(scene + "--seek 130ms,0,60ms,1ms").out, plain.out);
    EXPECT_EQ(papilla(scene + "--csv rows.csv").out, plain.out);
    EXPECT_NE(papilla("run rf-insulated-cheek --until 121ms --hash").out, plain.out);
}

TEST_F(Commands, AFileThatCannotBeWrittenIsExit1AndLeavesNothing) {
    const std::string run = "run " + std::string(kQuick) + " ";
    expect_line(papilla(run + "--csv none/a.csv"), 1,
                "papilla: none/a.csv: cannot be written: No such file or directory\n");
    expect_line(papilla(run + "--json ."), 1, "papilla: .: cannot be written: Is a directory\n");
    if (fs::exists("/dev/full")) {
        expect_line(papilla(run + "--json /dev/full"), 1,
                    "papilla: /dev/full: cannot be written: ");
        const Ran full = papilla("list fields >/dev/full;true");  // only that it says so and ends
        EXPECT_EQ(full.status, 0);
    }
    // One of two outputs failing leaves neither behind half done.
    EXPECT_EQ(papilla(run + "--csv a.csv --json none/b.json").status, 1);
    EXPECT_TRUE(files().empty()) << files().front();
}

TEST_F(Commands, ARefusedRunLeavesAnOldFileAsItWas) {
    write("a.csv", "old");
    EXPECT_EQ(papilla("run clinic-pen-cheek-1.5 --csv a.csv --until 1d --every 1us").status, 1);
    EXPECT_EQ(papilla("run clinic-pen-cheek-1.5 --csv a.csv --json none/b.json").status, 1);
    EXPECT_EQ(text_of(folder_ / "a.csv"), "old");
    EXPECT_EQ(files(), std::vector<std::string>{"a.csv"});
    EXPECT_EQ(papilla("run clinic-pen-cheek-1.5 --csv a.csv").status, 0);
    EXPECT_NE(text_of(folder_ / "a.csv"), "old");
    EXPECT_EQ(files(), std::vector<std::string>{"a.csv"});
}

TEST_F(Commands, ALinkIsWrittenThrough) {
    write("real.json", "old");
    fs::create_symlink("real.json", folder_ / "link.json");
    ASSERT_EQ(papilla("run clinic-pen-cheek-1.5 --json link.json").status, 0);
    EXPECT_TRUE(fs::is_symlink(folder_ / "link.json"));
    EXPECT_NE(text_of(folder_ / "real.json"), "old");
}

TEST_F(Commands, ListsAreThereAsTextAndAsJson) {
    for (const char* name :
         {"sites", "devices", "views", "presets", "lessons", "claims", "fields"}) {
        const Ran text = papilla(std::string("list ") + name);
        EXPECT_EQ(text.status, 0);
        const Ran as_json =
            papilla(std::string("list --json ") + name + " >list.json; cat list.json");
        const auto list = session::parse_json(as_json.out, name);
        ASSERT_TRUE(list && list.value().list()) << name;
        for (const Json& entry : *list.value().list()) EXPECT_TRUE(entry.find("id")) << name;
        EXPECT_EQ(std::size_t(std::count(text.out.begin(), text.out.end(), '\n')) -
                      (std::string(name) == "sites" ? 1 : 0),
                  list.value().list()->size())
            << name;
    }
}

TEST_F(Commands, EveryPresetRunsAndIsDescribedToItsEnd) {
    std::istringstream lines(papilla("list presets").out);
    int count = 0;
    for (std::string line; std::getline(lines, line); ++count) {
        const std::string name = line.substr(0, line.find(' '));
        EXPECT_EQ(papilla("run " + name + " --hash").status, 0) << name;
        EXPECT_TRUE(papilla("describe " + name)
                        .out.ends_with("This is education, not advice, and not a forecast.\n"))
            << name;
        EXPECT_GT(line.size(), name.size() + 2) << "has no words";
    }
    EXPECT_GE(count, 8);
}

TEST_F(Commands, CheckTellsGoodFromBadAndGoesOnAfterABadOne) {
    write("good.json", R"({"papilla": 1})");
    write("bad.json", R"({"papilla": 3})");
    write("other.json", R"({"x": 3})");
    const Ran ran = papilla("check bad.json other.json missing.json good.json");
    EXPECT_EQ(ran.status, 1);
    EXPECT_EQ(ran.out, "good.json: scene, valid\n");
    EXPECT_NE(ran.err.find("bad.json:/papilla: is 3, newer"), std::string::npos);
    EXPECT_NE(ran.err.find("other.json: is no known kind of content"), std::string::npos);
    EXPECT_NE(ran.err.find("missing.json: cannot be read"), std::string::npos);
    EXPECT_EQ(papilla("check good.json").status, 0);
}

TEST_F(Commands, WithoutACommandTheWindowIsAskedFor) {
    EXPECT_EQ(papilla("").out, "window  en explore\n");
    EXPECT_EQ(papilla("three-visits --mode learn --lang en").out, "window three-visits en learn\n");
    EXPECT_EQ(papilla("--set technique.depth_mm=9").status, 1);
}

}  // namespace
