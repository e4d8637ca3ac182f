#include "app/render/camera.h"

#include "app/session/section.h"
#include "sim/base/random.h"
#include "sim/world.h"

#include <glm/geometric.hpp>
#include <gtest/gtest.h>

#include <cmath>

namespace {

using render::make_camera;
using render::pixel_from_world;

const sim::World& world() {
    static const sim::World one = [] {
        sim::World w = sim::make_world({}).value();
        sim::run_to(w, w.plan->timeline.tick_at(50 * sim::kMillisecond));
        return w;
    }();
    return one;
}

TEST(Camera, TheBlockViewHoldsTheWholeBlockWithRoomForWords) {
    const auto snapshot = sim::observe(world());
    const auto& block = snapshot.tissue->block;
    for (const auto& [width, height] : {std::pair{1280, 720}, {1920, 800}, {1024, 768}}) {
        const auto camera = make_camera({}, snapshot, width, height);
        for (const double x : {-block.width_mm / 2, block.width_mm / 2})
            for (const double y : {0.0, block.length_mm})
                for (const double depth : {0.0, block.floor_mm}) {
                    const auto px = pixel_from_world(
                        camera, render::world_from_tissue({x, y, depth}), width, height);
                    EXPECT_GT(px.x, 0.08 * width);
                    EXPECT_LT(px.x, 0.92 * width);
                    EXPECT_GT(px.y, 0);
                    EXPECT_LT(px.y, height);
                    EXPECT_GT(px.z, 0);
                    EXPECT_LT(px.z, 1);
                }
    }
}

TEST(Camera, TheSectionIsFlatAndToScale) {
    const auto snapshot = sim::observe(world());
    const auto camera = make_camera({.name = session::ViewName::section}, snapshot, 1280, 720);
    ASSERT_TRUE(camera.orthographic);
    const auto a = pixel_from_world(camera, {0, 0, 0}, 1280, 720);
    const auto right = pixel_from_world(camera, {1, 0, 0}, 1280, 720);
    const auto down = pixel_from_world(camera, {0, 0, -1}, 1280, 720);
    EXPECT_NEAR(right.x - a.x, 1 / camera.pixel_mm, 1e-2);
    EXPECT_NEAR(down.y - a.y, 1 / camera.pixel_mm, 1e-2);
    EXPECT_NEAR(right.y, a.y, 1e-3);
}

TEST(Camera, TheTipViewLooksAtTheTip) {
    const auto snapshot = sim::observe(world());
    const auto camera = make_camera({.name = session::ViewName::tip}, snapshot, 800, 450);
    const auto& needle = snapshot.needles.front();
    const auto px = pixel_from_world(
        camera, render::world_from_tissue(needle.entry_mm + needle.direction * needle.tip_mm), 800,
        450);
    EXPECT_NEAR(px.x, 400, 1);
    EXPECT_NEAR(px.y, 225, 1);
}

// Any View at all, as a scene file may hold it.
session::View any_view(sim::Random& rng) {
    session::View view;
    view.name = session::ViewName(rng.below(6));
    view.turn_deg = rng.between(-180, 180);
    view.tilt_deg = rng.between(-90, 90);
    view.zoom = rng.between(-1, 8);
    view.section_mm = rng.between(0, 2.4);
    view.section_turn_deg = rng.between(-60, 60);
    view.pan_x_mm = rng.between(-6, 6);
    view.pan_y_mm = rng.between(-6, 6);
    return view;
}

void expect_outside_the_block(const render::Camera& camera, const sim::Block& block) {
    const auto e = camera.eye_mm;
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(std::isfinite(e[i]));
    for (int i = 0; i < 16; ++i) ASSERT_TRUE(std::isfinite(camera.world_from_clip[i / 4][i % 4]));
    EXPECT_GE(e.z, -block.floor_mm - 1e-3);
    EXPECT_LE(camera.forward.z, 1e-6f);
    EXPECT_FALSE(std::abs(e.x) < block.width_mm / 2 && e.y > 0 && e.y < block.length_mm && e.z < 0);
}

// Property: no free camera enters the block, looks from below it or turns upside down.
TEST(Camera, FreeCamerasNeverEndUpInside) {
    const auto snapshot = sim::observe(world());
    sim::Random rng(3, 5);
    for (int i = 0; i < 500; ++i) {
        const auto camera = make_camera(any_view(rng), snapshot, 640, 360);
        expect_outside_the_block(camera, snapshot.tissue->block);
        // What is higher in the world is higher in the picture, or they fall together from above.
        const glm::vec3 up{camera.clip_from_world[2]};
        EXPECT_GE(up.y, -1e-4f * std::abs(camera.clip_from_world[0].x));
    }
}

// Property: however far one pans, the line of sight through the middle meets the block, or what
// stands on it with the skin still in the picture.
TEST(Camera, TheBlockIsNeverLost) {
    const auto snapshot = sim::observe(world());
    const auto& tissue = *snapshot.tissue;
    sim::Random rng(7, 5);
    for (int i = 0; i < 500; ++i) {
        const session::View view = any_view(rng);
        const auto camera = make_camera(view, snapshot, 640, 360);
        bool seen = false;
        for (int y = 10; y < 360 && !seen; y += 10)
            for (int x = 10; x < 640 && !seen; x += 10)
                seen = render::point_under(camera, view, tissue, {x, y}, 640, 360).has_value();
        EXPECT_TRUE(seen) << "case " << i;
    }
}

TEST(Camera, EveryPointOfTheCutFaceCanBeBroughtToTheMiddle) {
    const auto snapshot = sim::observe(world());
    const auto& block = snapshot.tissue->block;
    for (const auto name : {session::ViewName::block, session::ViewName::section})
        for (const double x : {-0.98 * block.width_mm / 2, 0.98 * block.width_mm / 2})
            for (const double z : {-0.02, -0.98 * block.floor_mm}) {
                session::View view{.name = name, .zoom = 6};
                const auto camera = make_camera(view, snapshot, 640, 360);
                const auto from = pixel_from_world(camera, {x, 0, z}, 640, 360);
                const float pixel_mm = render::pixel_mm_at(camera, {x, 0, z});
                view.pan_x_mm += double((from.x - 320) * pixel_mm);
                view.pan_y_mm -= double((from.y - 180) * pixel_mm);
                const auto px =
                    pixel_from_world(make_camera(view, snapshot, 640, 360), {x, 0, z}, 640, 360);
                EXPECT_NEAR(px.x, 320, 2);
                EXPECT_NEAR(px.y, 180, 2);
                EXPECT_EQ(render::within_reach(view, snapshot, 640, 360), view);
            }
}

TEST(Camera, FromTheWholeBlockOneCanZoomToACell) {
    const auto snapshot = sim::observe(world());
    const auto camera = make_camera({.zoom = 8}, snapshot, 1280, 720);
    EXPECT_LT(720 * camera.pixel_mm, 0.025);  // a cell of 10 um is a third of the picture
    // And no closer, from wherever one came.
    const auto close =
        make_camera({.name = session::ViewName::cell, .zoom = 8}, snapshot, 1280, 720);
    EXPECT_GT(720 * close.pixel_mm, 0.015);
}

// Property: what was within reach is left as it is, and what was not looks the same once it is.
TEST(Camera, WithinReachIsWhatIsDrawn) {
    const auto snapshot = sim::observe(world());
    sim::Random rng(11, 5);
    for (int i = 0; i < 200; ++i) {
        const session::View view = any_view(rng);
        const session::View near = render::within_reach(view, snapshot, 640, 360);
        const auto a = make_camera(view, snapshot, 640, 360);
        const auto b = make_camera(near, snapshot, 640, 360);
        const auto px = pixel_from_world(b, {0.1f, 0.5f, -0.3f}, 640, 360) -
                        pixel_from_world(a, {0.1f, 0.5f, -0.3f}, 640, 360);
        const double scale = 1 + a.distance_mm / (640 * a.pixel_mm);
        EXPECT_LT(std::hypot(px.x, px.y), 0.5 * scale);
    }
    for (const auto& name : {session::ViewName::block, session::ViewName::array}) {
        const session::View usual{.name = name};
        EXPECT_EQ(render::within_reach(usual, snapshot, 640, 360), usual);
    }
}

// The clip space that is divided by the distance is the usual one: three rays from one eye.
TEST(Camera, PerspectiveConvergesInTheEye) {
    const auto snapshot = sim::observe(world());
    const auto camera = make_camera({}, snapshot, 640, 360);
    for (const glm::vec2 ndc : {glm::vec2{-0.9f, 0.8f}, {0.3f, -0.7f}, {0.9f, 0.1f}}) {
        const auto at = [&](float depth) {
            const glm::vec4 p = camera.world_from_clip * glm::vec4(ndc, depth, 1);
            return glm::vec3(p) / p.w;
        };
        const glm::vec3 ray = glm::normalize(at(1) - at(-1));
        const glm::vec3 to_eye = camera.eye_mm - at(-1);
        EXPECT_LT(glm::length(to_eye - glm::dot(to_eye, ray) * ray), 2e-3);
    }
}

TEST(Camera, APointIsWhereItsPixelIs) {
    const auto snapshot = sim::observe(world());
    sim::Random rng(13, 5);
    for (int i = 0; i < 300; ++i) {
        const session::View view = any_view(rng);
        const auto camera = make_camera(view, snapshot, 640, 360);
        const glm::vec2 pixel(rng.between(0, 640), rng.between(0, 360));
        const auto point = render::point_under(camera, view, *snapshot.tissue, pixel, 640, 360);
        if (!point) continue;
        const auto px = pixel_from_world(camera, *point, 640, 360);
        EXPECT_NEAR(px.x, pixel.x, 0.2);
        EXPECT_NEAR(px.y, pixel.y, 0.2);
        EXPECT_GE(session::section_plane(view, snapshot.tissue->block).behind_mm(*point), -1e-3);
    }
}

// Property: flights between any two cameras start and end exactly there, stay outside the block and
// above its floor, and never jump.
TEST(Flight, IsSmoothAndNeverInside) {
    const auto snapshot = sim::observe(world());
    sim::Random rng(17, 5);
    const glm::vec3 mark{0.1f, 0.2f, -0.3f};
    for (int i = 0; i < 200; ++i) {
        const auto from = render::make_pose(any_view(rng), snapshot, 640, 360);
        const auto to = render::make_pose(any_view(rng), snapshot, 640, 360);
        EXPECT_EQ(render::between(from, to, 0), from);
        EXPECT_EQ(render::between(from, to, 1), to);
        constexpr int kSteps = 200;
        glm::vec2 last{}, moved{};
        for (int k = 0; k <= kSteps; ++k) {
            const auto camera = make_camera(render::between(from, to, float(k) / kSteps), 640, 360);
            expect_outside_the_block(camera, snapshot.tissue->block);
            // In heights of the picture: a step is much like the one before.
            const glm::vec2 at = glm::vec2(pixel_from_world(camera, mark, 640, 360)) / 360.0f;
            if (k > 1) {
                EXPECT_LT(glm::length(at - last - moved),
                          0.004f * (1 + glm::length(at)) + 0.1f * glm::length(moved))
                    << "case " << i << " step " << k;
            }
            moved = at - last;
            last = at;
        }
    }
}

// Perspective comes from infinity: a picture that is flat or hardly not so is the same.
TEST(Flight, FlatAndPerspectiveMeetWithoutAJump) {
    const auto snapshot = sim::observe(world());
    auto pose = render::make_pose({.name = session::ViewName::section}, snapshot, 1280, 720);
    const auto flat = make_camera(pose, 1280, 720);
    pose.nearness_per_mm = 1e-7f;
    const auto nearly = make_camera(pose, 1280, 720);
    for (const glm::vec3 p : {glm::vec3{-2, 0, 0}, {2, 0, -2}, {0, 2.4f, -1}}) {
        const auto a = pixel_from_world(flat, p, 1280, 720),
                   b = pixel_from_world(nearly, p, 1280, 720);
        EXPECT_NEAR(a.x, b.x, 0.01);
        EXPECT_NEAR(a.y, b.y, 0.01);
        EXPECT_NEAR(a.z, b.z, 1e-4);
    }
}

TEST(Flight, GoesOnTimeTheShorterWayAndEndsExactlyThere) {
    const render::Pose from{.turn_deg = 10}, to{.turn_deg = 350};
    const session::View block, section{.name = session::ViewName::section};
    render::Flight flight;
    EXPECT_EQ(flight.follow(block, from, 3, false), from);  // there is nowhere to come from
    EXPECT_EQ(flight.follow(section, to, 4, false), from);
    EXPECT_NEAR(flight.follow(section, to, 4.3, false).turn_deg, 0, 1e-3);
    EXPECT_TRUE(flight.under_way());
    EXPECT_EQ(flight.follow(section, to, 4.7, false), to);
    EXPECT_FALSE(flight.under_way());
}

TEST(Flight, AHandOnThePictureEndsIt) {
    const render::Pose from{.turn_deg = 10}, to{.turn_deg = 50};
    session::View view{.turn_deg = 10};
    render::Flight flight;
    (void)flight.follow(view, from, 1, false);
    view.turn_deg = 0;
    EXPECT_EQ(flight.follow(view, to, 2, false), from);  // home flies
    view.section_mm = 1;
    EXPECT_NE(flight.follow(view, to, 2.2, false), to);  // cutting does not end it
    view.turn_deg = 1;
    EXPECT_EQ(flight.follow(view, to, 2.3, false), to);
    EXPECT_FALSE(flight.under_way());
}

TEST(Flight, WhoAskedForLessMotionIsThereAtOnce) {
    const render::Pose from{.turn_deg = 10}, to{.turn_deg = 50};
    render::Flight flight;
    (void)flight.follow({}, from, 1, true);
    EXPECT_EQ(flight.follow({.name = session::ViewName::tip}, to, 1.1, true), to);
    EXPECT_FALSE(flight.under_way());
}

}  // namespace
