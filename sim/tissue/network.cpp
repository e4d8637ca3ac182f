#include "sim/tissue/network.h"

#include "sim/base/exact_math.h"
#include "sim/base/noise.h"
#include "sim/base/random.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <set>

namespace sim {
namespace {

using glm::dvec3;

class Builder {
  public:
    explicit Builder(const Tissue& tissue)
        : tissue_(tissue), rng_(std::uint64_t(tissue.skin.seed), "network"_purpose) {}

    std::vector<Tube> build() {
        plexus(parameter("anatomy.superficial_plexus_mm").value, 0.011, 0.016, 7);
        plexus(
            tissue_.layers.dermis_bottom_mm() - parameter("anatomy.deep_plexus_above_fat_mm").value,
            0.026, 0.036, 4);
        ascending();
        capillary_loops();
        nerves();
        follicles();
        sweat_glands();
        std::stable_sort(tubes_.begin(), tubes_.end(),
                         [](const Tube& a, const Tube& b) { return a.structure < b.structure; });
        return std::move(tubes_);
    }

  private:
    double half_width() const { return tissue_.block.width_mm / 2.0; }
    double dermis_bottom() const { return tissue_.layers.dermis_bottom_mm(); }
    // A depth that a table gives for thick skin, kept within this place's dermis.
    double in_dermis(double depth_mm) const {
        const double top = tissue_.layers.bottom_mm[2] + 0.05;
        return std::clamp(depth_mm, std::min(top, dermis_bottom() - 0.1), dermis_bottom() - 0.06);
    }

    void add(Structure structure, int individual, const dvec3& a, const dvec3& b, double ra,
             double rb) {
        tubes_.push_back({structure, individual, a, b, ra, rb});
    }

    // Places something near (x, y), clear of the front face. One number after the other: the order
    // in which a call's arguments are worked out is the compiler's choice.
    template <class Place>
    void scattered(double x, double y, double spacing, double least_y, Place place) {
        const double dx = 0.3 * spacing * rng_.between(-1, 1);
        const double dy = 0.3 * spacing * rng_.between(-1, 1);
        place(x + dx, std::max(least_y, y + dy));
    }

    // One wandering vessel with its companion: arteriole and venule run side by side.
    void pair_along(double depth_mm, double arteriole_mm, double venule_mm, bool along_x,
                    double across_mm) {
        const int artery = next_individual_++, vein = next_individual_++;
        const auto seed = std::uint64_t(tissue_.skin.seed) * 131 + std::uint64_t(artery);
        const double length = along_x ? tissue_.block.width_mm : tissue_.block.length_mm;
        const double start = along_x ? -half_width() : 0.0;
        const int steps = 40;
        const auto point = [&](int i, bool venule) {
            const double along = start + length * double(i) / double(steps);
            const double side = venule ? 0.055 : 0.0;
            const double wander = 0.14 * value_noise(along * 1.1, 3.5, seed) +
                                  0.04 * value_noise(along * 4.0, 7.5, seed) +
                                  side * value_noise(along * 1.7, 9.5, seed);
            const double across = across_mm + wander + 0.5 * side;
            const double deep =
                depth_mm + side + 0.05 * value_noise(along * 1.3, 1.5, seed ^ (venule ? 77 : 76));
            return along_x ? dvec3(along, across, deep) : dvec3(across, along, deep);
        };
        for (int i = 0; i < steps; ++i) {
            add(Structure::arteriole, artery, point(i, false), point(i + 1, false), arteriole_mm,
                arteriole_mm);
            add(Structure::venule, vein, point(i, true), point(i + 1, true), venule_mm, venule_mm);
        }
    }

    void plexus(double depth_mm, double arteriole_mm, double venule_mm, int count) {
        const double depth = in_dermis(depth_mm);
        // One pair runs close behind the front face, so that the usual section shows it lengthwise.
        pair_along(depth, arteriole_mm, venule_mm, true, 0.06);
        for (int i = 1; i < count; ++i) {
            const bool along_x = i % 2 == 0;
            const double size = along_x ? tissue_.block.length_mm : tissue_.block.width_mm;
            const double low = along_x ? 0.0 : -half_width();
            const double slot =
                (double(i / 2) + rng_.between(0.25, 0.75)) / double((count + 1) / 2);
            pair_along(depth, arteriole_mm, venule_mm, along_x, low + size * slot);
        }
    }

