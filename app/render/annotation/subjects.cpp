#include "app/render/annotation/subjects.h"

#include "app/render/annotation/solids.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace render {
namespace {

using session::Part;

class Finder {
  public:
    Finder(const Picture& picture, const Box& zone)
        : picture_(picture),
          tissue_(*picture.snapshot.tissue),
          zone_(zone),
          faces_(picture.cut_faces()),
          solids_(solids_on(faces_, picture, Reach::plain)),
          obstacles_(solids_on(faces_, picture, Reach::all)),
          shafts_(shafts(picture)) {}

    std::vector<Anchor> find(Word name) {
        found_.clear();
        name_ = name;
        if (const auto layer = layer_named(name)) {
            if (picture_.shows(*layer)) on_cut(*layer), on_top(*layer);
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

    bool offer(const glm::dvec3& at, float cost) {
        if (!picture_.in_front(at)) return false;
        const glm::vec2 px = picture_.px(at);
        if (!zone_.contains(px)) return false;
        found_.push_back({at, px, cost});
        return true;
    }

    /// Nothing but the thing itself is seen there.
    bool clear(const glm::dvec3& at, const glm::vec2& px) const {
        if (name_ == Word::needle_tip) return true;
        const float air_px = 5 * picture_.unit();
        for (const Shaft& s : shafts_)
            if (distance_to_segment(px, s.a, s.b) < s.radius_px + air_px) return false;
        const bool region = layer_named(name_).has_value() || name_ == Word::junction;
        const double air_mm = region ? double(picture_.camera.pixel_mm) * double(air_px) : 0.0;
        for (const Solid& s : obstacles_) {
            // Far off, as most are: one distance instead of a projection.
            const double reach =
                glm::length(s.b_mm - s.a_mm) + std::max(s.a_radius_mm, s.b_radius_mm) + air_mm;
            const glm::dvec3 away = at - s.a_mm;
            if (glm::dot(away, away) > reach * reach) continue;
            const bool wound = s.name == Word::microchannel || s.name == Word::new_collagen ||
                               s.name == Word::coagulated;
            const bool around =
                s.name == name_ || (name_ == Word::hair && s.name == Word::follicle) ||
                (wound && (name_ == Word::new_collagen || name_ == Word::fibroblasts)) ||
                (name_ == Word::microchannel && s.name == Word::new_collagen);
            if (!around && s.distance_mm(at) < air_mm) return false;
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

    void on_cut(sim::Layer layer) {
        const int count = faces_.size() > 1 ? 6 : 12;
        for (const SeenFace& face : faces_)
            for (const double u : columns(face, count)) {
                const glm::dvec3 p = face.at(u, 0);
                const double floor = tissue_.block.floor_mm;
                const double top =
                    layer == sim::Layer::stratum_corneum
                        ? sim::relief_mm(tissue_, p.x, p.y)
                        : sim::bound_mm(tissue_, sim::Layer(int(layer) - 1), p.x, p.y);
                const double bottom = std::min(sim::bound_mm(tissue_, layer, p.x, p.y), floor);
                if (bottom > top) middle_of(face, u, top, bottom);
            }
    }

    /// Offers the middle of what is seen of a span of depths, then places above and below it.
    void middle_of(const SeenFace& face, double u, double top_mm, double bottom_mm) {
        const float top = picture_.px(face.at(u, top_mm)).y;
        const float bottom = picture_.px(face.at(u, bottom_mm)).y;
        const float seen = std::min(bottom, zone_.high.y) - std::max(top, zone_.low.y);
        if (seen < 1.5f) return;
        const float thin = 12 * picture_.unit() * std::max(0.0f, 1 - seen / (9 * picture_.unit()));
        for (const float share : {0.5f, 0.3f, 0.7f}) {
            const float y = std::max(top, zone_.low.y) + share * seen;
            const double depth = top_mm + (bottom_mm - top_mm) * double((y - top) / (bottom - top));
            const glm::dvec3 at = face.at(u, depth);
            const float aside = share == 0.5f ? 0 : 14 * picture_.unit();
            if (!offer(at, thin + near_needle(at) + aside) || seen < 8 * picture_.unit()) return;
        }
    }

    template <class Visit>
    void over_top(int columns, int rows, Visit visit) const {
        const sim::Block& block = tissue_.block;
        for (int j = 0; j < rows; ++j)
            for (int i = 0; i < columns; ++i) {
                const double u = (i + 0.5) / columns, v = (j + 0.5) / rows;
                visit((u - 0.5) * block.width_mm,
                      picture_.view.section_mm + v * (block.length_mm - picture_.view.section_mm));
            }
    }

    void on_top(sim::Layer layer) {
        if (layer != picture_.top_layer() || !picture_.top_seen()) return;
        const bool from_above = picture_.view.name == session::ViewName::surface;
        over_top(6, 3, [&](double x, double y) {
            const glm::dvec3 at{x, y, picture_.top_mm(x, y) + 0.002};
            offer(at, near_needle(at) + (from_above ? 0.0f : 4 * picture_.unit()));
        });
    }

    void structure() {
        for (const Solid& s : solids_)
            if (s.name == name_)
                for (const SeenFace& face : faces_) along(s, face);
        if (name_ == Word::hair && picture_.top_seen() && picture_.view.shows(Part::follicles))
            for (const sim::Tube& t : tissue_.tubes)
                if (t.structure == sim::Structure::hair && t.a_mm.z + t.b_mm.z < -0.06 &&
                    t.a_mm.y > picture_.view.section_mm)
                    offer((t.a_mm + t.b_mm) / 2.0,  // halfway up a vellus hair
                          80 * std::fabs(float(t.a_mm.z + t.b_mm.z) / 2 + 0.2f));
    }

    /// Places on a flattened capsule: on its axis, then to either side of it.
    void along(const Solid& s, const SeenFace& face) {
        if (std::fabs(glm::dot(s.a_mm - face.origin_mm, face.outward)) > 1e-6) return;
        const glm::dvec3 beside = glm::cross(face.outward, s.b_mm - s.a_mm);
        const double length = glm::length(beside);
        for (const double t : {0.2, 0.5, 0.8}) {
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
                    features(), track({0.25, 0.4, 0.55}, 0.06);
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

    bool section_seen() const { return !faces_.empty() && faces_.front().outward.y < 0; }

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
        for (const SeenFace& face : faces_)
            for (const double u : columns(face, 12)) {
                const glm::dvec3 p = face.at(u, 0);
                const glm::dvec3 at =
                    face.at(u, sim::bound_mm(tissue_, sim::Layer::viable_epidermis, p.x, p.y));
                offer(at, near_needle(at));
            }
    }

    /// Places on the tracks that lie in the cut face, by share of their length.
    void track(std::initializer_list<double> shares, double beside_mm) {
        if (!section_seen()) return;
        for (const sim::ChannelView& c : picture_.snapshot.channels) {
            if (!on_section(picture_, c.entry_mm)) continue;
            for (const double share : shares) {
                glm::dvec3 at = c.entry_mm + share * c.length_mm * c.direction;
                at.x += beside_mm;
                at.y = picture_.view.section_mm;
                if (picture_.shows(sim::layer_at(tissue_, at))) offer(at, 0);
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
            if (c.entry_mm.y > picture_.view.section_mm) {
                const glm::dvec3 at{c.entry_mm.x, c.entry_mm.y,
                                    picture_.top_mm(c.entry_mm.x, c.entry_mm.y)};
                offer(at, 10 * picture_.unit());
            }
    }

    void coagulated() {
        const sim::Snapshot& s = picture_.snapshot;
        if (!picture_.view.shows(Part::heat) || !section_seen()) return;
        for (const Solid& zone : solids_) {
            if (zone.name != Word::coagulated) continue;
            for (const double side : {0.6, -0.6, 0.8, -0.8, 0.35, -0.35})
                for (const double share : {0.5, 0.35, 0.65}) {
                    glm::dvec3 at = zone.at(share);
                    at.x += side * zone.a_radius_mm;
                    at.y = picture_.view.section_mm;
                    if (necrosis_at(s.heat, at) >= 1) offer(at, 0);
                }
        }
    }

    void bleeding() {
        if (!picture_.view.shows(Part::channels) || !picture_.top_seen()) return;
        for (const sim::ChannelView& c : picture_.snapshot.channels)
            if (c.bleed_mm3 > 1e-4 && c.entry_mm.y >= picture_.view.section_mm)
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
            if (relief > 0.9 * deepest && deepest > 0.03)
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
    std::vector<SeenFace> faces_;
    std::vector<Solid> solids_;  ///< that can be named
    std::vector<Solid> obstacles_;
    std::vector<Shaft> shafts_;
    Word name_ = Word::count;
    std::vector<Candidate> found_;
};

}  // namespace

std::vector<Subject> find_subjects(const Picture& picture, const std::vector<Word>& names,
                                   const Box& zone) {
    Finder finder(picture, zone);
    std::vector<Subject> out;
    for (const Word name : names) {
        std::vector<Anchor> anchors = finder.find(name);
        if (!anchors.empty()) out.push_back({name, std::move(anchors)});
    }
    return out;
}

}  // namespace render
