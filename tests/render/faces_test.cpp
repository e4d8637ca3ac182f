#include "app/render/scene/faces.h"

#include "sim/base/random.h"
#include "sim/world.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace {

const sim::Snapshot& snapshot() {
    static const sim::World world = sim::make_world({}).value();
    static const sim::Snapshot one = sim::observe(world);
    return one;
}

session::View random_view(sim::Random& rng) {
    session::View view;
    view.name = session::ViewName(rng.below(6));
    view.section_mm = rng.between(0, 2.4);
    view.section_turn_deg = rng.below(4) == 0 ? 0 : rng.between(-60, 60);
    view.turn_deg = rng.between(-180, 180);
    view.tilt_deg = rng.between(-40, 40);
    return view;
}

// Property: every visible face lies in the block; the section's on its plane; none shares a slot.
TEST(Faces, LieInTheBlockAndOnThePlane) {
    const sim::Block& block = snapshot().tissue->block;
    sim::Random rng(2, 9);
    for (int i = 0; i < 500; ++i) {
        const session::View view = random_view(rng);
        const auto plane = session::section_plane(view, block);
        const auto camera = render::make_camera(view, snapshot(), 640, 360);
        std::set<int> slots;
        for (const render::CutFace& face : render::visible_faces(camera, view, block)) {
            EXPECT_TRUE(slots.insert(face.slot()).second);
            EXPECT_LT(face.slot(), render::kFaceSlots);
            for (int k = 0; k < 5; ++k) {
                const glm::vec3 at = face.origin_mm + face.u * (face.length_mm * float(rng.unit()));
                const double behind = plane.behind_mm(at);
                if (face.edge == session::Edge::section) {
                    EXPECT_NEAR(behind, 0, 1e-5);
                }
                EXPECT_GT(behind, -1e-5);
                EXPECT_LE(std::fabs(at.x), block.width_mm / 2 + 1e-5);
                EXPECT_GE(at.y, -1e-5);
                EXPECT_LE(at.y, block.length_mm + 1e-5);
            }
        }
    }
}

TEST(Faces, TheSectionViewLooksAtATurnedPlaneSquarely) {
    const sim::Block& block = snapshot().tissue->block;
    for (const double turn : {-60.0, -25.0, 0.0, 40.0}) {
        session::View view{.name = session::ViewName::section, .section_mm = 0.9};
        view.section_turn_deg = turn;
        const auto camera = render::make_camera(view, snapshot(), 640, 360);
        const auto faces = render::visible_faces(camera, view, block);
        ASSERT_FALSE(faces.empty());
        EXPECT_EQ(faces.front().edge, session::Edge::section);
        EXPECT_NEAR(glm::dot(camera.forward, faces.front().outwards), -1, 1e-6) << turn;
        // Both its ends are in the picture.
        for (const float u : {0.0f, faces.front().length_mm}) {
            const auto px = render::pixel_from_world(
                camera, faces.front().origin_mm + faces.front().u * u, 640, 360);
            EXPECT_GT(px.x, 0) << turn;
            EXPECT_LT(px.x, 640) << turn;
        }
    }
}

// The face's upper edge is the surface's: between two crossings the triangles are straight.
TEST(Faces, BetweenCrossingsOfTheGridTheSurfaceIsStraight) {
    const sim::Block& block = snapshot().tissue->block;
    constexpr int kColumns = 17, kRows = 9;
    sim::Random rng(7, 3);
    std::vector<double> heights(kColumns * kRows);
    for (double& h : heights) h = rng.unit();
    // Twin of surface_z in shaders/common/heights.glsl.
    const auto height = [&](const glm::dvec3& p) {
        const double x = (p.x / block.width_mm + 0.5) * (kColumns - 1),
                     y = p.y / block.length_mm * (kRows - 1);
        const int i = std::clamp(int(x), 0, kColumns - 2), j = std::clamp(int(y), 0, kRows - 2);
        const auto at = [&](int di, int dj) {
            return heights[std::size_t((j + dj) * kColumns + i + di)];
        };
        const double fx = x - i, fy = y - j;
        if (fx + fy < 1) return at(0, 0) + fx * (at(1, 0) - at(0, 0)) + fy * (at(0, 1) - at(0, 0));
        return at(1, 1) + (1 - fy) * (at(1, 0) - at(1, 1)) + (1 - fx) * (at(0, 1) - at(1, 1));
    };
    for (int n = 0; n < 100; ++n) {
        const session::View view = random_view(rng);
        const auto camera = render::make_camera(view, snapshot(), 640, 360);
        for (const render::CutFace& face : render::visible_faces(camera, view, block)) {
            const auto places = render::grid_crossings_mm(face, block, kColumns, kRows);
            ASSERT_GE(places.size(), 2u);
            EXPECT_EQ(places.front(), 0);
            EXPECT_EQ(places.back(), face.length_mm);
            const auto surface = [&](double u) {
                return height(glm::dvec3(face.origin_mm) + u * glm::dvec3(face.u));
            };
            for (std::size_t k = 0; k + 1 < places.size(); ++k) {
                const double a = double(places[k]), b = double(places[k + 1]);
                if (b - a < 1e-5) continue;
                for (const double t : {0.25, 0.5, 0.9})
                    EXPECT_NEAR(surface(a + t * (b - a)), std::lerp(surface(a), surface(b), t),
                                1e-4);  // single precision over steep cells
            }
        }
    }
}

}  // namespace
