// Scene files: exact both ways, and every mistake named with its place and what would be accepted.
#include "app/session/scene.h"

#include "app/session/command.h"
#include "app/session/embedded.h"
#include "tests/session/random_scene.h"

#include <gtest/gtest.h>

namespace session {
namespace {

std::string error_of(std::string_view text) {
    auto read = read_scene(text, "s.json");
    return read ? "" : read.error().text();
}
std::vector<std::string> warnings_of(std::string_view text) {
    auto read = read_scene(text, "s.json");
    std::vector<std::string> texts;
    EXPECT_TRUE(read) << read.error().text();
    for (const sim::Error& warning : read.value().warnings) texts.push_back(warning.text());
    return texts;
}
std::string set_error(std::string_view assignment) {
    auto set = set_field(Scene{}, assignment);
    return set ? "" : set.error().text();
}

TEST(Scene, TheDefaultIsValidAndAnEmptyFileIsTheDefault) {
    EXPECT_TRUE(validate(Scene{}));
    EXPECT_EQ(read_scene("{}", "").value().scene, Scene{});
}

TEST(Scene, ReadOfWriteIsExactFor200RandomScenes) {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const Scene scene = test::random_scene(seed);
        ASSERT_TRUE(validate(scene)) << validate(scene).error().text();
        const std::string text = write_scene(scene);
        auto read = read_scene(text, "random");
        ASSERT_TRUE(read) << read.error().text() << "\n" << text;
        EXPECT_EQ(read.value().scene, scene) << text;
        EXPECT_TRUE(read.value().warnings.empty());
        EXPECT_EQ(write_scene(read.value().scene), text);
    }
}

TEST(Scene, EveryShippedPresetIsValidWithoutAWarning) {
    ASSERT_GE(preset_names().size(), 8u);
    for (const std::string_view name : preset_names()) {
        auto read = read_scene(find_preset(name)->text, name);
        ASSERT_TRUE(read) << read.error().text();
        EXPECT_TRUE(read.value().warnings.empty()) << name;
    }
}

TEST(Scene, OutOfRangeNamesFilePointerValueRangeAndUnit) {
    EXPECT_EQ(error_of(R"({"technique": {"depth_mm": 9}})"),
              "s.json:/technique/depth_mm: is 9, must lie in [0.1, 8] mm");
    EXPECT_EQ(error_of(R"({"technique": {"depth_mm": "deep"}})"),
              "s.json:/technique/depth_mm: is \"deep\", must lie in [0.1, 8] mm");
    EXPECT_EQ(error_of(R"({"technique": {"depth_mm": null}})"),
              "s.json:/technique/depth_mm: is null, must lie in [0.1, 8] mm");
    EXPECT_EQ(error_of(R"({"technique": {"depth_mm": [1]}})"),
              "s.json:/technique/depth_mm: is a list, must lie in [0.1, 8] mm");
    EXPECT_EQ(error_of(R"({"skin": {"seed": 99999999999999999999}})").substr(0, 35),
              "s.json:/skin/seed: is 1e+20, must l");
    EXPECT_EQ(error_of(R"({"device": {"rows": 2.5}})"),
              "s.json:/device/rows: is 2.5, must be a whole number in [1, 12]");
    EXPECT_EQ(error_of(R"({"rf": {"on": 1}})"), "s.json:/rf/on: is 1, must be true or false");
    EXPECT_EQ(error_of(R"({"view": {"peel": 4.5}})"),
              "s.json:/view/peel: is 4.5, must lie in [0, 4]");
}

TEST(Scene, AnUnknownChoiceNamesAllThatThereAre) {
    EXPECT_TRUE(
        error_of(R"({"skin": {"site": "elbow"}})")
            .starts_with("s.json:/skin/site: is \"elbow\", must be one of forehead, temple, "));
    EXPECT_EQ(error_of(R"({"rf": {"polarity": "unipolar"}})"),
              "s.json:/rf/polarity: is \"unipolar\", must be one of bipolar, checkerboard, "
              "monopolar");
    EXPECT_EQ(error_of(R"({"skin": {"tone": 3}})"),
              "s.json:/skin/tone: is 3, must be one of I, II, III, IV, V, VI");
}

TEST(Scene, FieldsThatDoNotFitTogetherAreRefusedWithAPlace) {
    EXPECT_TRUE(
        error_of(R"({"technique": {"depth_mm": 3}})").starts_with("s.json:/technique/depth_mm: "));
    EXPECT_TRUE(error_of(R"({"rf": {"on": true}})").starts_with("s.json:/rf/on: "));
}

TEST(Scene, WrongShapesAreNamed) {
    EXPECT_EQ(error_of("[]"), "s.json: is a list, must be an object with skin, device, ...");
    EXPECT_EQ(error_of(R"({"skin": 3})"), "s.json:/skin: is 3, must be an object");
    EXPECT_EQ(error_of(R"({"time": 3})"),
              "s.json:/time: is 3, must be a text such as \"30s\" or \"14d\"");
    EXPECT_TRUE(
        error_of(R"({"time": "3y"})").starts_with("s.json:/time: is \"3y\", must be a time "));
    EXPECT_TRUE(error_of(R"({"view": {"layers": "fat"}})")
                    .starts_with("s.json:/view/layers: is \"fat\", must be a list of all, "));
    EXPECT_TRUE(error_of(R"({"view": {"layers": ["fat", "skin"]}})")
                    .starts_with("s.json:/view/layers: is \"skin\", must be a list of all, "));
}

TEST(Scene, ANewerVersionIsRefusedAsNewer) {
    EXPECT_EQ(error_of(R"({"papilla": 2})"),
              "s.json:/papilla: is 2, newer than this program, which reads scene version 1");
    EXPECT_EQ(error_of(R"({"papilla": "1"})"), "s.json:/papilla: is \"1\", must be 1");
    EXPECT_EQ(error_of(R"({"papilla": 0})"), "s.json:/papilla: is 0, must be 1");
}

TEST(Scene, UnknownKeysWarnWithTheNearestKnownName) {
    EXPECT_EQ(warnings_of(R"({"technique": {"dept_mm": 1}})"),
              std::vector<std::string>{
                  "s.json:/technique/dept_mm: is not a known key, did you mean depth_mm?"});
    EXPECT_EQ(warnings_of(R"({"skin": {"depth_mm": 1}})"),
              std::vector<std::string>{
                  "s.json:/skin/depth_mm: is not a known key, did you mean technique.depth_mm?"});
    EXPECT_EQ(warnings_of(R"({"papila": 1, "tehnique": {"depth_mm": 1}})"),
              (std::vector<std::string>{
                  "s.json:/papila: is not a known key, did you mean papilla?",
                  "s.json:/tehnique: is not a known key, did you mean technique?"}));
}

TEST(Scene, LayersAreAListOfPartsOrAll) {
    const auto parts = [](std::string_view text) {
        return read_scene(text, "").value().scene.view.parts;
    };
    EXPECT_EQ(parts(R"({"view": {"layers": ["all"]}})"), kUsualParts);
    EXPECT_EQ(parts(R"({"view": {"layers": ["all", "current"]}})"), kAllParts);
    EXPECT_EQ(parts(R"({"view": {"layers": []}})"), 0u);
    EXPECT_EQ(parts(R"({"view": {"layers": ["fat", "vessels"]}})"),
              (1u << unsigned(Part::fat)) | (1u << unsigned(Part::vessels)));
}

TEST(SetField, SetsEveryKindOfField) {
    Scene scene;
    for (const char* assignment :
         {"technique.depth_mm=1.25", "skin.site=eyelid", "rf.on=false", "device.rows=6", "time=2h",
          "view.layers=fat,labels", "view.name=tip", "skin.seed=12"}) {
        auto set = set_field(scene, assignment);
        ASSERT_TRUE(set) << set.error().text();
        scene = set.value();
    }
    EXPECT_EQ(scene.scenario.technique.depth_mm, 1.25);
    EXPECT_EQ(scene.scenario.skin.site, sim::site_named("eyelid"));
    EXPECT_EQ(scene.scenario.device.rows, 6);
    EXPECT_EQ(scene.time_us, 2 * sim::kHour);
    EXPECT_EQ(scene.view.parts, (1u << unsigned(Part::fat)) | (1u << unsigned(Part::labels)));
    EXPECT_EQ(scene.view.name, ViewName::tip);
    EXPECT_EQ(scene.scenario.skin.seed, 12);
}

TEST(SetField, SpeaksAsFilesDo) {
    EXPECT_EQ(set_error("technique.depth_mm=9"),
              "/technique/depth_mm: is 9, must lie in [0.1, 8] mm");
    for (const char* text : {"nan", "inf", "0x1", "1,5", "", "1e999", "--1"})
        EXPECT_NE(set_error("technique.depth_mm=" + std::string(text)), "") << text;
    EXPECT_EQ(set_error("technique.depth=1"),
              "/technique/depth: is not a known field, did you mean technique.depth_mm?");
    EXPECT_EQ(set_error("nonsense"),
              "is \"nonsense\", must be path=value such as technique.depth_mm=1.2");
    EXPECT_EQ(set_error("rf.on=yes"), "/rf/on: is \"yes\", must be true or false");
}

TEST(SetField, FieldsThatOnlyFitTogetherCanBeSetOneByOne) {
    auto shorter = set_field(Scene{}, "device.needle_length_mm=0.5");  // below the depth, for now
    ASSERT_TRUE(shorter);
    EXPECT_FALSE(validate(shorter.value()));
    auto both = set_field(shorter.value(), "technique.depth_mm=0.5");
    ASSERT_TRUE(both);
    EXPECT_TRUE(validate(both.value()));
}

TEST(ParseCommand, ReadsEveryVerb) {
    const auto read = [](std::string_view text) {
        auto command = parse_command(text);
        EXPECT_TRUE(command) << command.error().text();
        return std::move(command).value();
    };
    const Command set = read(R"({"set": "technique.depth_mm=1.2", "gesture": 3})");
    EXPECT_EQ(std::get<SetField>(set).assignment, "technique.depth_mm=1.2");
    EXPECT_EQ(std::get<SetField>(set).gesture, 3u);
    EXPECT_EQ(std::get<Seek>(read(R"({"seek": "2h"})")).time_us, 2 * sim::kHour);
    EXPECT_EQ(std::get<Seek>(read(R"({"set": "time=2h"})")).time_us, 2 * sim::kHour);
    EXPECT_TRUE(std::get<Play>(read(R"({"play": true})")).on);
    EXPECT_FALSE(std::get<Play>(read(R"({"play": false})")).on);
    EXPECT_EQ(std::get<SetSpeed>(read(R"({"speed": 2})")).axis_per_minute, 2);
    EXPECT_TRUE(std::holds_alternative<Undo>(read(R"({"undo": true})")));
    EXPECT_TRUE(std::holds_alternative<Redo>(read(R"({"redo": true})")));
    EXPECT_EQ(std::get<OpenScene>(read(R"({"open": {"time": "1h"}})")).scene.time_us, sim::kHour);
}

TEST(ParseCommand, SaysWhatIsWrong) {
    const auto error = [](std::string_view text) {
        auto command = parse_command(text);
        return command ? "" : command.error().text();
    };
    EXPECT_EQ(error(R"({"open": {"technique": {"depth_mm": 9}}})"),
              "/open/technique/depth_mm: is 9, must lie in [0.1, 8] mm");
    EXPECT_EQ(error(R"({"speed": 0})"), "/speed: is 0, must be a number in [0.01, 100]");
    EXPECT_EQ(error(R"({"undo": false})"), "/undo: is false, must be true");
    EXPECT_TRUE(error(R"({"jump": 1})").starts_with("/jump: is one key too many"));
    EXPECT_TRUE(error(R"({"undo": true, "redo": true})").starts_with("/redo: is one key too many"));
    EXPECT_TRUE(error("{}").starts_with("says nothing to do"));
    EXPECT_TRUE(error("{").starts_with("command:1:2: is not JSON"));
    EXPECT_EQ(error(R"({"undo": true, "gesture": -1})"),
              "/gesture: is -1, must be a whole number from 0");
}

}  // namespace
}  // namespace session
