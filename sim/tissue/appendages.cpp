// What grows down from the epidermis: hair follicles with gland and muscle, and sweat glands.
#include "sim/base/exact_math.h"
#include "sim/base/noise.h"
#include "sim/tissue/network_parts.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sim {
namespace {

using glm::dvec3;

const SiteRow& site_of(const Network& n) { return sites()[std::size_t(n.tissue.skin.site)]; }

/// The sheath's radius over its nominal one from the mouth (0) down to the bulb (1): a funnel, a
/// narrow neck, the bulge where the muscle holds, the bulb. Illustrative.
double sheath_profile(double share) {
    constexpr std::array<double, 11> kProfile = {1.25, 0.92, 0.82, 0.80, 0.80, 0.84,
                                                 0.92, 0.90, 0.86, 1.35, 1.55};
    const double at = std::clamp(share, 0.0, 1.0) * double(kProfile.size() - 1);
    const auto i = std::min(std::size_t(at), kProfile.size() - 2);
    return kProfile[i] + (kProfile[i + 1] - kProfile[i]) * (at - double(i));
}

class Follicle {
  public:
    Follicle(Network& network, double x_mm, double y_mm)
        : n_(network),
          x_(x_mm),
          y_(y_mm),
          terminal_(site_of(n_).follicle == SiteRow::Follicle::terminal),
          individual_(n_.next_individual++) {
        const double wanted_mm =
            parameter(terminal_ ? "anatomy.terminal_follicle_mm" : "anatomy.vellus_follicle_mm")
                .value;
        // Vellus follicles end in the dermis, terminal ones in the fat.
        depth_mm_ = std::min(
            wanted_mm, terminal_ ? n_.tissue.block.floor_mm - 0.1 : n_.dermis_bottom_mm() - 0.08);
        gland_mm_ = std::min(parameter("anatomy.sebaceous_gland_mm").value, 0.62 * depth_mm_);
        gland_size_mm_ = std::min(0.11, 0.16 * depth_mm_);
    }

    void build() {
        sheath();
        hair();
        papilla();
        gland();
        muscle();
    }

  private:
    dvec3 at(double share) const {
        return {x_ + 0.28 * depth_mm_ * share * share, y_, depth_mm_ * share};
    }

    void sheath() {
        const double width = terminal_ ? 0.10 : 0.045;
        constexpr int kSteps = 10;
        for (int i = 0; i < kSteps; ++i) {
            const double s0 = double(i) / kSteps, s1 = double(i + 1) / kSteps;
            n_.add(Structure::follicle, individual_, at(s0), at(s1), width * sheath_profile(s0),
                   width * sheath_profile(s1));
        }
    }

    /// From the root in the bulb up to the mouth, and on above the skin.
    void hair() {
        const double wide = terminal_ ? 0.035 : 0.010;
        constexpr int kInside = 8, kOutside = 6;
        for (int i = kInside; i > 0; --i)
            n_.add(Structure::hair, individual_, at(0.93 * double(i) / kInside),
                   at(0.93 * double(i - 1) / kInside), wide, wide);
        dvec3 from = at(0.0);
        for (int i = 1; i <= kOutside; ++i) {
            const double share = double(i) / kOutside;
            const dvec3 to(x_ - (0.22 * share + 0.12 * share * share), y_ + 0.10 * share * share,
                           -(terminal_ ? 1.0 : 0.5) * share);
            n_.add(Structure::hair, individual_, from, to,
                   wide * (1.0 - 0.6 * (share - 1.0 / kOutside)), wide * (1.0 - 0.6 * share));
            from = to;
        }
    }

