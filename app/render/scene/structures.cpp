#include "app/render/scene/structures.h"

#include "app/render/annotation/subjects.h"

#include <glm/geometric.hpp>
#include <glm/vec2.hpp>

#include <algorithm>
#include <cmath>

namespace render {
namespace {

using glm::dvec2;
using glm::dvec3;
using sim::Structure;

/// Where a structure goes: map and channel of its outline, channel of its cut or -1, and how far
/// behind the face it is at most still seen, mm.
struct Place {
    int map, channel, cut_channel;
    double slab_mm;
    bool covers = false;  ///< vessels and nerves that run behind it
};

// What is thin is seen less deep: illustrative, or a face fills with short ends of fine branches.
constexpr double kSlabRadii = 9, kThinnestSlab_mm = 0.03;

constexpr int kVesselMap = 0;

Place place_of(Structure s) {
    switch (s) {
        case Structure::arteriole:
            return {0, 0, 0, 0.13};
        case Structure::venule:
            return {0, 1, 1, 0.15};
        case Structure::nerve:
        case Structure::touch_corpuscle:
            return {0, 2, 2, 0.13};
        case Structure::capillary:
            return {0, 3, -1, 0.06};
        case Structure::follicle:
        // A muscle is painted as the sheath that it hangs on.
        case Structure::arrector_muscle:
            return {1, 0, -1, 0.05};
        case Structure::hair:
            return {1, 1, -1, 0.05};
        case Structure::sebaceous_gland:
            return {1, 2, -1, 0.06};
        case Structure::sweat_duct:
            return {1, 3, 3, 0.08};
        case Structure::sweat_coil:
            return {1, 3, 3, 0.08};
    }
    return {};
}

double smooth_step(double low, double high, double x) {
    const double t = std::clamp((x - low) / (high - low), 0.0, 1.0);
    return t * t * (3 - 2 * t);
}

std::byte encoded(double distance_mm) {
    const double share = std::clamp(distance_mm / kDistanceRange_mm, -1.0, 1.0);
    return std::byte(int(std::lround((share * 0.5 + 0.5) * 255)));
}

/// A tube in the face's own coordinates: along, depth, behind.
struct FaceTube {
    dvec3 a, b;
    double ra, rb;
};

/// The part of it between the face and the slab's back.
struct Run {
    dvec3 a, b;
    double ra, rb;
    bool any = false;
};

Run clip(const FaceTube& t, double slab_mm) {
    const double low = 0, high = slab_mm;
    double t0 = 0, t1 = 1;
    const double rise = t.b.z - t.a.z;
    if (std::fabs(rise) < 1e-12) {
        if (t.a.z < low || t.a.z > high) return {};
    } else {
        const double u = (low - t.a.z) / rise, v = (high - t.a.z) / rise;
        t0 = std::max(t0, std::min(u, v));
        t1 = std::min(t1, std::max(u, v));
        if (t0 > t1) return {};
    }
    const auto at = [&](double k) { return t.a + (t.b - t.a) * k; };
    const auto radius = [&](double k) { return t.ra + (t.rb - t.ra) * k; };
    return {at(t0), at(t1), radius(t0), radius(t1), true};
}

double run_distance(const Run& r, const dvec2& p, double slab_mm) {
    const dvec2 a(r.a), ab = dvec2(r.b) - a;
    const double length2 = glm::dot(ab, ab);
    const double k = length2 > 0 ? std::clamp(glm::dot(p - a, ab) / length2, 0.0, 1.0) : 0.0;
    const double behind = std::max(0.0, r.a.z + (r.b.z - r.a.z) * k);
    const double radius = r.ra + (r.rb - r.ra) * k;
    // Thins a little as it dives, and its end at the back of the slab is round: a point would be
    // thinner than its own outline.
    const double dives = smooth_step(0.35 * slab_mm, slab_mm, behind);
    return glm::length(p - a - ab * k) - radius * (1 - 0.55 * dives);
}

/// How far behind the face its near side lies where it is nearest to p in the face, mm.
double front_mm(const Run& r, const dvec2& p) {
    const dvec2 a(r.a), ab = dvec2(r.b) - a;
    const double length2 = glm::dot(ab, ab);
    const double k = length2 > 0 ? std::clamp(glm::dot(p - a, ab) / length2, 0.0, 1.0) : 0.0;
    return std::max(0.0, r.a.z + (r.b.z - r.a.z) * k - r.ra - (r.rb - r.ra) * k);
}

/// To a tube's outline where the plane of the face cuts it, in space and as far as it is in that
/// plane: where a tube leaves it at a small angle the second is the longer by far.
struct CutDistance {
    double in_space_mm, in_plane_mm;
};

CutDistance cut_distance(const FaceTube& t, const dvec2& p) {
    const dvec3 ab = t.b - t.a, q = dvec3(p, 0) - t.a;
    const double length2 = glm::dot(ab, ab);
    const double k = length2 > 0 ? std::clamp(glm::dot(q, ab) / length2, 0.0, 1.0) : 0.0;
    const dvec3 off = q - ab * k;
    const double length = glm::length(off), distance = length - (t.ra + (t.rb - t.ra) * k);
    const double slope = length > 0 ? glm::length(dvec2(off)) / length : 1;
    return {distance, distance / std::max(slope, 0.1)};
}

class Canvas {
  public:
    Canvas(DistanceMaps& maps, int first, int columns, double texel_mm, Seen seen)
        : maps_(maps),
          first_(first),
          columns_(columns),
          texel_mm_(texel_mm),
          seen_(seen),
          covers_(std::size_t(columns) * std::size_t(maps.height)) {}

