#include "app/render/scene/tubes.h"

#include "app/render/camera.h"
#include "sim/tissue/network.h"

#include <glm/geometric.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <numeric>

namespace {

using render::kMostTriangles;
using render::kMostTrianglesLow;
using render::make_tubes;
using render::TubeMesh;
using render::TubeVertex;
using sim::Structure;

sim::Tissue at(std::string_view site) {
    sim::Skin skin;
    skin.site = sim::site_named(site);
    sim::Block block;
    block.floor_mm = sim::layer_depths(skin).dermis_bottom_mm() + 0.8;
    return sim::make_tissue(skin, block);
}

Structure structure_of(const TubeVertex& v) { return Structure(int(v.normal.w) / 2); }

TEST(Tubes, KeepToTheirBudgetOfTrianglesEverywhere) {
    for (const std::string_view site : sim::site_ids()) {
        const sim::Tissue tissue = at(site);
        for (const std::size_t most : {kMostTriangles, kMostTrianglesLow}) {
            const TubeMesh mesh = make_tubes(tissue, 0, session::kAllParts, most);
            EXPECT_LE(mesh.indices.size() / 3, most) << site;
            EXPECT_GT(mesh.indices.size() / 3, most / 4) << site;
        }
    }
}

TEST(Tubes, FaceOutwards) {
    const sim::Tissue tissue = at("cheek");
    for (const std::size_t most : {kMostTriangles, kMostTrianglesLow}) {
        const TubeMesh mesh = make_tubes(tissue, 2.5, session::kAllParts, most);
        std::size_t wrong = 0;
        for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
            const auto& a = mesh.vertices[mesh.indices[i]];
            const auto& b = mesh.vertices[mesh.indices[i + 1]];
            const auto& c = mesh.vertices[mesh.indices[i + 2]];
            const glm::vec3 face =
                glm::cross(glm::vec3(b.place - a.place), glm::vec3(c.place - a.place));
            wrong += glm::dot(face, glm::vec3(a.normal + b.normal + c.normal)) < 0;
        }
        // On the inside of the sharpest bends of thick tubes some overlap.
        EXPECT_LT(double(wrong), 0.03 * double(mesh.indices.size() / 3));
    }
}

TEST(Tubes, HaveTheWidthAndPlaceOfTheNetwork) {
    const sim::Tissue tissue = at("cheek");
    const TubeMesh mesh = make_tubes(tissue, 0, session::kAllParts, kMostTriangles);
    ASSERT_GT(mesh.vertices.size(), 1000u);
    for (std::size_t i = 0; i < mesh.vertices.size(); i += 61) {
        const TubeVertex& v = mesh.vertices[i];
        const glm::dvec3 p(v.place.x, v.place.y, -v.place.z);
        double nearest = 1e9, radius = 0;
        for (const sim::Tube& t : tissue.tubes) {
            if (t.structure != structure_of(v)) continue;
            const double reach = std::max(t.a_radius_mm, t.b_radius_mm);
            nearest = std::min(nearest, sim::segment_distance_mm(p, p, t.a_mm, t.b_mm) - reach);
            radius = std::max(radius, reach);
        }
        // Corners are rounded, by less than a width or a hundredth of a millimetre.
        EXPECT_LT(nearest, std::max(0.010, radius))
            << sim::kStructureNames[std::size_t(structure_of(v))];
    }
}

// What is left of each body after peeling reaches down into the tissue that is left, and no stump
// stands higher than a capillary loop; hairs are trimmed, glands left whole.
TEST(Tubes, PeelingLeavesNothingInTheAir) {
    const sim::Tissue tissue = at("cheek");
    for (const double peel : {1.0, 2.0, 2.7, 3.0, 3.5, 4.0}) {
        const TubeMesh mesh = make_tubes(tissue, peel, session::kAllParts, kMostTriangles);
        std::vector<std::uint32_t> body(mesh.vertices.size());
        std::iota(body.begin(), body.end(), 0u);
        const auto root = [&](std::uint32_t i) {
            while (body[i] != i) i = body[i] = body[body[i]];
            return i;
        };
        const auto join = [&](std::uint32_t i, std::uint32_t j) { body[root(i)] = root(j); };
        for (std::size_t i = 0; i < mesh.indices.size(); ++i)
            join(mesh.indices[i], mesh.indices[i - i % 3]);
        // The face of a cut has corners of its own, at the places of the tube's.
        std::map<std::array<float, 3>, std::uint32_t> places;
        for (std::uint32_t i = 0; i < mesh.vertices.size(); ++i) {
            const auto& p = mesh.vertices[i].place;
            const auto [found, fresh] = places.try_emplace({p.x, p.y, p.z}, i);
            if (!fresh) join(i, found->second);
        }
        std::map<std::uint32_t, float> lowest;
        for (std::uint32_t i = 0; i < mesh.vertices.size(); ++i) {
            const TubeVertex& v = mesh.vertices[i];
            const Structure s = structure_of(v);
            EXPECT_TRUE(s == Structure::sebaceous_gland ||
                        v.place.w < (s == Structure::hair ? 0.16f : 0.21f))
                << sim::kStructureNames[std::size_t(s)] << " " << v.place.w;
            const auto [found, fresh] = lowest.try_emplace(root(i), v.place.w);
            if (!fresh) found->second = std::min(found->second, v.place.w);
        }
        for (const auto& [first, out_mm] : lowest)
            EXPECT_LT(out_mm, 0.005f)
                << peel << " "
                << sim::kStructureNames[std::size_t(structure_of(mesh.vertices[first]))];
    }
}

TEST(Tubes, OfHiddenPartsAreNotMade) {
    const sim::Tissue tissue = at("cheek");
    const std::uint32_t vessels = 1u << unsigned(session::Part::vessels);
    for (const TubeVertex& v : make_tubes(tissue, 2, vessels, kMostTriangles).vertices)
        ASSERT_TRUE(sim::is_vessel(structure_of(v)));
    EXPECT_TRUE(make_tubes(tissue, 2, 0, kMostTriangles).indices.empty());
}

}  // namespace
