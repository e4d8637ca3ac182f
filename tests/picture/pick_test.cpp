// What is picked is what the model has at that place.
#include "app/render/annotation/slab.h"
#include "app/session/tell.h"
#include "tests/picture/studio.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <set>

namespace picture {
namespace {

using session::Part;
using session::Picked;
using session::Thing;
using session::View;
using session::ViewName;

constexpr glm::ivec2 kSize_px{480, 270};

class Pick : public testing::Test {
  protected:
    Studio studio_{kSize_px, render::Quality::low};
};

double gap_mm(const sim::Tube& t, const glm::dvec3& p) {
    const glm::dvec3 ab = t.b_mm - t.a_mm;
    const double k = std::clamp(glm::dot(p - t.a_mm, ab) / glm::dot(ab, ab), 0.0, 1.0);
    return glm::length(p - t.a_mm - k * ab) - (t.a_radius_mm + k * (t.b_radius_mm - t.a_radius_mm));
}

class PickOn : public testing::TestWithParam<platform::Api> {
  protected:
    Studio studio_{kSize_px, render::Quality::low, GetParam()};
};

TEST_P(PickOn, OnePixelIsPickedAsInTheWholePicture) {
    const sim::World world = world_at(preset("clinic-pen-cheek-1.5"), 60 * sim::kMillisecond);
    const sim::Snapshot snapshot = sim::observe(world);
    for (const ViewName name : {ViewName::block, ViewName::section, ViewName::surface}) {
        const View view{.name = name};
        const render::IdPicture all = studio_.ids(snapshot, view);
        int apart = 0, places = 0;
        for (int y = 7; y < kSize_px.y; y += 29)
            for (int x = 5; x < kSize_px.x; x += 31) {
                const Picked one =
                    studio_.renderer.pick(snapshot, view, studio_.options, kSize_px, {x, y}, 0);
                const Picked other = render::picked_at(all, snapshot, {x, y});
                ++places;
                apart += one.thing != other.thing;
                if (one.thing == other.thing) {
                    EXPECT_LT(glm::length(one.at_mm - other.at_mm), 0.002) << x << " " << y;
                }
            }
        // A pixel on an edge may fall to either side, as the box it is drawn in is rounded.
        EXPECT_LE(apart, places / 50) << int(name);
    }
}

TEST_F(Pick, AFaceShowsTheModelsLayersAndTubesAndThePlaceProjectsBack) {
    const sim::World world = world_at(preset("clinic-pen-cheek-1.5"), 0);
    const sim::Snapshot snapshot = sim::observe(world);
    const sim::Tissue& tissue = *snapshot.tissue;
    View view{.name = ViewName::section};
    view.parts &= ~(1u << unsigned(Part::needles));
    const render::IdPicture ids = studio_.ids(snapshot, view);
    const render::Camera camera = render::make_camera(view, snapshot, kSize_px.x, kSize_px.y);
    int layers = 0, tubes = 0;
    for (int y = 0; y < kSize_px.y; y += 2)
        for (int x = 0; x < kSize_px.x; x += 2) {
            const Picked picked = render::picked_at(ids, snapshot, {x, y});
            if (picked.thing == Thing::nothing) continue;
            const glm::vec3 px = render::pixel_from_world(
                camera, render::world_from_tissue(picked.at_mm), kSize_px.x, kSize_px.y);
            EXPECT_NEAR(px.x, x + 0.5, 0.1);
            EXPECT_NEAR(px.y, y + 0.5, 0.1);
            if (const auto layer = session::layer_of(picked.thing)) {
                ++layers;
                // Bounds are sampled in columns finer than a pixel: the model's layer within one.
                bool right = false;
                for (const double off : {0.0, -1.0, 1.0})
                    right |= sim::layer_at(
                                 tissue,
                                 picked.at_mm + glm::dvec3(0, 0, off * double(camera.pixel_mm))) ==
                             *layer;
                EXPECT_TRUE(right)
                    << x << " " << y << " " << session::kThings[std::size_t(picked.thing)];
            }
            const auto structure = session::structure_of(picked.thing);
            if (structure && picked.at_mm.z > 0) {
                ++tubes;
                double nearest = 1e9;
                for (const sim::Tube& t : tissue.tubes)
                    if (t.structure == *structure)
                        nearest = std::min(nearest, gap_mm(t, picked.at_mm));
                // It runs behind the face, at most as deep as the picture shows.
                EXPECT_LT(nearest, render::slab_mm(*structure) + double(camera.pixel_mm))
                    << session::kThings[std::size_t(picked.thing)];
            }
        }
    EXPECT_GT(layers, 5000);
    EXPECT_GT(tubes, 300);
}

TEST_F(Pick, WhatIsHiddenIsNotPickedAndWhatIsShownIs) {
    const sim::World needles_in = world_at(preset("rf-insulated-cheek"), 152 * sim::kMillisecond);
    const sim::World healing = world_at(preset("clinic-pen-cheek-1.5"), 14 * sim::kDay);
    const sim::World bleeding = world_at(preset("clinic-pen-cheek-1.5"), sim::kMinute);
    std::set<Part> seen;
    for (const sim::World* world : {&needles_in, &healing, &bleeding}) {
        const sim::Snapshot snapshot = sim::observe(*world);
        const auto parts_in = [&](const View& view) {
            const render::IdPicture ids = studio_.ids(snapshot, view);
            std::set<Part> parts;
            for (int y = 0; y < kSize_px.y; ++y)
                for (int x = 0; x < kSize_px.x; ++x)
                    if (const auto part = session::part_of(ids.thing_at(x, y))) parts.insert(*part);
            return parts;
        };
        for (const Part part : parts_in({})) {
            seen.insert(part);
            View without;
            without.parts &= ~(1u << unsigned(part));
            EXPECT_EQ(parts_in(without).count(part), 0u) << session::kParts[std::size_t(part)];
        }
    }
    // All parts but labels, ruler and current, which are no things.
    EXPECT_EQ(seen.size(), std::size_t(Part::heat) + 1);
}

TEST_F(Pick, AThinVesselNeedsNoSteadyHand) {
    const sim::World world = world_at(preset("clinic-pen-cheek-1.5"), 0);
    const sim::Snapshot snapshot = sim::observe(world);
    const View view{.name = ViewName::section};
    const render::IdPicture ids = studio_.ids(snapshot, view);
    int tried = 0;
    for (int y = 3; y < kSize_px.y - 3; ++y)
        for (int x = 3; x < kSize_px.x - 3; ++x) {
            // A capillary with plain dermis on its left: two pixels out it is still found.
            if (ids.thing_at(x, y) != Thing::capillary || tried == 5) continue;
            bool plain = true;
            for (int dy = -2; dy <= 2; ++dy)
                for (int dx = -4; dx <= -1; ++dx)
                    plain &= ids.thing_at(x + dx, y + dy) == Thing::papillary_dermis;
            if (!plain) continue;
            ++tried;
            const auto pick = [&](int reach_px) {
                return studio_.renderer
                    .pick(snapshot, view, studio_.options, kSize_px, {x - 2, y}, reach_px)
                    .thing;
            };
            EXPECT_EQ(pick(2), Thing::capillary);
            EXPECT_EQ(pick(0), Thing::papillary_dermis);
        }
    EXPECT_GT(tried, 0);
}

INSTANTIATE_TEST_SUITE_P(Apis, PickOn,
                         testing::Values(platform::Api::core330, platform::Api::es300),
                         [](const auto& one) {
                             return one.param == platform::Api::core330 ? "Gl" : "Es";
                         });

}  // namespace
}  // namespace picture
