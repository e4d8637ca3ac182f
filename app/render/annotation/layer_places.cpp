// Where layers and what they are made of are named.
#include "app/render/annotation/sight.h"
#include "app/render/annotation/subjects.h"

#include <glm/geometric.hpp>

#include <cmath>

namespace render {
namespace {

constexpr float kLayerWorth_px = 1000;

/// Upper and lower bound of a layer under a point of a face, mm.
struct Span {
    double top_mm = 0, bottom_mm = 0;
};

Span span_of(const Sight& sight, sim::Layer layer, const glm::dvec3& under) {
    const auto i = std::size_t(layer);
    const sim::Column& column = sight.column_under(under);
    return {i == 0 ? column.relief_mm : column.bottom_mm[i - 1],
            std::min(column.bottom_mm[i], sight.tissue.block.floor_mm)};
}

/// The places that name a layer on a plumb line: its middle, then above and below; the middle
/// alone where it is thin.
std::vector<Candidate> down_line(const Sight& sight, const SeenFace& face, double u,
                                 sim::Layer layer) {
    const auto [top_mm, bottom_mm] = span_of(sight, layer, face.at(u, 0));
    if (bottom_mm - top_mm < 1e-6) return {};
    const float top = sight.picture.px(face.at(u, top_mm)).y,
                bottom = sight.picture.px(face.at(u, bottom_mm)).y;
    const float seen = std::min(bottom, sight.zone.high.y) - std::max(top, sight.zone.low.y);
    if (seen < 1.5f) return {};
    const float unit = sight.picture.unit();
    const float thin = 12 * unit * std::max(0.0f, 1 - seen / (9 * unit));
    std::vector<Candidate> out;
    for (const float share : {0.5f, 0.35f, 0.65f, 0.2f, 0.8f}) {
        if (share != 0.5f && seen < 8 * unit) break;
        const float y = std::max(top, sight.zone.low.y) + share * seen;
        const double depth = top_mm + (bottom_mm - top_mm) * double((y - top) / (bottom - top));
        const glm::dvec3 at = face.at(u, depth);
        // Needles carry thin layers down from under their names.
        if (sight.picture.length_px(at, sight.pushed_mm(at)) > 0.4f * seen) continue;
        const float aside = 40 * unit * std::fabs(share - 0.5f);
        if (const auto c = sight.place(at, thin + sight.near_needle(at) + aside)) out.push_back(*c);
    }
    return out;
}

/// Calls visit(face, u) over the section, which alone shows what is small.
template <class Visit>
void over_section(const Sight& sight, int count, Visit visit) {
    if (!sight.section_seen()) return;
    for (const double u : sight.columns(sight.faces.front(), count)) visit(sight.faces.front(), u);
}

}  // namespace

std::optional<Plumb> find_plumb(const Sight& sight) {
    const Picture& p = sight.picture;
    std::optional<Plumb> best;
    float best_cost = 0;
    for (const SeenFace& face : sight.faces)
        for (const double u : sight.columns(face, 24)) {
            float cost = (face.section ? 0.0f : 250.0f) * p.unit();
            std::optional<Plumb> here;
            for (int i = 0; i < sim::kLayerCount; ++i) {
                if (!p.shows(sim::Layer(i))) continue;
                const Word name = Word(int(Word::stratum_corneum) + i);
                const auto places = down_line(sight, face, u, sim::Layer(i));
                const auto clear =
                    std::find_if(places.begin(), places.end(),
                                 [&](const Candidate& c) { return sight.clear(name, c); });
                if (clear == places.end()) {
                    cost += 0.2f * sight.zone.high.x;
                    continue;
                }
                if (!here) here = Plumb{face, u, clear->px.y};
                cost += clear->cost + 0.2f * (sight.zone.high.x - clear->px.x) - kLayerWorth_px +
                        150 * p.unit() * float(sight.shafts_to_the_right(clear->px));
            }
            if (here && (!best || cost < best_cost)) best = here, best_cost = cost;
        }
    return best;
}

std::vector<Candidate> layer_places(const Sight& sight, const std::optional<Plumb>& plumb,
                                    sim::Layer layer) {
    const Picture& p = sight.picture;
    if (!p.shows(layer)) return {};
    std::vector<Candidate> out;
    if (plumb) out = down_line(sight, plumb->face, plumb->u, layer);
    const float plumb_px = plumb ? p.px(plumb->face.at(plumb->u, 0)).x : sight.zone.high.x;
    // A thick layer that something hides on the plumb line is named elsewhere on a flat section.
    if (p.camera.orthographic && layer >= sim::Layer::papillary_dermis)
        over_section(sight, 12, [&](const SeenFace& face, double u) {
            for (Candidate c : down_line(sight, face, u, layer)) {
                c.cost += 160 * p.unit() + 0.3f * std::fabs(c.px.x - plumb_px);
                out.push_back(c);
            }
        });
    if (layer != p.top_layer() || !p.top_seen()) return out;
    const float aside = p.view.name == session::ViewName::surface ? 0 : 4 * p.unit();
    sight.over_top(12, 8, [&](double x, double y) {
        const glm::dvec3 at{x, y, p.top_mm(x, y) + 0.002};
        const auto c = sight.place(at, sight.near_needle(at) + aside);
        // Above the layers that a cut face names.
        if (c && !sight.under_blood(at) && !(plumb && c->px.y >= plumb->top_px)) out.push_back(*c);
    });
    return out;
}

std::vector<Candidate> detail_places(const Sight& sight, Word name) {
    const auto home = layer_of_detail(name);
    if (!home || !sight.picture.shows(*home)) return {};
    std::vector<Candidate> out;
    const float unit = sight.picture.unit();
    const auto offer = [&](const glm::dvec3& at, double high_mm, float cost) {
        const float high_px = sight.picture.length_px(at, high_mm);
        if (high_px < 6 * unit) return;
        // As for whole layers; a line has no thickness, and deeper down the push has faded.
        const float pushed_px = sight.picture.length_px(at, sight.pushed_mm(at));
        const bool layered = *home == sim::Layer::viable_epidermis && name != Word::junction;
        if (layered && pushed_px > 0.4f * high_px) return;
        const float thin = std::max(0.0f, 20 * unit - 2 * high_px);
        if (sim::layer_at(sight.tissue, at) != *home) return;
        if (const auto c = sight.place(at, cost + thin + sight.near_needle(at))) out.push_back(*c);
    };
    over_section(sight, 24, [&](const SeenFace& face, double u) {
        const glm::dvec3 under = face.at(u, 0);
        const Span span = span_of(sight, *home, under);
        const double top_mm = span.top_mm, bottom_mm = span.bottom_mm;
        const double high_mm = bottom_mm - top_mm;
        const float far = 0.3f * (sight.zone.high.x - sight.picture.px(face.at(u, top_mm)).x);
        const auto at_share = [&](double share) { return face.at(u, top_mm + share * high_mm); };
        // How far the junction stands above its mean: a papilla, or below it: a ridge.
        const double junction_mm = name == Word::papilla ? top_mm : bottom_mm;
        const double rete_mm = 0.3 * sight.tissue.rete_height_mm;
        const double rise_mm =
            sight.tissue.layers.junction_mm() + sight.column_under(under).relief_mm - junction_mm;
        switch (name) {
            case Word::granular_layer:
                return offer(at_share(0.5 * kGranularShare), kGranularShare * high_mm, far);
            case Word::spinous_layer:
                return offer(at_share(0.5), 0.5 * high_mm, far);
            case Word::basal_layer:
                return offer(face.at(u, bottom_mm - 0.5 * kBasalRow_mm), kBasalRow_mm, far);
            case Word::rete_ridge:
                if (rise_mm < -rete_mm) offer(face.at(u, junction_mm - rete_mm), rete_mm, far);
                return;
            case Word::papilla:
                if (rise_mm > rete_mm) offer(face.at(u, junction_mm + rete_mm), rete_mm, far);
                return;
            case Word::junction:
                // Named on the line itself: a hair's breadth above it, where the last cells stand.
                return offer(face.at(u, bottom_mm - 1e-6), kBasalRow_mm, far);
            case Word::collagen_bundles:
            case Word::fat_cells:
                for (const double share : {0.35, 0.6, 0.2, 0.8})
                    offer(at_share(share), 0.06, far + 20 * unit);
                return;
            default:
                return;
        }
    });
    return out;
}

}  // namespace render
