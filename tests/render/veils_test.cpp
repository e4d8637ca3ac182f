#include "app/platform/offscreen.h"
#include "app/render/frame.h"
#include "app/render/image.h"
#include "app/render/passes/picture.h"
#include "shaders/table.h"
#include "sim/world.h"

#include <gtest/gtest.h>

#include <optional>

namespace {

using platform::Api;
using platform::OffscreenContext;

class Veils : public testing::TestWithParam<Api> {
  protected:
    void SetUp() override {
        auto made = OffscreenContext::make(GetParam());
        ASSERT_TRUE(made) << made.error().text();
        context_.emplace(std::move(made).value());
        auto loaded = render::gl::load(&OffscreenContext::proc_address);
        ASSERT_TRUE(loaded) << loaded.error().text();
        capabilities_ = loaded.value();
    }

    std::optional<OffscreenContext> context_;
    render::gl::Capabilities capabilities_;
};

/// A program of two shaders of the test's own, which may include those of the renderer.
render::gl::ProgramResult program_of(render::gl::Dialect dialect, const std::string& vertex,
                                     const std::string& fragment,
                                     const std::vector<std::string>& defines) {
    const auto expanded = [&](const char* own, const std::string& own_text) {
        const render::SourceLookup lookup =
            [&](std::string_view name) -> std::optional<std::string> {
            if (name == own) return own_text;
            for (const auto& file : shaders::files())
                if (file.name == name) return std::string(file.text);
            return {};
        };
        return render::expand_shader(own, dialect, defines, lookup).value().glsl;
    };
    static constexpr render::gl::Binding kBlocks[] = {{"FrameBlock", int(render::Block::frame)},
                                                      {"DrawBlock", int(render::Block::draw)}};
    return render::gl::make_program({.vertex = expanded("own.vert", vertex),
                                     .fragment = expanded("own.frag", fragment),
                                     .blocks = kBlocks,
                                     .samplers = {},
                                     .label = "own"});
}

TEST_P(Veils, OfAnyOrderLetTheSameThrough) {
    const auto snapshot = sim::observe(sim::make_world({}).value());
    const session::View view;
    render::ShaderLibrary shaders(capabilities_.dialect);
    render::Blocks blocks;
    const auto out = render::gl::make_surface({.size = {16, 16}, .label = "out"});
    // A veil over the whole picture, at the depth and in the colour of its draw.
    const std::string vertex = R"(#include "interface.h"
        void main() {
            vec2 corner = vec2(float((gl_VertexID & 1) << 2), float((gl_VertexID & 2) << 1)) - 1.0;
            gl_Position = vec4(corner, face_origin_mm.z, 1.0);
        })";
    const std::string fragment =
        "#include \"interface.h\"\n#include \"common/output.glsl\"\n"
        "void main() { write_colour(colour); }";
    struct Veil {
        glm::vec4 colour;
        float depth;
    };
    const Veil red{{0.8f, 0.1f, 0.1f, 0.2f}, -0.1f}, blue{{0, 0.2f, 0.9f, 0.4f}, 0.1f},
        hidden{{0, 1, 0, 0.5f}, 1.5f};
    for (const bool light : {true, false}) {
        std::vector<std::string> defines = {"FADED"};
        if (!light) defines.push_back("TONEMAP_INLINE");
        const auto program = program_of(capabilities_.dialect, vertex, fragment, defines);
        ASSERT_TRUE(program.program) << program.log;
        const auto drawn = [&](const std::vector<Veil>& veils) {
            render::Frame frame{.snapshot = snapshot,
                                .view = view,
                                .camera = {},
                                .section = {},
                                .faces = {},
                                .light = light,
                                .defines = {},
                                .shaders = shaders,
                                .blocks = blocks};
            render::PicturePass picture;
            const auto mesh = render::gl::make_mesh({.label = "veil"});
            render::gl::begin_clear(picture.scene(out.size, light).target(), {0.5, 0.5, 0.5, 1});
            const auto state = picture.begin_faded(frame);
            for (std::size_t i = 0; i < veils.size(); ++i) {
                render::gpu::DrawBlock d{};
                d.face_origin_mm.z = veils[i].depth;
                d.colour = veils[i].colour;
                d.options.w = veils[i].depth < 0 ? 0.0f : 1.0f;  // its own number
                blocks.upload(d);
                render::gl::use(program.program);
                render::gl::apply(state);
                render::gl::draw_vertices(mesh, render::gl::Shape::triangles, 3);
            }
            picture.end_faded(frame);
            picture.finish(frame, light, out.target());
            return render::read_pixels(out.target());
        };
        const auto mean = [&](const render::Image& image) {
            glm::dvec3 sum(0);
            for (int y = 0; y < 16; ++y)
                for (int x = 0; x < 16; ++x)
                    for (int c = 0; c < 3; ++c) sum[c] += image.pixel(x, y)[c] / 256.0;
            return sum;
        };
        const auto bare = mean(drawn({}));
        const auto both = mean(drawn({red, blue}));
        for (int c = 0; c < 3; ++c) {
            EXPECT_NEAR(mean(drawn({blue, red}))[c], both[c], 0.6)
                << light;                                                  // half a step of 8 bits
            EXPECT_NEAR(mean(drawn({hidden}))[c], bare[c], 0.6) << light;  // beyond the far plane
        }
        // Each is seen: one by its red, the one behind it by its blue. Bare is grey.
        const auto one = mean(drawn({red}));
        EXPECT_GT(one.r - one.b, 12) << light;
        EXPECT_GT(both.b - both.r, one.b - one.r + 12) << light;
    }
    EXPECT_EQ(render::gl::take_error(), "");
}

INSTANTIATE_TEST_SUITE_P(Gl, Veils, testing::Values(Api::core330, Api::es300),
                         [](const auto& chosen) {
                             return chosen.param == Api::core330 ? "core330" : "es300";
                         });

}  // namespace