    // Vessels that join the two plexuses.
    void ascending() {
        const double deep =
            in_dermis(dermis_bottom() - parameter("anatomy.deep_plexus_above_fat_mm").value);
        const double shallow = in_dermis(parameter("anatomy.superficial_plexus_mm").value);
        if (deep - shallow < 0.15) return;
        for (int i = 0; i < 7; ++i) {
            const bool artery = i % 2 == 0;
            const int individual = next_individual_++;
            const double x = half_width() * rng_.between(-0.95, 0.95);
            const double y = i < 2 ? 0.05 : tissue_.block.length_mm * rng_.unit();
            dvec3 from(x, y, deep);
            for (int k = 1; k <= 10; ++k) {
                const double share = double(k) / 10.0;
                const dvec3 to(x + 0.10 * value_noise(share * 3.0, x, 31),
                               std::max(0.0, y + 0.08 * value_noise(share * 3.0, x, 32)),
                               deep + (shallow - deep) * share);
                add(artery ? Structure::arteriole : Structure::venule, individual, from, to,
                    0.020 - 0.006 * share, 0.020 - 0.006 * share);
                from = to;
            }
        }
    }

    // One loop in each papilla: up one limb, over the apex, down the other, from the plexus below.
    void capillary_loops() {
        const double wavelength = tissue_.rete_wavelength_mm;
        const double plexus = in_dermis(parameter("anatomy.superficial_plexus_mm").value);
        const auto seed = std::uint64_t(tissue_.skin.seed) ^ 22;  // the papillae of bound_mm
        const int across = int(tissue_.block.width_mm / wavelength) + 2;
        const int along = int(tissue_.block.length_mm / wavelength) + 2;
        for (int j = 0; j < along; ++j)
            for (int i = 0; i < across; ++i) {
                const double cx = std::floor(-half_width() / wavelength) + double(i) + 0.5;
                const double cy = double(j) + 0.5;
                const CellHit papilla = nearest_cell(cx, cy, seed);
                const double x = papilla.x * wavelength, y = papilla.y * wavelength;
                if (std::fabs(x) > half_width() || y < 0.0 || y > tissue_.block.length_mm) continue;
                const double roof = bound_mm(tissue_, Layer::viable_epidermis, x, y);
                const double apex = roof + 0.012;
                const double foot = std::min(apex + 0.14, plexus);
                if (foot - apex < 0.02) continue;
                const double gap = 0.011;
                const int loop = next_individual_++;
                const dvec3 up(x - gap, y, apex + 0.012), down(x + gap, y, apex + 0.012);
                constexpr double kRadius = 0.0045;
                add(Structure::capillary, loop, {x - 1.6 * gap, y, foot}, up, kRadius, kRadius);
                add(Structure::capillary, loop, up, {x, y, apex}, kRadius, kRadius);
                add(Structure::capillary, loop, {x, y, apex}, down, kRadius, kRadius);
                add(Structure::capillary, loop, down, {x + 1.6 * gap, y, foot}, kRadius, kRadius);
            }
    }

    void nerves() {
        const double deep = in_dermis(dermis_bottom() - 0.22);
        const double shallow = std::min(parameter("anatomy.nerve_plexus_mm").value, deep);
        for (int i = 0; i < 5; ++i) {
            const int individual = next_individual_++;
            const double x0 = half_width() * (-0.8 + 0.4 * double(i) + rng_.between(-0.1, 0.1));
            const double y = i % 2 == 0 ? 0.07 : tissue_.block.length_mm * rng_.unit();
            dvec3 from(x0 - 0.25, y, deep);
            const int steps = 16;
            for (int k = 1; k <= steps; ++k) {
                const double share = double(k) / double(steps);
                const dvec3 to(x0 - 0.25 + 0.5 * share + 0.05 * value_noise(share * 5.0, x0, 41),
                               std::max(0.0, y + 0.05 * value_noise(share * 4.0, x0, 42)),
                               deep + (shallow - deep) * share * share);
                const double radius = 0.018 - 0.013 * share;
                add(Structure::nerve, individual, from, to, radius, radius);
                from = to;
            }
            // The free ending rises towards the epidermis.
            add(Structure::nerve, individual, from,
                {from.x + 0.02, from.y, tissue_.layers.junction_mm() + 0.02}, 0.004, 0.002);
        }
    }

