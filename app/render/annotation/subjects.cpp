#include "app/render/annotation/subjects.h"

#include "app/render/annotation/solids.h"
#include "app/render/heat_field.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace render {
namespace {

using session::Part;

constexpr double kHides_C = 43;        // the first line that the renderer draws
constexpr double kDuctCoil_mm = 0.03;  // a sweat duct winds so far about its tube
constexpr double kOutline_mm = 0.08;   // about a coagulated zone
constexpr float kLayerWorth_px = 1000;
constexpr double kDrop_mm = 0.3;  // a drop of blood covers so much skin

class Finder {
  public:
    Finder(const Picture& picture, const Box& zone, std::span<const Box> taken)
        : picture_(picture),
          tissue_(*picture.snapshot.tissue),
          zone_(zone),
          taken_(taken),
          faces_(picture.cut_faces()),
          solids_(solids_on(faces_, picture, Reach::plain)),
          obstacles_(solids_on(faces_, picture, Reach::all)),
          shafts_(shafts(picture)),
          plumb_(find_plumb()) {}

    std::vector<Anchor> find(Word name) {
        found_.clear();
        name_ = name;
        if (const auto layer = layer_named(name)) {
            if (picture_.shows(*layer)) on_plumb(*layer), on_top(*layer);
        } else if (structure_named(name)) {
            structure();
        } else {
            other();
        }
        return best();
    }

  private:
    struct Candidate {
        glm::dvec3 at_mm;
        glm::vec2 px;
        float cost;
    };

    /// A vertical line down a cut face.
    struct Plumb {
        SeenFace face;
        double u = 0;
        float top_px = 0;  ///< of the first layer it names
    };

    bool offer(const glm::dvec3& at, float cost) {
        if (!picture_.in_front(at)) return false;
        const glm::vec2 px = picture_.px(at);
        if (!in_zone(px)) return false;
        found_.push_back({at, px, cost});
        return true;
    }

    bool in_zone(const glm::vec2& px) const {
        return zone_.contains(px) && std::none_of(taken_.begin(), taken_.end(), [&](const Box& b) {
                   return b.grown(8 * picture_.unit()).contains(px);
               });
    }

    /// Nothing but the thing itself is seen there.
    bool clear(const glm::dvec3& at, const glm::vec2& px) const {
        if (name_ == Word::needle_tip) return true;
        const float air_px = 5 * picture_.unit();
        const auto structure = structure_named(name_);
        // Heat and its outlines hide fine structures; vessels show through.
        if (structure && !sim::is_vessel(*structure) && picture_.view.shows(Part::heat) &&
            picture_.snapshot.heat.grid && temperature_at(picture_.snapshot.heat, at) > kHides_C)
            return false;
        for (const Shaft& s : shafts_)
            if (distance_to_segment(px, s.a, s.b) < s.radius_px + air_px) return false;
        const bool region = layer_named(name_).has_value() || name_ == Word::junction;
        const double dot_mm = double(picture_.camera.pixel_mm) * double(air_px);
        const double air_mm = region                        ? dot_mm
                              : name_ == Word::new_collagen ? std::max(dot_mm, kDuctCoil_mm)
                              : structure                   ? 0.8 * dot_mm
                                                            : 0.0;
        for (const Solid& s : obstacles_) {
            // Far off, as most are: one distance instead of a projection.
            const double reach = glm::length(s.b_mm - s.a_mm) +
                                 std::max(s.a_radius_mm, s.b_radius_mm) +
                                 std::max(air_mm, kOutline_mm);
            const glm::dvec3 away = at - s.a_mm;
            if (glm::dot(away, away) > reach * reach) continue;
            const bool wound = s.name == Word::microchannel || s.name == Word::new_collagen ||
                               s.name == Word::coagulated;
            const bool around =
                s.name == name_ || (name_ == Word::hair && s.name == Word::follicle) ||
                (name_ == Word::follicle && s.name == Word::hair) ||
                (wound && (name_ == Word::new_collagen || name_ == Word::fibroblasts)) ||
                (name_ == Word::microchannel && s.name == Word::new_collagen);
            const double rim_mm =
                structure && s.name == Word::coagulated ? std::max(air_mm, kOutline_mm) : air_mm;
            if (!around && s.distance_mm(at) < rim_mm) return false;
        }
        return true;
    }