    /// The loop of the dermal papilla that the bulb sits on.
    void papilla() {
        const double r = terminal_ ? 0.040 : 0.020, radius = terminal_ ? 0.007 : 0.0045;
        const dvec3 foot = at(1.0) + dvec3(0, 0, (terminal_ ? 0.155 : 0.070) + r), top = at(0.965);
        dvec3 way[] = {foot + dvec3(-r, 0, 0.5 * r), foot + dvec3(-r, 0, -r),
                       top + dvec3(-0.5 * r, 0, 0),  top + dvec3(0, 0, -0.5 * r),
                       top + dvec3(0.5 * r, 0, 0),   foot + dvec3(r, 0, -r),
                       foot + dvec3(r, 0, 0.5 * r)};
        for (dvec3& p : way) p.z = std::min(p.z, n_.tissue.block.floor_mm);
        for (std::size_t i = 0; i + 1 < std::size(way); ++i)
            n_.add(Structure::capillary, individual_, way[i], way[i + 1], radius, radius);
    }

    /// A bunch of lobes on a short duct, on the side to which the hair leans.
    void gland() {
        Random rng = n_.stream("lobes"_purpose ^ std::uint64_t(individual_));
        const double size = gland_size_mm_;
        const dvec3 duct = at(gland_mm_ * 0.75 / depth_mm_);
        constexpr int kLobes = 6;
        for (int lobe = 0; lobe < kLobes; ++lobe) {
            const double fan = -0.75 + 1.9 * double(lobe) / (kLobes - 1);
            const double reach = size * (lobe % 2 == 0 ? 1.30 : 1.75) * rng.between(0.9, 1.1);
            const double side = size * 0.85 * double(lobe % 3 - 1) + size * rng.between(-0.2, 0.2);
            const double radius = size * rng.between(0.62, 0.85);
            const dvec3 centre(duct.x - reach * exact_cos(fan), std::max(0.0, y_ + side),
                               duct.z + size * 0.5 + reach * exact_sin(fan));
            n_.add(Structure::sebaceous_gland, individual_, duct, centre, size * 0.22, radius);
        }
    }

    /// From the bulge below the gland, under it and up to the papillary dermis. It lies on the side
    /// to which the hair leans, and so can raise it. Calibre illustrative; the muscle of vellus
    /// hair is a thread.
    void muscle() {
        const double bulge_mm = std::min(0.85 * depth_mm_, gland_mm_ + 0.2 + gland_size_mm_);
        const double top_mm = n_.tissue.layers.junction_mm() + 0.045;
        if (bulge_mm - top_mm < 0.15) return;
        const dvec3 held = at(bulge_mm / depth_mm_);
        const double away = 0.55 * bulge_mm, beside = y_ + 0.035;
        const dvec3 bend(x_ - 0.85 * away, beside, 0.96 * bulge_mm);
        const dvec3 end(x_ - away, beside + 0.03, top_mm);
        const double wide = terminal_ ? 0.038 : 0.017;
        const auto radius = [&](double t) { return wide * (0.55 + 0.45 * exact_sin(kPi * t)); };
        dvec3 from = held;
        constexpr int kSteps = 10;
        for (int k = 1; k <= kSteps; ++k) {
            const double t = double(k) / kSteps, u = 1.0 - t;
            const dvec3 to = u * u * held + 2.0 * u * t * bend + t * t * end;
            n_.add(Structure::arrector_muscle, individual_, from, to, radius(t - 1.0 / kSteps),
                   radius(t));
            from = to;
        }
    }

