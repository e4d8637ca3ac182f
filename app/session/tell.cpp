#include "app/session/tell.h"

#include "app/session/json.h"

#include <algorithm>
#include <cmath>

namespace session {
namespace {

using glm::dvec3;
using sim::Snapshot;

std::string rounded(double value, double step) {
    // What decimals cannot say exactly is rounded once more.
    return plain_number(std::round(std::round(value / step) * step * 1e6) / 1e6 + 0.0);
}
std::string depth_text(double mm) { return rounded(mm, 0.01); }
std::string width_text(double mm) { return rounded(mm, 0.001); }
std::string of_100(double share) { return rounded(100 * std::clamp(share, 0.0, 1.0), 1); }

double dot(const dvec3& a, const dvec3& b) { return a.x * b.x + a.y * b.y + a.z * b.z; }

/// How far p lies off the stretch from a to b, and the share of the way where it is nearest.
struct Nearest {
    double off_mm, share;
};
Nearest nearest_on(const dvec3& a, const dvec3& b, const dvec3& p) {
    const dvec3 ab = b - a;
    const double length2 = dot(ab, ab);
    const double share = length2 > 0 ? std::clamp(dot(p - a, ab) / length2, 0.0, 1.0) : 0.0;
    const dvec3 off = p - a - share * ab;
    return {std::sqrt(dot(off, off)), share};
}

/// Width of the structure's piece that is nearest.
double width_mm(const sim::Tissue& tissue, sim::Structure structure, const dvec3& at_mm) {
    double least_mm = 1e9, width = 0;
    for (const sim::Tube& t : tissue.tubes) {
        if (t.structure != structure) continue;
        const Nearest n = nearest_on(t.a_mm, t.b_mm, at_mm);
        const double radius = t.a_radius_mm + n.share * (t.b_radius_mm - t.a_radius_mm);
        if (n.off_mm - radius < least_mm) least_mm = n.off_mm - radius, width = 2 * radius;
    }
    return width;
}

/// The needle or channel whose axis is nearest.
template <class List>
const typename List::value_type& nearest_track(const List& list, const dvec3& at_mm) {
    constexpr double kLong_mm = 20;  // beyond any needle, both ways
    const auto off_mm = [&](const auto& one) {
        const dvec3 reach = kLong_mm * one.direction;
        return nearest_on(one.entry_mm - reach, one.entry_mm + reach, at_mm).off_mm;
    };
    return *std::min_element(list.begin(), list.end(),
                             [&](const auto& a, const auto& b) { return off_mm(a) < off_mm(b); });
}

std::string layer_figures(const Snapshot& s, const Strings& strings, sim::Layer layer,
                          const dvec3& at) {
    const double surface = sim::relief_mm(*s.tissue, at.x, at.y);
    const auto bottom = [&](sim::Layer one) {
        return sim::bound_mm(*s.tissue, one, at.x, at.y) - surface;
    };
    const int i = int(layer);
    const double top = i == 0 ? 0 : bottom(sim::Layer(i - 1));
    if (layer == sim::Layer::muscle)
        return strings.text("figures.below", {{"top", depth_text(top)}});
    const auto& mean = s.tissue->layers.bottom_mm;
    const double thick = mean[std::size_t(i)] - (i == 0 ? 0 : mean[std::size_t(i) - 1]);
    return strings.text(
        layer == sim::Layer::viable_epidermis ? "figures.living_epidermis" : "figures.layer",
        {{"top", depth_text(top)},
         {"bottom", depth_text(bottom(layer))},
         {"mean", depth_text(thick)}});
}

std::string figures(const Snapshot& s, const Strings& strings, const Picked& picked) {
    const dvec3& at = picked.at_mm;
    if (const auto layer = layer_of(picked.thing)) return layer_figures(s, strings, *layer, at);
    if (const auto structure = structure_of(picked.thing)) {
        const Fill width{"width", width_text(width_mm(*s.tissue, *structure, at))};
        if (at.z <= 0) return strings.text("figures.width", {width});
        return strings.text("figures.structure", {width, {"depth", depth_text(at.z)}});
    }
    switch (picked.thing) {
        case Thing::channel:
        case Thing::blood: {
            if (s.channels.empty()) return "";
            const sim::ChannelView& c = nearest_track(s.channels, at);
            if (picked.thing == Thing::blood)
                return strings.count("figures.blood", double(c.vessels));
            return strings.text("figures.channel",
                                {{"width", width_text(c.state.diameter_mm)},
                                 {"depth", depth_text(c.length_mm * c.direction.z)},
                                 {"share", of_100(c.cover)}});
        }
        case Thing::needle:
        case Thing::needle_coat: {
            if (s.needles.empty()) return "";
            const double tip = nearest_track(s.needles, at).tip_mm;
            const Fill width{"width", width_text(s.scenario->device.needle_diameter_mm)};
            return tip <= 0 ? strings.text("figures.needle_out", {width})
                            : strings.text("figures.needle", {width, {"depth", depth_text(tip)}});
        }
        case Thing::collagen_iii:
        case Thing::collagen_i:
            return strings.text("figures.collagen", {{"share", of_100(s.type_iii_share)}});
        case Thing::coagulated:
            return strings.text("figures.coagulated",
                                {{"top", depth_text(s.rf.coagulated.depth_mm[0])},
                                 {"bottom", depth_text(s.rf.coagulated.depth_mm[1])}});
        case Thing::neutrophil:
        case Thing::macrophage_m1:
        case Thing::macrophage_m2:
        case Thing::fibroblast:
            return strings.text("figures.cells");
        default:
            return "";
    }
}

}  // namespace

Told tell(const Snapshot& snapshot, const Strings& strings, const Picked& picked) {
    if (picked.thing == Thing::nothing) return {};
    const std::string key = "thing." + std::string(kThings[std::size_t(picked.thing)]);
    return {strings.text(key), strings.text(key + ".text"), figures(snapshot, strings, picked)};
}

}  // namespace session