    void follicle(double x, double y) {
        const SiteRow& site = sites()[std::size_t(tissue_.skin.site)];
        const bool terminal = site.follicle == SiteRow::Follicle::terminal;
        const int individual = next_individual_++;
        const double wanted = terminal ? parameter("anatomy.terminal_follicle_mm").value
                                       : parameter("anatomy.vellus_follicle_mm").value;
        // Vellus follicles end in the dermis, terminal ones in the fat.
        const double depth = terminal ? std::min(wanted, tissue_.block.floor_mm - 0.1)
                                      : std::min(wanted, dermis_bottom() - 0.08);
        const double lean = 0.28 * depth, width = terminal ? 0.10 : 0.045;
        const double hair = terminal ? 0.035 : 0.010;
        const auto at = [&](double share) {
            return dvec3(x + lean * share * share, y, depth * share);
        };
        for (int i = 0; i < 8; ++i) {
            const double s0 = double(i) / 8.0, s1 = double(i + 1) / 8.0;
            const double w0 = width * (0.8 + 0.2 * s0), w1 = width * (0.8 + 0.2 * s1);
            add(Structure::follicle, individual, at(s0), at(s1), w0, w1);
            add(Structure::hair, individual, at(s0 * 0.93), at(s1 * 0.93), hair, hair);
        }
        add(Structure::follicle, individual, at(0.95), at(1.0), width * 1.5, width * 1.7);  // bulb
        // The shaft goes on above the skin.
        dvec3 from = at(0.0);
        for (int i = 1; i <= 6; ++i) {
            const double share = double(i) / 6.0;
            const dvec3 to(x - (0.22 * share + 0.12 * share * share), y + 0.10 * share * share,
                           -(terminal ? 1.0 : 0.5) * share);
            add(Structure::hair, individual, from, to, hair * (1.0 - 0.6 * (share - 1.0 / 6.0)),
                hair * (1.0 - 0.6 * share));
            from = to;
        }
        const double gland = std::min(parameter("anatomy.sebaceous_gland_mm").value, 0.62 * depth);
        const double size = std::min(0.11, 0.16 * depth);
        const dvec3 duct = at(gland * 0.75 / depth);
        for (int lobe = 0; lobe < 4; ++lobe) {
            const dvec3 centre(duct.x - size * (1.3 + 0.5 * double(lobe % 2)),
                               std::max(0.0, y + size * 0.8 * (double(lobe) - 1.5) * 0.5),
                               gland + size * (double(lobe) * 0.55 - 0.7));
            add(Structure::sebaceous_gland, individual, duct, centre, size * 0.25, size);
        }
    }

    void follicles() {
        const SiteRow& site = sites()[std::size_t(tissue_.skin.site)];
        if (site.follicle == SiteRow::Follicle::none) return;
        const double per_mm2 = site.follicle == SiteRow::Follicle::terminal
                                   ? parameter("anatomy.terminal_per_mm2").value
                                   : site.vellus_per_mm2.value;
        const double spacing = 1.0 / std::sqrt(std::max(per_mm2, 0.2));
        // One is cut by the front face, between the needles.
        follicle(-1.55, 0.02);
        for (double y = 0.5 * spacing + 0.25; y < tissue_.block.length_mm - 0.1; y += spacing)
            for (double x = -half_width() + 0.5 * spacing; x < half_width() - 0.1; x += spacing)
                scattered(x, y, spacing, 0.2, [&](double fx, double fy) { follicle(fx, fy); });
    }