    /// The cheapest that are clear, spaced out. Most candidates are never looked at.
    std::vector<Anchor> best() {
        std::stable_sort(found_.begin(), found_.end(),
                         [](const Candidate& a, const Candidate& b) { return a.cost < b.cost; });
        std::vector<Anchor> out;
        for (const Candidate& c : found_) {
            const bool new_place = std::none_of(out.begin(), out.end(), [&](const Anchor& a) {
                return glm::length(a.px - c.px) < 12 * picture_.unit();
            });
            if (new_place && clear(c.at_mm, c.px))
                out.push_back({world_from_tissue(c.at_mm), c.px, c.cost});
            if (out.size() == kMostAnchors) break;
        }
        return out;
    }

    /// Places across the visible width of a face, from its ends inwards: labels stand outside.
    std::vector<double> columns(const SeenFace& face, int count) const {
        const float y = (zone_.low.y + zone_.high.y) / 2;
        const auto left = picture_.u_at(face, {zone_.low.x, y});
        const auto right = picture_.u_at(face, {zone_.high.x, y});
        if (!left || !right) return {};
        const double low = std::clamp(std::min(*left, *right), 0.02, 0.98);
        const double high = std::clamp(std::max(*left, *right), 0.02, 0.98);
        std::vector<double> out;
        for (int i = 0; i < count; ++i) {
            const int k = i % 2 == 0 ? count - 1 - i / 2 : i / 2;
            out.push_back(low + (high - low) * (0.04 + 0.92 * k / (count - 1)));
        }
        return out;
    }

    /// Needles press the skin in: away from them the model's surfaces are where they are drawn.
    float near_needle(const glm::dvec3& at) const {
        double pushed_mm = 0;
        for (const sim::NeedleView& n : picture_.snapshot.needles)
            pushed_mm += n.dimple_mm *
                         std::exp(-std::hypot(at.x - n.entry_mm.x, at.y - n.entry_mm.y) / 0.26);
        return std::min(60.0f, float(pushed_mm / 0.0003)) * picture_.unit();
    }

    /// The places that name a layer on a plumb line: its middle, then above and below; the middle
    /// alone where it is thin.
    std::vector<Candidate> places(const SeenFace& face, double u, sim::Layer layer) const {
        const glm::dvec3 p = face.at(u, 0);
        const double top_mm = layer == sim::Layer::stratum_corneum
                                  ? sim::relief_mm(tissue_, p.x, p.y)
                                  : sim::bound_mm(tissue_, sim::Layer(int(layer) - 1), p.x, p.y);
        const double bottom_mm =
            std::min(sim::bound_mm(tissue_, layer, p.x, p.y), tissue_.block.floor_mm);
        if (bottom_mm <= top_mm || !picture_.in_front(face.at(u, top_mm))) return {};
        const float top = picture_.px(face.at(u, top_mm)).y;
        const float bottom = picture_.px(face.at(u, bottom_mm)).y;
        const float seen = std::min(bottom, zone_.high.y) - std::max(top, zone_.low.y);
        if (seen < 1.5f) return {};
        const float unit = picture_.unit();
        const float thin = 12 * unit * std::max(0.0f, 1 - seen / (9 * unit));
        std::vector<Candidate> out;
        for (const float share : {0.5f, 0.35f, 0.65f, 0.2f, 0.8f}) {
            if (share != 0.5f && seen < 8 * unit) break;
            const float y = std::max(top, zone_.low.y) + share * seen;
            const double depth = top_mm + (bottom_mm - top_mm) * double((y - top) / (bottom - top));
            const glm::dvec3 at = face.at(u, depth);
            const glm::vec2 px = picture_.px(at);
            const float aside = 40 * unit * std::fabs(share - 0.5f);
            if (in_zone(px)) out.push_back({at, px, thin + near_needle(at) + aside});
        }
        return out;
    }

