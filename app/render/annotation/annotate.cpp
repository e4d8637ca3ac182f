#include "app/render/annotation/annotate.h"

#include "app/render/annotation/caption.h"
#include "app/render/annotation/inset.h"
#include "app/render/annotation/layout.h"
#include "app/render/annotation/legends.h"
#include "app/render/annotation/pen.h"
#include "app/render/annotation/picture.h"
#include "app/render/annotation/room.h"
#include "app/render/annotation/ruler.h"
#include "app/render/annotation/scale_bar.h"
#include "app/render/annotation/solids.h"
#include "app/render/annotation/stains.h"
#include "app/render/annotation/subjects.h"

#include <cassert>
#include <cmath>

namespace render {
namespace {

using session::Part;
using session::ViewName;

/// Layers and what was done in the heavier weight: they carry the lesson.
Face face_of(Word name) {
    return layer_named(name) || !structure_named(name) ? Face::semibold : Face::regular;
}

glm::vec2 label_size(const Picture& p, Word name) {
    const float width = text_width_px(p.atlas, face_of(name), p.words[name]);
    return {std::ceil(width + 14 * p.unit()), std::round(p.atlas.text_px * 1.55f)};
}

struct Margins {
    LayoutRules rules;
    Box zone;  ///< where anchors may lie
};

/// Columns stand clear of the block where there is room, else over its edge.
Margins margins_for(const Picture& p, const std::vector<Word>& names, const Ruler& ruler,
                    std::vector<Box> taken) {
    const float u = p.unit(), m = p.margin();
    float widest = 0;
    for (const Word name : names) widest = std::max(widest, label_size(p, name).x);
    widest = std::min(widest, p.width() * 0.45f);
    const Box block = p.block_px();

    Margins out;
    LayoutRules& rules = out.rules;
    rules.frame = p.frame();
    rules.longest_px = 0.45f * p.width();
    rules.gap_px = 5 * u;
    rules.stub_px = 12 * u;
    rules.dot_px = 5 * u;
    const float clear = 22 * u;
    rules.right.open = true;
    rules.right.edge_px = std::round(std::min(block.high.x + clear, p.width() - m - widest));
    const bool wide_ruler =
        ruler.shown && (p.view.name == ViewName::section || p.view.name == ViewName::tip);
    const float left_end = ruler.shown ? std::min(block.low.x, ruler.left_px) : block.low.x;
    // Left of the ruler there is less room: the widest names then stand on the right.
    rules.left.edge_px = std::round(std::max(left_end - clear, m + 0.72f * widest));
    // Two columns need a picture between them.
    rules.left.open = !wide_ruler && rules.right.edge_px - rules.left.edge_px > 0.36f * p.width();

    for (Column* column : {&rules.left, &rules.right}) {
        const bool left = column == &rules.left;
        const Box whole{{left ? column->edge_px - widest : column->edge_px, m},
                        {left ? column->edge_px : column->edge_px + widest, p.height() - m}};
        column->low_px = whole.low.y;
        column->high_px = whole.high.y;
        for (const Box& b : taken) {
            if (!b.overlaps(whole)) continue;
            if (b.middle().y < p.height() / 2)
                column->low_px = std::max(column->low_px, b.high.y + rules.gap_px);
            else
                column->high_px = std::min(column->high_px, b.low.y - rules.gap_px);
        }
    }
    rules.obstacles = std::move(taken);
    rules.most = std::size_t(std::max(0, p.options.max_labels));
    for (const Shaft& s : shafts(p)) rules.avoided.push_back({s.a, s.b});

    const float air = rules.stub_px + 4 * u;
    const float left_zone = wide_ruler        ? ruler.right_px + 6 * u
                            : rules.left.open ? rules.left.edge_px + air
                                              : m;
    out.zone = {{left_zone, m}, {rules.right.edge_px - air, p.height() - m}};
    return out;
}

constexpr float kPale = 0.55f;  // of the ink of what is only a veil

Colour ink_of(const PlacedLabel& label, const Pen& pen) {
    return pen.inks().ink.faded(label.faded ? kPale : 1);
}

void draw_leader(Pen& pen, const PlacedLabel& label) {
    const float u = pen.unit_px();
    const bool left = label.box_px.high.x < label.joint_px.x;
    const std::array<glm::vec2, 3> way = {
        glm::vec2(left ? label.box_px.high.x : label.box_px.low.x, label.joint_px.y),
        label.joint_px, label.anchor_px};
    pen.haloed_line(way, 1.25f * u, ink_of(label, pen));
    pen.dot(label.anchor_px, 4.2f * u, {pen.inks().paper.srgb, 0.95f});
    pen.dot(label.anchor_px, 2.7f * u, ink_of(label, pen));
}

void draw_name(Pen& pen, const PlacedLabel& label) {
    const Face face = face_of(label.name);
    pen.paper(label.box_px);
    pen.text(face,
             {label.box_px.low.x + 7 * pen.unit_px(),
              baseline_px(pen.atlas().face(face), label.box_px.middle().y)},
             label.text, ink_of(label, pen));
}

std::vector<PlacedLabel> label(const Picture& p, const std::vector<Word>& names,
                               const Margins& margins) {
    const std::vector<Subject> subjects =
        find_subjects(p, names, margins.zone, margins.rules.obstacles);
    std::vector<Request> requests;
    for (const Subject& s : subjects) {
        Request r{label_size(p, s.name), {}, !structure_named(s.name)};
        for (const Anchor& a : s.anchors) r.spots.push_back({a.px, a.cost});
        requests.push_back(std::move(r));
    }
    std::vector<PlacedLabel> out;
    for (const Placement& placed : place_labels(margins.rules, requests)) {
        const Subject& s = subjects[placed.request];
        const Anchor& a = s.anchors[placed.spot];
        const auto part = part_of(s.name);
        out.push_back({.name = s.name,
                       .what = kWordRows[std::size_t(s.name)].id,
                       .text = p.words[s.name],
                       .faded = part && p.view.fades(*part),
                       .anchor_world = a.world,
                       .anchor_px = a.px,
                       .joint_px = placed.joint,
                       .box_px = placed.box});
    }
    return out;
}

}  // namespace

Annotations annotate(const sim::Snapshot& snapshot, const session::View& view, const Camera& camera,
                     const Atlas& atlas, const Words& words, const AnnotationOptions& options) {
    assert(options.width_px > 0 && options.height_px > 0);
    const Picture picture{snapshot, view, camera, atlas, words, options};
    Annotations out;
    out.overlay.width_px = options.width_px;
    out.overlay.height_px = options.height_px;
    const Stain* stain = stain_of(view.style);
    Pen pen(atlas, out.overlay, stain && stain->dark ? kOnDark : kOnLight);

    Room room(picture);
    if (options.caption) draw_caption(picture, room, pen);
    if (view.shows(Part::ruler)) draw_scale_bar(picture, room, pen);
    if (view.shows(Part::ruler)) draw_inset(picture, room, pen);
    if (options.legends) draw_keys(picture, room, pen);
    std::vector<Box> taken = room.taken();
    Ruler ruler;
    if (view.shows(Part::ruler)) ruler = draw_ruler(picture, taken, pen);
    out.ticks = ruler.ticks;
    taken.insert(taken.end(), ruler.boxes.begin(), ruler.boxes.end());
    out.boxes_px = taken;

    if (view.shows(Part::labels)) {
        const std::vector<Word> names = names_for(view, snapshot, double(camera.pixel_mm));
        out.labels = label(picture, names, margins_for(picture, names, ruler, taken));
        for (const PlacedLabel& l : out.labels) draw_leader(pen, l);
        for (const PlacedLabel& l : out.labels) draw_name(pen, l);
    }

    const int hero = hero_needle(view, snapshot);
    if (hero >= 0 && view.shows(Part::needles)) {
        const glm::dvec3 tip = tip_mm(snapshot.needles[std::size_t(hero)]);
        out.tip_px = picture.px(tip);
        out.tip_visible = picture.in_front(tip) && picture.frame().contains(out.tip_px) &&
                          (tip.z <= 0 || on_section(picture, tip));
    }
    return out;
}

float suggested_text_px(int width_px, int height_px) {
    const float height = std::min(float(height_px), float(width_px) * 9 / 16);
    return std::max(11.0f, 15 * std::pow(height / 720, 0.75f));
}

}  // namespace render