    Network& n_;
    double x_, y_;
    bool terminal_;
    int individual_;
    double depth_mm_ = 0, gland_mm_ = 0, gland_size_mm_ = 0;
};

void add_sweat_gland(Network& n, double x, double y) {
    const int individual = n.next_individual++;
    const double coil_depth =
        n.dermis_bottom_mm() - parameter("anatomy.eccrine_coil_above_fat_mm").value * 0.3;
    constexpr double kCoil_mm = 0.105;
    Random rng(std::uint64_t(n.tissue.skin.seed), std::uint64_t(individual) ^ 51);
    const double turn0 = rng.between(0.0, 2.0 * kPi);
    // A ball of thread: turn upon turn about an axis that itself goes round.
    constexpr int kTurns = 6, kStepsPerTurn = 14;
    const auto coil = [&](int i) {
        const double share = double(i) / (kTurns * kStepsPerTurn);
        const double turn = turn0 + 2.0 * kPi * kTurns * share, round = 2.7 * kPi * share;
        const double tilt = 0.5 + 0.9 * share;
        const double r = kCoil_mm * (0.70 + 0.30 * exact_sin(17.0 * share + turn0));
        const double c = r * exact_cos(turn), s = r * exact_sin(turn);
        const dvec3 first(exact_cos(round), exact_sin(round), 0.0);
        const dvec3 second(-exact_sin(round) * exact_cos(tilt), exact_cos(round) * exact_cos(tilt),
                           exact_sin(tilt));
        const dvec3 p = dvec3(x, y, coil_depth) + c * first + s * second;
        return dvec3(p.x, std::max(0.0, p.y), p.z);
    };
    constexpr double kThread_mm = 0.0165;
    for (int i = 0; i < kTurns * kStepsPerTurn; ++i)
        n.add(Structure::sweat_coil, individual, coil(i), coil(i + 1), kThread_mm, kThread_mm);

    // The duct leaves the coil, rises, and winds through the epidermis to a pore.
    dvec3 from = coil(kTurns * kStepsPerTurn);
    const dvec3 leaves = from;
    const double junction = n.tissue.layers.junction_mm();
    constexpr int kRise = 18;
    for (int i = 1; i <= kRise; ++i) {
        const double share = double(i) / kRise;
        const double free = std::max(0.0, 1.0 - 4.0 * share);  // still on its way to the axis
        const dvec3 to(x + 0.05 * value_noise(share * 4.0, x, 52) + free * (leaves.x - x),
                       y + free * (leaves.y - y), leaves.z + (junction - leaves.z) * share);
        n.add(Structure::sweat_duct, individual, from, to, 0.011, 0.011);
        from = to;
    }
    const double axis = x + 0.05 * value_noise(4.0, x, 52);
    constexpr int kWinding = 30;
    for (int i = 1; i <= kWinding; ++i) {
        const double share = double(i) / kWinding, turn = 6.0 * kPi * share;
        const dvec3 to(axis + 0.012 * exact_sin(turn),
                       std::max(0.0, y + 0.012 * exact_cos(turn) - 0.012),
                       junction * (1.0 - share));
        n.add(Structure::sweat_duct, individual, from, to, 0.007, 0.007);
        from = to;
    }
}

}  // namespace

void add_follicles(Network& n) {
    const SiteRow& site = site_of(n);
    if (site.follicle == SiteRow::Follicle::none) return;
    const double per_mm2 = site.follicle == SiteRow::Follicle::terminal
                               ? parameter("anatomy.terminal_per_mm2").value
                               : site.vellus_per_mm2.value;
    const double spacing = 1.0 / std::sqrt(std::max(per_mm2, 0.2));
    const auto place = [&](double x, double y) { Follicle(n, x, y).build(); };
    // One is cut by the front face, between the needles.
    place(-1.55, 0.02);
    for (double y = 0.5 * spacing + 0.25; y < n.tissue.block.length_mm - 0.1; y += spacing)
        for (double x = -n.half_width_mm() + 0.5 * spacing; x < n.half_width_mm() - 0.1;
             x += spacing)
            n.scattered(x, y, spacing, 0.2, place);
}

void add_sweat_glands(Network& n) {
    const double spacing = 1.0 / std::sqrt(parameter("anatomy.eccrine_glands_per_mm2").value);
    const auto place = [&](double x, double y) { add_sweat_gland(n, x, y); };
    place(1.45, 0.03);
    for (double y = 0.7 * spacing; y < n.tissue.block.length_mm - 0.1; y += spacing)
        for (double x = -n.half_width_mm() + 0.6 * spacing; x < n.half_width_mm() - 0.1;
             x += spacing)
            n.scattered(x, y, spacing, 0.25, place);
}

}  // namespace sim