    /// Where most layers can be named; of such places one near the right end, rather on the
    /// section than on a side seen askew.
    std::optional<Plumb> find_plumb() {
        std::optional<Plumb> best;
        float best_cost = 0;
        for (const SeenFace& face : faces_)
            for (const double u : columns(face, 24)) {
                float cost =
                    (face.edge == session::Edge::section ? 0.0f : 250.0f) * picture_.unit();
                std::optional<Plumb> here;
                for (int i = 0; i < sim::kLayerCount; ++i) {
                    if (!picture_.shows(sim::Layer(i))) continue;
                    name_ = Word(int(Word::stratum_corneum) + i);
                    bool named = false;
                    for (const Candidate& c : places(face, u, sim::Layer(i))) {
                        if (!clear(c.at_mm, c.px)) continue;
                        if (!here) here = Plumb{face, u, c.px.y};
                        cost += c.cost + 0.2f * (zone_.high.x - c.px.x) - kLayerWorth_px;
                        named = true;
                        for (const Shaft& shaft : shafts_)  // that a leader would run across
                            if (segments_cross(shaft.a, shaft.b, c.px, {zone_.high.x, c.px.y}))
                                cost += 150 * picture_.unit();
                        break;
                    }
                    if (!named) cost += 0.2f * zone_.high.x;
                }
                if (here && (!best || cost < best_cost)) best = here, best_cost = cost;
            }
        return best;
    }

    void on_plumb(sim::Layer layer) {
        if (!plumb_) return;
        for (const Candidate& c : places(plumb_->face, plumb_->u, layer)) found_.push_back(c);
    }

    bool under_blood(const glm::dvec3& at) const {
        const sim::Snapshot& s = picture_.snapshot;
        return s.stage <= sim::Stage::closing && picture_.view.shows(Part::channels) &&
               std::any_of(s.channels.begin(), s.channels.end(), [&](const sim::ChannelView& c) {
                   return c.bleed_mm3 > 0 &&
                          std::hypot(at.x - c.entry_mm.x, at.y - c.entry_mm.y) < kDrop_mm;
               });
    }

    template <class Visit>
    void over_top(int columns, int rows, Visit visit) const {
        const sim::Block& block = tissue_.block;
        for (int j = 0; j < rows; ++j)
            for (int i = 0; i < columns; ++i) {
                const double u = (i + 0.5) / columns, v = (j + 0.5) / rows;
                const double x = (u - 0.5) * block.width_mm, y = v * block.length_mm;
                if (picture_.section.behind_mm({x, y, 0}) > 0) visit(x, y);
            }
    }

    void on_top(sim::Layer layer) {
        if (layer != picture_.top_layer() || !picture_.top_seen()) return;
        const bool from_above = picture_.view.name == session::ViewName::surface;
        over_top(12, 8, [&](double x, double y) {
            const glm::dvec3 at{x, y, picture_.top_mm(x, y) + 0.002};
            // Above the layers that a cut face names.
            if (under_blood(at) || (plumb_ && picture_.px(at).y >= plumb_->top_px)) return;
            offer(at, near_needle(at) + (from_above ? 0.0f : 4 * picture_.unit()));
        });
    }

    void structure() {
        for (const Solid& s : solids_)
            if (s.name == name_)
                for (const SeenFace& face : faces_) along(s, face);
    }

    /// Places on a flattened capsule: on its axis, then to either side of it.
    void along(const Solid& s, const SeenFace& face) {
        if (std::fabs(glm::dot(s.a_mm - face.origin_mm, face.outward)) > 1e-6) return;
        // On a side seen askew fine things are not made out.
        if (face.outward.y >= 0 && section_seen()) return;
        const glm::dvec3 beside = glm::cross(face.outward, s.b_mm - s.a_mm);
        const double length = glm::length(beside);
        for (const double t : {0.1, 0.3, 0.5, 0.7, 0.9}) {
            const glm::dvec3 on = s.at(t);
            const float half_px = picture_.length_px(on, s.radius_mm(t));
            if (half_px < 1.3f) continue;
            const double u = glm::dot(on - face.origin_mm, face.across_mm) /
                             glm::dot(face.across_mm, face.across_mm);
            if (u < 0 || u > 1 || !zone_.contains(picture_.px(on))) continue;
            if (!picture_.shows(sim::layer_at(tissue_, on))) continue;
            // Large cuts first, and those on the section rather than on a side seen askew.
            const float cost = (4 * std::max(0.0f, 8 - half_px) + (face.outward.y < 0 ? 0 : 110)) *
                               picture_.unit();
            offer(on, cost);
            if (length < 1e-9) continue;
            for (const double side : {-0.62, 0.62})
                offer(on + side * s.radius_mm(t) / length * beside, cost + 1);
        }
    }

