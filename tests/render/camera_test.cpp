#include "app/render/camera.h"

#include "sim/base/random.h"
#include "sim/world.h"

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

// Property: no free camera enters the block, turns upside down or loses a finite matrix.
TEST(Camera, FreeCamerasNeverEndUpInside) {
    const auto snapshot = sim::observe(world());
    const auto& block = snapshot.tissue->block;
    sim::Random rng(3, 5);
    for (int i = 0; i < 500; ++i) {
        session::View view;
        view.name = session::ViewName(rng.below(6));
        view.turn_deg = rng.between(-180, 180);
        view.tilt_deg = rng.between(-90, 90);
        view.zoom = rng.between(-1, 8);
        view.section_mm = rng.between(0, 2.4);
        view.pan_x_mm = rng.between(-1, 1);
        const auto camera = make_camera(view, snapshot, 640, 360);
        const auto e = camera.eye_mm;
        const bool inside = std::abs(e.x) < block.width_mm / 2 && e.y > view.section_mm &&
                            e.y < block.length_mm && e.z < 0 && e.z > -block.floor_mm;
        EXPECT_FALSE(inside);
        EXPECT_LE(camera.forward.z, 0.3f);
        for (int k = 0; k < 16; ++k)
            EXPECT_TRUE(std::isfinite(camera.world_from_clip[k / 4][k % 4]));
        // What is higher in the world is higher in the picture, or they fall together from above.
        const auto low = pixel_from_world(camera, {0, 1, -1}, 640, 360);
        const auto high = pixel_from_world(camera, {0, 1, -0.9f}, 640, 360);
        EXPECT_LE(high.y, low.y + 0.1 / camera.pixel_mm * 0.35);
    }
}

}  // namespace
