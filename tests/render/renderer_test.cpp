#include "app/render/renderer.h"

#include "app/platform/offscreen.h"
#include "app/render/frame.h"
#include "app/render/image.h"
#include "app/render/palette.h"
#include "app/render/ramp.h"
#include "shaders/table.h"
#include "sim/world.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <regex>
#include <set>

namespace {

using platform::Api;
using platform::OffscreenContext;

const sim::World& world_at(const char* what) {
    static std::map<std::string, sim::World> worlds;
    const auto found = worlds.find(what);
    if (found != worlds.end()) return found->second;
    sim::Scenario scenario;
    sim::Microseconds time_us = 60 * sim::kMillisecond;
    if (std::string(what) == "week") time_us = 7 * sim::kDay;
    if (std::string(what) == "heat") {
        scenario.device.kind = sim::DeviceKind::rf_array;
        scenario.device.insulated = true;
        scenario.technique.passes = 1;
        scenario.rf.on = true;
        time_us = 180 * sim::kMillisecond;
    }
    sim::World world = sim::make_world(scenario).value();
    sim::run_to(world, world.plan->timeline.tick_at(time_us));
    return worlds[what] = std::move(world);
}

class OnBothApis : public testing::TestWithParam<Api> {
  protected:
    void SetUp() override {
        auto made = OffscreenContext::make(GetParam());
        ASSERT_TRUE(made) << made.error().text();
        context_.emplace(std::move(made).value());
        auto loaded = render::gl::load(&OffscreenContext::proc_address);
        ASSERT_TRUE(loaded) << loaded.error().text();
        capabilities_ = loaded.value();
    }
    render::Image shot(render::Renderer& renderer, const sim::Snapshot& snapshot,
                       const session::View& view, render::Quality quality = render::Quality::medium,
                       int width = 160, int height = 90) {
        const auto out = render::gl::make_surface({.size = {width, height}, .label = "shot"});
        renderer.draw(snapshot, view, {.quality = quality}, out.target());
        return render::read_pixels(out.target());
    }