    void other() {
        const sim::Snapshot& s = picture_.snapshot;
        switch (name_) {
            case Word::needle_tip:
                return needle();
            case Word::junction:
                return junction();
            case Word::microchannel:
                return channel();
            case Word::coagulated:
                return coagulated();
            case Word::new_collagen:
                if (picture_.view.shows(Part::collagen) &&
                    s.healing.collagen_iii + s.healing.collagen_i > 0.01)
                    features(), new_collagen();
                return;
            case Word::fibroblasts:
                if (picture_.view.shows(Part::cells)) features();
                return;
            case Word::bleeding:
                return bleeding();
            case Word::rolling_scar:
                return hollow(sim::Concern::rolling_scar);
            case Word::boxcar_scar:
                return hollow(sim::Concern::boxcar_scar);
            case Word::icepick_scar:
                return hollow(sim::Concern::icepick_scar);
            case Word::fine_line:
                return hollow(sim::Concern::fine_lines);
            case Word::pore:
                return hollow(sim::Concern::enlarged_pores);
            default:
                return;
        }
    }

    /// The foot of a place on the section, and to the right of that.
    glm::dvec3 on_face(const glm::dvec3& at, double beside_mm) const {
        return picture_.section.at(picture_.section.along_mm(at) + beside_mm, at.z);
    }
    bool section_seen() const {
        return !faces_.empty() && faces_.front().edge == session::Edge::section;
    }

    void needle() {
        const int hero = hero_needle(picture_.view, picture_.snapshot);
        if (hero < 0 || !picture_.view.shows(Part::needles)) return;
        const glm::dvec3 tip = tip_mm(picture_.snapshot.needles[std::size_t(hero)]);
        if (tip.z <= 0 || (on_section(picture_, tip) && section_seen())) offer(tip, 0);
    }

    void junction() {
        if (!picture_.shows(sim::Layer::viable_epidermis) ||
            !picture_.shows(sim::Layer::papillary_dermis))
            return;
        if (!plumb_) return;
        const glm::dvec3 p = plumb_->face.at(plumb_->u, 0);
        const glm::dvec3 at = plumb_->face.at(
            plumb_->u, sim::bound_mm(tissue_, sim::Layer::viable_epidermis, p.x, p.y));
        offer(at, near_needle(at));
    }

    /// Places on the tracks that lie in the cut face, by share of their length.
    void track(std::initializer_list<double> shares, double beside_mm) {
        if (!section_seen()) return;
        for (const sim::ChannelView& c : picture_.snapshot.channels) {
            if (!on_section(picture_, c.entry_mm)) continue;
            for (const double share : shares) {
                glm::dvec3 at = c.entry_mm + share * c.length_mm * c.direction;
                at = on_face(at, beside_mm);
                if (picture_.shows(sim::layer_at(tissue_, at))) offer(at, 0);
            }
        }
    }

    /// In the column about the channel nearest to the middle; another where that is out of sight.
    void new_collagen() {
        if (!section_seen()) return;
        double middle_mm = 1e9;
        for (const sim::ChannelView& c : picture_.snapshot.channels)
            if (on_section(picture_, c.entry_mm))
                middle_mm = std::min(middle_mm, std::fabs(c.entry_mm.x));
        for (const sim::ChannelView& c : picture_.snapshot.channels) {
            if (!on_section(picture_, c.entry_mm)) continue;
            const float other = std::fabs(c.entry_mm.x) > middle_mm + 0.05 ? 1000.0f : 0.0f;
            for (const double share : {0.3, 0.2, 0.4, 0.5, 0.6, 0.7})
                for (const double beside_mm : {0.05, -0.05, 0.0, 0.08, -0.08}) {
                    glm::dvec3 at = c.entry_mm + share * c.length_mm * c.direction;
                    at = on_face(at, beside_mm);
                    if (picture_.shows(sim::layer_at(tissue_, at)) &&
                        sim::layer_at(tissue_, at) >= sim::Layer::papillary_dermis)
                        offer(at, other);
                }
        }
    }