    /// What may cover vessels and nerves is to be drawn before them.
    void draw(const FaceTube& tube, Place place) {
        const double reach = std::max(tube.ra, tube.rb);
        const bool is_vessel = place.map == kVesselMap;
        if (is_vessel)
            place.slab_mm = std::min(place.slab_mm, std::max(kThinnestSlab_mm, kSlabRadii * reach));
        const double nearest = std::min(tube.a.z, tube.b.z),
                     farthest = std::max(tube.a.z, tube.b.z);
        if (farthest < -reach || nearest > place.slab_mm) return;
        const Run run = seen_ == Seen::slab ? clip(tube, place.slab_mm) : Run{};
        const double margin = reach + kDistanceRange_mm;
        const dvec2 low = glm::min(dvec2(tube.a), dvec2(tube.b)) - margin;
        const dvec2 high = glm::max(dvec2(tube.a), dvec2(tube.b)) + margin;
        const int i0 = std::max(0, int(low.x / texel_mm_)),
                  i1 = std::min(columns_ - 1, int(high.x / texel_mm_));
        const int j0 = std::max(0, int(low.y / texel_mm_)),
                  j1 = std::min(maps_.height - 1, int(high.y / texel_mm_));
        const bool is_cut = nearest < reach;
        auto& outline = is_vessel ? maps_.vessels : maps_.glands;
        for (int j = j0; j <= j1; ++j)
            for (int i = i0; i <= i1; ++i) {
                const dvec2 p((double(i) + 0.5) * texel_mm_, (double(j) + 0.5) * texel_mm_);
                double d = run.any ? run_distance(run, p, place.slab_mm) : 1;
                if (run.any && (is_vessel || place.covers)) {
                    Cover& cover = covers_[std::size_t(j) * std::size_t(columns_) + std::size_t(i)];
                    const double front = front_mm(run, p);
                    if (!is_vessel && d < cover.distance_mm)
                        cover = {d, front};
                    else if (is_vessel && front > cover.front_mm)
                        d = std::max(d, -cover.distance_mm);
                }
                if (is_cut) {
                    const CutDistance cut = cut_distance(tube, p);
                    d = std::min(d, cut.in_plane_mm);
                    if (place.cut_channel >= 0)
                        keep(maps_.cuts, i, j, place.cut_channel, cut.in_space_mm);
                }
                keep(outline, i, j, place.channel, d);
            }
    }

  private:
    /// The follicle or gland nearest to a texel: distance to its outline, and to its near side.
    struct Cover {
        double distance_mm = 1, front_mm = 1;
    };

    void keep(std::vector<std::byte>& map, int i, int j, int channel, double distance_mm) {
        auto& texel =
            map[(std::size_t(j) * std::size_t(maps_.width) + std::size_t(first_ + i)) * 4 +
                std::size_t(channel)];
        texel = std::min(texel, encoded(distance_mm));
    }

    DistanceMaps& maps_;
    int first_, columns_;
    double texel_mm_;
    Seen seen_;
    std::vector<Cover> covers_;
};

}  // namespace

void DistanceMaps::resize(int wide, int high) {
    width = wide, height = high;
    const std::size_t bytes = std::size_t(wide) * std::size_t(high) * 4;
    for (auto* map : {&vessels, &glands, &cuts}) map->assign(bytes, std::byte(255));
}

void draw_structures(DistanceMaps& maps, int first_column, int columns, const CutFace& face,
                     const sim::Tissue& tissue, Seen seen, std::uint32_t solid_parts) {
    for (auto* map : {&maps.vessels, &maps.glands, &maps.cuts})
        for (int j = 0; j < maps.height; ++j) {
            const auto row = map->begin() + (std::ptrdiff_t(j) * maps.width + first_column) * 4;
            std::fill(row, row + std::ptrdiff_t(columns) * 4, std::byte(255));
        }
    const double texel_mm = tissue.block.floor_mm / double(maps.height);
    Canvas canvas(maps, first_column, columns, texel_mm, seen);
    const auto here = [&](const dvec3& p) {
        return dvec3(along_mm(face, p), p.z, behind_mm(face, p));
    };
    for (const bool vessels : {false, true})
        for (const sim::Tube& t : tissue.tubes) {
            Place place = place_of(t.structure);
            place.covers = !vessels && ((solid_parts >> unsigned(part_of(t.structure))) & 1u);
            if ((place.map == kVesselMap) != vessels) continue;
            canvas.draw({here(t.a_mm), here(t.b_mm), t.a_radius_mm, t.b_radius_mm}, place);
        }
}

}  // namespace render