    std::optional<OffscreenContext> context_;
    render::gl::Capabilities capabilities_;
};

TEST_P(OnBothApis, EveryViewStyleAndQualityDrawsWithoutErrors) {
    auto renderer = render::Renderer::make(capabilities_).value();
    const auto draw = [&](const char* what, session::View view, render::Quality quality) {
        const auto image = shot(renderer, sim::observe(world_at(what)), view, quality, 64, 36);
        EXPECT_EQ(render::gl::take_error(), "")
            << what << " " << session::kViewNames[std::size_t(view.name)];
        std::set<std::uint8_t> greens;
        for (std::size_t i = 1; i < image.rgba.size(); i += 4) greens.insert(image.rgba[i]);
        EXPECT_GT(greens.size(), 12u) << "an empty picture";
    };
    for (std::size_t name = 0; name < session::kViewNames.size(); ++name)
        draw("in", {.name = session::ViewName(int(name))}, render::Quality::low);
    for (const char* what : {"in", "week", "heat"})
        for (const auto style : {session::Style::realistic, session::Style::diagram})
            for (const auto quality : {render::Quality::low, render::Quality::medium})
                draw(what, {.style = style}, quality);
    using enum session::Style;
    for (const auto stain : {he, trichrome, picrosirius, oct})
        draw(stain == picrosirius ? "heat" : "week",
             {.name = session::ViewName::section, .style = stain}, render::Quality::medium);
    for (const double peel : {0.5, 1.0, 2.0, 3.0, 4.0})
        (void)shot(renderer, sim::observe(world_at("in")), {.peel = peel}, render::Quality::low, 64,
                   36);
    (void)shot(renderer, sim::observe(world_at("in")), {}, render::Quality::high, 64, 36);
    EXPECT_EQ(render::gl::take_error(), "");
    for (const auto& error : renderer.errors()) ADD_FAILURE() << error.text();
}

/// Offset of a block's member as the driver sees it, or -1 where the program does not use the
/// block.
int driver_offset(unsigned program, const char* name) {
    unsigned index = GL_INVALID_INDEX;
    glGetUniformIndices(program, 1, &name, &index);
    if (index == GL_INVALID_INDEX) return -1;
    int offset = 0;
    glGetActiveUniformsiv(program, 1, &index, GL_UNIFORM_OFFSET, &offset);
    return offset;
}

TEST_P(OnBothApis, BlocksHaveTheSameOffsetsInBothLanguages) {
    using render::gpu::DrawBlock;
    using render::gpu::FrameBlock;
    render::ShaderLibrary shaders(capabilities_.dialect);
    const unsigned program = shaders.program_name({"pass/tissue_face.vert",
                                                   "pass/tissue_face.frag",
                                                   {"INJURY", "COLLAGEN", "HEAT", "CLOSE"}});
    ASSERT_NE(program, 0u);
    int seen = 0;
    const auto same = [&](const char* name, std::size_t offset) {
        const int driver = driver_offset(program, name);
        if (driver < 0) return;
        ++seen;
        EXPECT_EQ(driver, int(offset)) << name;
    };
#define SAME(Block, member) same(#member, offsetof(Block, member))
#define SAME_ARRAY(Block, member) same(#member "[0]", offsetof(Block, member))
    SAME(FrameBlock, clip_from_world);
    SAME(FrameBlock, shadow_from_world);
    SAME(FrameBlock, eye_mm);
    SAME(FrameBlock, forward);
    SAME(FrameBlock, key_light);
    SAME(FrameBlock, block_mm);
    SAME(FrameBlock, bottoms_mm);
    SAME(FrameBlock, deep_mm);
    SAME(FrameBlock, skin);
    SAME(FrameBlock, skin_red);
    SAME(FrameBlock, chromophores);
    SAME(FrameBlock, bruise);
    SAME(FrameBlock, healing);
    SAME(FrameBlock, heat_range_C);
    SAME(FrameBlock, layers_shown);
    SAME(FrameBlock, parts_shown);
    SAME(FrameBlock, more_parts_shown);
    SAME(FrameBlock, counts);
    SAME_ARRAY(FrameBlock, needle_entry_mm);
    SAME_ARRAY(FrameBlock, needle_axis);
    SAME_ARRAY(FrameBlock, channel_entry_mm);
    SAME_ARRAY(FrameBlock, channel_axis);
    SAME_ARRAY(FrameBlock, channel_state);
    SAME(DrawBlock, face_origin_mm);
    SAME(DrawBlock, face_u);
    SAME(DrawBlock, face_normal);
    SAME(DrawBlock, atlas);
    SAME(DrawBlock, options);
#undef SAME
#undef SAME_ARRAY
    EXPECT_GT(seen, 24);  // or the names no longer mean anything
}

TEST_P(OnBothApis, TheNeedleEndsWhereItsTipIsProjected) {
    auto renderer = render::Renderer::make(capabilities_).value();
    const auto snapshot = sim::observe(world_at("in"));
    session::View with{.name = session::ViewName::section}, without = with;
    without.parts &= ~(1u << unsigned(session::Part::needles));
    const int width = 640, height = 360;
    const auto camera = render::make_camera(with, snapshot, width, height);
    const auto tip = render::pixel_from_world(camera, render::tip_world(snapshot.needles.front()),
                                              width, height);
    const auto a = shot(renderer, snapshot, with, render::Quality::medium, width, height);
    const auto b = shot(renderer, snapshot, without, render::Quality::medium, width, height);
    const auto changed = [&](int y) {
        int most = 0;
        for (int x = int(tip.x) - 2; x <= int(tip.x) + 2; ++x)
            for (int c = 0; c < 3; ++c)
                most = std::max(most, std::abs(a.pixel(x, y)[c] - b.pixel(x, y)[c]));
        return most;
    };
    EXPECT_GT(changed(int(tip.y) - 4), 40);
    // Two pixels of antialiasing and of the needle's own soft shade.
    EXPECT_LT(changed(int(tip.y) + 6), 30);
}

TEST_P(OnBothApis, TheRampOfTheShadersIsTheRampOfTheLegends) {
    const render::SourceLookup lookup = [](std::string_view name) -> std::optional<std::string> {
        if (name == "ramp.frag")
            return "#include \"common/color.glsl\"\nin vec2 v_st;\nlayout(location = 0) out vec4 "
                   "c;\n"
                   "void main() { c = vec4(heat_ramp(v_st.x), 1.0); }\n";
        for (const auto& file : shaders::files())
            if (file.name == name) return std::string(file.text);
        return {};
    };
    const auto vertex =
        render::expand_shader("pass/whole_picture.vert", capabilities_.dialect, {}, lookup).value();
    const auto fragment =
        render::expand_shader("ramp.frag", capabilities_.dialect, {}, lookup).value();
    const auto made = render::gl::make_program({.vertex = vertex.glsl,
                                                .fragment = fragment.glsl,
                                                .blocks = {},
                                                .samplers = {},
                                                .label = "ramp"});
    ASSERT_TRUE(made.program) << made.log;
    const int width = 256;
    const auto out = render::gl::make_surface({.size = {width, 1}, .label = "ramp"});
    render::gl::begin_clear(out.target(), {0, 0, 0, 1});
    render::gl::use(made.program);
    glDisable(GL_DEPTH_TEST);
    render::gl::draw_vertices(render::gl::make_mesh({.label = "ramp"}),
                              render::gl::Shape::triangles, 3);
    const auto image = render::read_pixels(out.target());
    for (int x = 0; x < width; ++x) {
        const auto expected = render::ramp_srgb((float(x) + 0.5f) / float(width)) * 255.0f;
        for (int c = 0; c < 3; ++c)
            EXPECT_NEAR(image.pixel(x, 0)[c], expected[c], 1.0) << x;  // one step of 8 bits
    }
}

TEST_P(OnBothApis, ABrokenShaderKeepsItsLastGoodProgramAndIsMendedInPlace) {
    const auto folder = std::filesystem::temp_directory_path() /
                        ("papilla_shaders_" + std::to_string(int(GetParam())));
    std::filesystem::remove_all(folder);
    for (const auto& file : shaders::files()) {
        const auto path = folder / std::string(file.name);
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << file.text;
    }
    const auto path = folder / "pass/backdrop.frag";
    std::ifstream in(path);
    const std::string good((std::istreambuf_iterator<char>(in)), {});
    // File times are coarse: set them, rather than wait.
    const auto rewrite = [&](const std::string& text, int seconds) {
        std::ofstream(path, std::ios::binary) << text;
        std::filesystem::last_write_time(
            path, std::filesystem::file_time_type::clock::now() + std::chrono::seconds(seconds));
    };
    render::ShaderLibrary shaders(capabilities_.dialect, folder);
    const render::ProgramSource source{"pass/whole_picture.vert", "pass/backdrop.frag", {}};
    ASSERT_TRUE(shaders.use(source));
    const unsigned first = shaders.program_name(source);
    EXPECT_FALSE(shaders.reload());

    rewrite("\nnonsense here;\n" + good, 10);
    EXPECT_TRUE(shaders.reload());
    ASSERT_FALSE(shaders.errors().empty());
    EXPECT_EQ(shaders.errors()[0].where, "pass/backdrop.frag:2");
    EXPECT_TRUE(shaders.use(source));
    EXPECT_EQ(shaders.program_name(source), first);

    rewrite(good, 20);
    EXPECT_TRUE(shaders.reload());
    EXPECT_TRUE(shaders.errors().empty());
    EXPECT_TRUE(shaders.use(source));
    std::filesystem::remove_all(folder);
}

TEST_P(OnBothApis, HidingAPartChangesThePictureAndDrawingTwiceDoesNot) {
    auto renderer = render::Renderer::make(capabilities_).value();
    const auto snapshot = sim::observe(world_at("in"));
    session::View view{.name = session::ViewName::section};
    const auto whole = shot(renderer, snapshot, view);
    EXPECT_EQ(shot(renderer, snapshot, view).rgba, whole.rgba);
    for (const auto part : {session::Part::vessels, session::Part::fat, session::Part::follicles,
                            session::Part::reticular_dermis}) {
        session::View less = view;
        less.parts &= ~(1u << unsigned(part));
        EXPECT_GT(render::compare(shot(renderer, snapshot, less), whole).value().worst_block, 3.0)
            << session::kParts[std::size_t(part)];
    }
}

std::string shader_text(std::string_view name) {
    for (const auto& file : shaders::files())
        if (file.name == name) return std::string(file.text);
    return {};
}

TEST(Palette, TheLinesOfTheShadersAreTheLinesOfTheLegend) {
    const std::string text = shader_text("common/isotherms.glsl");
    const auto numbers = [&](const std::string& name) {
        std::vector<float> list;
        const auto start = text.find(" " + name + "[3] = ");
        EXPECT_NE(start, text.npos) << name;
        const std::string line = text.substr(start, text.find(';', start) - start);
        // Past the sizes of the arrays.
        const std::string values = line.substr(line.find("[3]("));
        const std::regex number("[0-9]+\\.[0-9]+");
        for (std::sregex_iterator i(values.begin(), values.end(), number), end; i != end; ++i)
            list.push_back(std::stof(i->str()));
        return list;
    };
    std::vector<float> at, colour, casing, width, dash;
    for (const render::HeatLine& l : render::kHeatLines) {
        at.push_back(float(l.temperature_C));
        colour.insert(colour.end(), l.srgb.begin(), l.srgb.end());
        casing.insert(casing.end(), l.casing.begin(), l.casing.end());
        width.push_back(l.width_px);
        dash.push_back(l.dash_px);
    }
    EXPECT_EQ(numbers("kLine_C"), at);
    EXPECT_EQ(numbers("kLineColour"), colour);
    EXPECT_EQ(numbers("kLineCasing"), casing);
    EXPECT_EQ(numbers("kLineWidth_px"), width);
    EXPECT_EQ(numbers("kLineDash_px"), dash);
}

TEST(Palette, TheColoursOfTheShadersAreTheColoursOfTheKeys) {
    const std::string text = shader_text("common/flat.glsl");
    const auto is = [&](const std::string& name, const glm::vec3& expected) {
        std::smatch found;
        const std::regex line("vec3 " + name + " = vec3\\(([0-9.]+), ([0-9.]+), ([0-9.]+)\\)");
        ASSERT_TRUE(std::regex_search(text, found, line)) << name;
        for (int c = 0; c < 3; ++c)
            EXPECT_FLOAT_EQ(std::stof(found[std::size_t(c) + 1]), expected[c]) << name;
    };
    const char* layers[] = {"kFlatStratumCorneum", "kFlatEpidermis", "kFlatPapillary",
                            "kFlatReticular",      "kFlatFat",       "kFlatMuscle"};
    for (std::size_t i = 0; i < std::size(layers); ++i) is(layers[i], render::kLayerColours[i]);
    is("kNeutrophil", render::kNeutrophil);
    is("kMacrophageM1", render::kMacrophageM1);
    is("kMacrophageM2", render::kMacrophageM2);
    is("kFibroblast", render::kFibroblast);
    is("kCollagenIII", render::kCollagenIII);
    is("kCollagenI", render::kCollagenI);
    is("kCurrent", render::kCurrent);
    is("kDeadTissue", render::kDeadTissue);
    is("kDeadRim", render::kDeadRim);
}

INSTANTIATE_TEST_SUITE_P(Gl, OnBothApis, testing::Values(Api::core330, Api::es300),
                         [](const auto& chosen) {
                             return chosen.param == Api::core330 ? "core330" : "es300";
                         });

}  // namespace
