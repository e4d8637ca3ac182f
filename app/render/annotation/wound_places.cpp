// Where needles, channels and what follows from them are named, and what the skin came with.
#include "app/render/annotation/sight.h"
#include "app/render/annotation/subjects.h"
#include "app/render/heat_field.h"

#include <cmath>
#include <initializer_list>

namespace render {
namespace {

using session::Part;

/// Gathers the places that a Sight admits.
class Gathering {
  public:
    explicit Gathering(const Sight& sight) : sight_(sight), p_(sight.picture) {}

    void needle() {
        const int hero = hero_needle(p_.view, p_.snapshot);
        if (hero < 0 || !p_.view.shows(Part::needles)) return;
        const glm::dvec3 tip = tip_mm(p_.snapshot.needles[std::size_t(hero)]);
        if (tip.z <= 0 || (on_section(p_, tip) && sight_.section_seen())) offer(tip, 0);
    }

    void channel() {
        const sim::Snapshot& s = p_.snapshot;
        if (!p_.view.shows(Part::channels) || s.tip_in_skin || s.channels.empty()) return;
        const sim::ChannelState& state = s.channels.front().state;
        if (p_.length_px(s.channels.front().entry_mm, state.diameter_mm) < 1.5f) return;
        for (const sim::ChannelView& c : s.channels) along(c, {0.6, 0.45, 0.75, 0.3}, {0.0}, 0);
        if (!p_.top_seen()) return;
        for (const sim::ChannelView& c : s.channels)
            if (p_.behind_section_mm(c.entry_mm) > 0 && !sight_.under_blood(c.entry_mm))
                offer(on_skin(c), 10 * p_.unit());
    }

    /// In the column about the channel nearest to the middle; another where that is out of sight.
    void new_collagen() {
        const sim::Snapshot& s = p_.snapshot;
        if (!p_.view.shows(Part::collagen) || s.healing.collagen_iii + s.healing.collagen_i <= 0.01)
            return;
        features(Word::new_collagen, in_dermis);
        double middle_mm = 1e9;
        for (const sim::ChannelView& c : s.channels)
            if (on_section(p_, c.entry_mm))
                middle_mm = std::min(middle_mm, std::fabs(c.entry_mm.x));
        for (const sim::ChannelView& c : s.channels) {
            const float other = std::fabs(c.entry_mm.x) > middle_mm + 0.05 ? 1000.0f : 0.0f;
            along(c, {0.3, 0.2, 0.4, 0.5, 0.6, 0.7}, {0.05, -0.05, 0.0, 0.08, -0.08}, other,
                  in_dermis);
        }
    }

    void coagulated() {
        const sim::Snapshot& s = p_.snapshot;
        if (!p_.view.shows(Part::heat) || !s.heat.grid || !sight_.section_seen()) return;
        for (const Solid& zone : sight_.solids) {
            if (zone.name != Word::coagulated) continue;
            // Within its outline, and outside a needle that stands in it.
            for (const double side : {0.6, -0.6, 0.8, -0.8, 0.95, -0.95, 0.35, -0.35})
                for (const double share : {0.5, 0.35, 0.65, 0.8}) {
                    const glm::dvec3 at = beside(zone.at(share), side * zone.a_radius_mm);
                    if (necrosis_at(s.heat, at) >= 1) offer(at, 0);
                }
        }
    }

    void bleeding() {
        if (!p_.view.shows(Part::channels) || !p_.top_seen()) return;
        for (const sim::ChannelView& c : p_.snapshot.channels)
            if (c.bleed_mm3 > 1e-4 && p_.behind_section_mm(c.entry_mm) >= 0) offer(on_skin(c), 0);
    }