    void channel() {
        const sim::Snapshot& s = picture_.snapshot;
        if (!picture_.view.shows(Part::channels) || s.tip_in_skin || s.channels.empty()) return;
        const sim::ChannelState& state = s.channels.front().state;
        if (picture_.length_px(s.channels.front().entry_mm, state.diameter_mm) < 1.5f) return;
        track({0.6, 0.45, 0.75, 0.3}, 0);
        if (!picture_.top_seen()) return;
        for (const sim::ChannelView& c : s.channels)
            if (picture_.section.behind_mm(c.entry_mm) > 0) {
                const glm::dvec3 at{c.entry_mm.x, c.entry_mm.y,
                                    picture_.top_mm(c.entry_mm.x, c.entry_mm.y)};
                offer(at, 10 * picture_.unit());
            }
    }

    void coagulated() {
        const sim::Snapshot& s = picture_.snapshot;
        if (!picture_.view.shows(Part::heat) || !s.heat.grid || !section_seen()) return;
        for (const Solid& zone : solids_) {
            if (zone.name != Word::coagulated) continue;
            for (const double side : {0.6, -0.6, 0.8, -0.8, 0.35, -0.35})
                for (const double share : {0.5, 0.35, 0.65}) {
                    glm::dvec3 at = zone.at(share);
                    at = on_face(at, side * zone.a_radius_mm);
                    if (necrosis_at(s.heat, at) >= 1) offer(at, 0);
                }
        }
    }

    void bleeding() {
        if (!picture_.view.shows(Part::channels) || !picture_.top_seen()) return;
        for (const sim::ChannelView& c : picture_.snapshot.channels)
            if (c.bleed_mm3 > 1e-4 && picture_.section.behind_mm(c.entry_mm) >= 0)
                offer({c.entry_mm.x, c.entry_mm.y, picture_.top_mm(c.entry_mm.x, c.entry_mm.y)}, 0);
    }

    /// The deepest places of the surface, where the concern is one that hollows it.
    void hollow(sim::Concern concern) {
        if (tissue_.skin.concern != concern || !picture_.top_seen() ||
            picture_.top_layer() != sim::Layer::stratum_corneum)
            return;
        double deepest = 0.03;
        const auto visit = [&](auto&& keep) {
            over_top(24, 14,
                     [&](double x, double y) { keep(x, y, sim::relief_mm(tissue_, x, y)); });
        };
        visit([&](double, double, double relief) { deepest = std::max(deepest, relief); });
        visit([&](double x, double y, double relief) {
            if (relief > 0.9 * deepest && deepest > 0.03 && !under_blood({x, y, relief}))
                offer({x, y, relief}, float(200 * (deepest - relief) / deepest) * picture_.unit());
        });
    }

    void features() {
        for (const Feature& f : picture_.options.features)
            if (f.name == name_) offer(glm::dvec3(f.world_mm) * glm::dvec3(1, 1, -1), 0);
    }

    const Picture& picture_;
    const sim::Tissue& tissue_;
    Box zone_;
    std::span<const Box> taken_;
    std::vector<SeenFace> faces_;
    std::vector<Solid> solids_;  ///< that can be named
    std::vector<Solid> obstacles_;
    std::vector<Shaft> shafts_;
    Word name_ = Word::count;
    std::vector<Candidate> found_;
    std::optional<Plumb> plumb_;  ///< last, for it is found by means of the others
};

}  // namespace

std::vector<Subject> find_subjects(const Picture& picture, const std::vector<Word>& names,
                                   const Box& zone, std::span<const Box> taken) {
    Finder finder(picture, zone, taken);
    std::vector<Subject> out;
    for (const Word name : names) {
        std::vector<Anchor> anchors = finder.find(name);
        if (!anchors.empty()) out.push_back({name, std::move(anchors)});
    }
    return out;
}

}  // namespace render