    void sweat_gland(double x, double y) {
        const int individual = next_individual_++;
        const double coil_depth =
            dermis_bottom() - parameter("anatomy.eccrine_coil_above_fat_mm").value * 0.3;
        const double coil = 0.085;
        dvec3 from(x, y, coil_depth);
        Random rng(std::uint64_t(tissue_.skin.seed), std::uint64_t(individual) ^ 51);
        const double turn0 = rng.between(0.0, 2.0 * kPi);
        for (int i = 1; i <= 26; ++i) {  // a ball of thread
            const double turn = turn0 + double(i) * 2.4, tilt = double(i) * 0.9;
            const double r = coil * (0.6 + 0.4 * exact_sin(double(i) * 1.7));
            const dvec3 to(x + r * exact_cos(turn) * exact_cos(tilt),
                           std::max(0.0, y + r * exact_sin(turn) * exact_cos(tilt)),
                           coil_depth + r * exact_sin(tilt));
            add(Structure::sweat_coil, individual, from, to, 0.016, 0.016);
            from = to;
        }
        const double junction = tissue_.layers.junction_mm();
        const int steps = 18;
        for (int i = 1; i <= steps; ++i) {
            const double share = double(i) / double(steps);
            const dvec3 to(x + 0.05 * value_noise(share * 4.0, x, 52), y,
                           coil_depth - coil + (junction - coil_depth + coil) * share);
            add(Structure::sweat_duct, individual, from, to, 0.011, 0.011);
            from = to;
        }
        for (int i = 1; i <= 10; ++i) {  // the corkscrew through the epidermis
            const double share = double(i) / 10.0, turn = 9.0 * share;
            const dvec3 to(x + 0.05 * value_noise(4.0, x, 52) + 0.012 * exact_sin(turn),
                           std::max(0.0, y + 0.012 * exact_cos(turn) - 0.012),
                           junction * (1.0 - share));
            add(Structure::sweat_duct, individual, from, to, 0.008, 0.008);
            from = to;
        }
    }

    void sweat_glands() {
        const double spacing = 1.0 / std::sqrt(parameter("anatomy.eccrine_glands_per_mm2").value);
        sweat_gland(1.45, 0.03);
        for (double y = 0.7 * spacing; y < tissue_.block.length_mm - 0.1; y += spacing)
            for (double x = -half_width() + 0.6 * spacing; x < half_width() - 0.1; x += spacing)
                scattered(x, y, spacing, 0.25, [&](double gx, double gy) { sweat_gland(gx, gy); });
    }

    const Tissue& tissue_;
    Random rng_;
    int next_individual_ = 0;
    std::vector<Tube> tubes_;
};

}  // namespace

std::vector<Tube> make_network(const Tissue& tissue) { return Builder(tissue).build(); }

double segment_distance_mm(const dvec3& a, const dvec3& b, const dvec3& c, const dvec3& d) {
    const dvec3 u = b - a, v = d - c, w = a - c;
    const double uu = glm::dot(u, u), vv = glm::dot(v, v), uv = glm::dot(u, v);
    const double uw = glm::dot(u, w), vw = glm::dot(v, w);
    const double denominator = uu * vv - uv * uv;
    double s = denominator > 1e-18 ? std::clamp((uv * vw - vv * uw) / denominator, 0.0, 1.0) : 0.0;
    double t = vv > 0.0 ? (uv * s + vw) / vv : 0.0;
    if (t < 0.0 || t > 1.0) {
        t = std::clamp(t, 0.0, 1.0);
        s = uu > 0.0 ? std::clamp((uv * t - uw) / uu, 0.0, 1.0) : 0.0;
    }
    const dvec3 gap = (a + u * s) - (c + v * t);
    return std::sqrt(glm::dot(gap, gap));
}

int vessels_crossed(const Tissue& tissue, std::span<const Track> pieces) {
    std::set<int> seen;
    for (const Tube& tube : tissue.tubes) {
        if (!is_vessel(tube.structure)) break;  // vessels come first
        if (seen.count(tube.individual)) continue;
        for (const Track& piece : pieces) {
            const double reach = piece.radius_mm + std::max(tube.a_radius_mm, tube.b_radius_mm);
            const dvec3 low = glm::min(tube.a_mm, tube.b_mm) - reach;
            const dvec3 high = glm::max(tube.a_mm, tube.b_mm) + reach;
            if (glm::any(glm::greaterThan(low, glm::max(piece.a_mm, piece.b_mm))) ||
                glm::any(glm::lessThan(high, glm::min(piece.a_mm, piece.b_mm))))
                continue;
            if (segment_distance_mm(piece.a_mm, piece.b_mm, tube.a_mm, tube.b_mm) > reach) continue;
            seen.insert(tube.individual);
            break;
        }
    }
    return int(seen.size());
}

}  // namespace sim