    /// The deepest places of the surface, where the concern is one that hollows it.
    void hollow(sim::Concern concern) {
        if (sight_.tissue.skin.concern != concern || !p_.top_seen() ||
            p_.top_layer() != sim::Layer::stratum_corneum)
            return;
        double deepest = 0.03;
        const auto visit = [&](auto&& keep) {
            sight_.over_top(24, 14, [&](double x, double y) {
                keep(x, y, sim::relief_mm(sight_.tissue, x, y));
            });
        };
        visit([&](double, double, double relief) { deepest = std::max(deepest, relief); });
        visit([&](double x, double y, double relief) {
            if (relief > 0.9 * deepest && !sight_.under_blood({x, y, relief}))
                offer({x, y, relief}, float(200 * (deepest - relief) / deepest) * p_.unit());
        });
    }

    void features(Word name, bool (*grows_in)(sim::Layer) = anywhere) {
        for (const Feature& f : p_.options.features) {
            const glm::dvec3 at = glm::dvec3(f.world_mm) * glm::dvec3(1, 1, -1);
            if (f.name == name && grows_in(sim::layer_at(sight_.tissue, at))) offer(at, 0);
        }
    }

    std::vector<Candidate> found;

  private:
    static bool anywhere(sim::Layer) { return true; }
    static bool in_dermis(sim::Layer layer) {
        return layer == sim::Layer::papillary_dermis || layer == sim::Layer::reticular_dermis;
    }

    void offer(const glm::dvec3& at, float cost) {
        if (const auto c = sight_.place(at, cost)) found.push_back(*c);
    }

    glm::dvec3 on_skin(const sim::ChannelView& c) const {
        return {c.entry_mm.x, c.entry_mm.y, p_.top_mm(c.entry_mm.x, c.entry_mm.y)};
    }

    /// A point of the section, so far along it from where `at` is projected to.
    glm::dvec3 beside(const glm::dvec3& at, double along_mm) const {
        const glm::dvec3& across = sight_.faces.front().across_mm;
        return p_.on_section_mm(at) + along_mm / glm::length(across) * across;
    }

    /// Places on a track that lies in the section, by share of its length and distance from it.
    void along(const sim::ChannelView& c, std::initializer_list<double> shares,
               std::initializer_list<double> besides_mm, float cost,
               bool (*grows_in)(sim::Layer) = anywhere) {
        if (!sight_.section_seen() || !on_section(p_, c.entry_mm)) return;
        for (const double share : shares)
            for (const double beside_mm : besides_mm) {
                const glm::dvec3 at =
                    beside(c.entry_mm + share * c.length_mm * c.direction, beside_mm);
                const sim::Layer layer = sim::layer_at(sight_.tissue, at);
                if (p_.shows(layer) && grows_in(layer)) offer(at, cost);
            }
    }

    const Sight& sight_;
    const Picture& p_;
};

}  // namespace

std::vector<Candidate> wound_places(const Sight& sight, Word name) {
    Gathering gathering(sight);
    switch (name) {
        case Word::needle_tip:
            gathering.needle();
            break;
        case Word::microchannel:
            gathering.channel();
            break;
        case Word::coagulated:
            gathering.coagulated();
            break;
        case Word::new_collagen:
            gathering.new_collagen();
            break;
        case Word::fibroblasts:
            if (sight.picture.view.shows(Part::cells)) gathering.features(name);
            break;
        case Word::bleeding:
            gathering.bleeding();
            break;
        default:
            break;
    }
    return std::move(gathering.found);
}

std::vector<Candidate> relief_places(const Sight& sight, Word name) {
    constexpr std::pair<Word, sim::Concern> kHollows[] = {
        {Word::rolling_scar, sim::Concern::rolling_scar},
        {Word::boxcar_scar, sim::Concern::boxcar_scar},
        {Word::icepick_scar, sim::Concern::icepick_scar},
        {Word::fine_line, sim::Concern::fine_lines},
        {Word::pore, sim::Concern::enlarged_pores}};
    Gathering gathering(sight);
    for (const auto& [word, concern] : kHollows)
        if (word == name) gathering.hollow(concern);
    return std::move(gathering.found);
}

}  // namespace render
