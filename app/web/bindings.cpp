// What JavaScript calls: plain C functions over one Papilla. Texts go out in `answer`, which lives
// until the next call; an answer to a request that can be refused is "" or why it was.
#include "app/render/camera.h"
#include "app/session/tell.h"
#include "app/ui/field_rules.h"
#include "app/ui/part_edits.h"
#include "app/ui/view_edits.h"
#include "app/web/picture.h"
#include "app/web/report.h"
#include "app/web/workbench.h"

#include <emscripten.h>

#include <algorithm>
#include <optional>
#include <string>

struct Papilla {
    web::Workbench bench;
    std::optional<web::Picture> picture;  ///< none: no WebGL2, no canvas, or the context is lost
    std::string canvas;                   ///< selector of the canvas it was made for
    web::PictureSize size;
    render::Flight flight;
    bool still = false;  ///< less motion is preferred: no flights
    std::string answer;
};

namespace {

const char* give(Papilla* p, std::string text) {
    p->answer = std::move(text);
    return p->answer.c_str();
}
const char* give(Papilla* p, const session::Json& json) {
    return give(p, session::write_json(json));
}
const char* give(Papilla* p, const sim::Result<sim::Ok>& result) {
    return give(p, result ? std::string() : result.error().text());
}

const char* make_picture(Papilla* p) {
    p->picture.reset();
    auto picture = web::Picture::make(p->canvas);
    if (!picture) return give(p, picture.error().text());
    p->picture = std::move(picture).value();
    return give(p, std::string());
}

ui::Place place(const Papilla* p, double x_px, double y_px) {
    return {float(x_px + p->size.width_px / 2.0), float(y_px + p->size.height_px / 2.0),
            p->size.width_px, p->size.height_px};
}

const session::View& view_of(const Papilla* p) { return p->bench.document().view(); }

// How far it goes is the camera's to say.
void look(Papilla* p, const session::View& view, int gesture) {
    p->bench.edit_view(
        render::within_reach(view, p->bench.snapshot(), p->size.width_px, p->size.height_px),
        session::Gesture(gesture));
}

session::Part part_at(int index) {
    return session::Part(std::clamp(index, 0, int(session::kParts.size()) - 1));
}

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE Papilla* papilla_new() { return new Papilla; }
EMSCRIPTEN_KEEPALIVE void papilla_delete(Papilla* p) { delete p; }

// -- what is chosen ----------------------------------------------------------------------------

EMSCRIPTEN_KEEPALIVE const char* papilla_open(Papilla* p, const char* scene_or_preset) {
    return give(p, p->bench.open(scene_or_preset));
}
EMSCRIPTEN_KEEPALIVE const char* papilla_command(Papilla* p, const char* json) {
    return give(p, p->bench.command(json));
}
EMSCRIPTEN_KEEPALIVE const char* papilla_choose(Papilla* p, const char* path, double value,
                                                int gesture) {
    return give(p, p->bench.choose(path, value, session::Gesture(gesture)));
}
/// The value at a place of a field's slider, rounded to what is set on a real device; a number as
/// text.
EMSCRIPTEN_KEEPALIVE const char* papilla_slider_value(Papilla* p, const char* path,
                                                      double position) {
    double value = 0;
    const session::Scene scene = p->bench.scene();
    session::visit_scene_fields(scene, [&](const sim::Field& field, const auto&) {
        if (field.path == path) value = ui::tidy(field, ui::slider_value(field, position));
    });
    return give(p, sim::number_text(value));
}

// -- the hand on the picture; lengths in pixels of the canvas, from its middle -----------------

EMSCRIPTEN_KEEPALIVE void papilla_turn(Papilla* p, double dx_px, double dy_px, int gesture) {
    look(p, ui::turned(view_of(p), float(dx_px), float(dy_px)), gesture);
}
/// @param x_px, y_px  where the hand was
EMSCRIPTEN_KEEPALIVE void papilla_pan(Papilla* p, double dx_px, double dy_px, double x_px,
                                      double y_px, int gesture) {
    const auto snapshot = p->bench.snapshot();
    look(p, ui::dragged(view_of(p), snapshot, place(p, x_px, y_px), float(dx_px), float(dy_px)),
         gesture);
}
EMSCRIPTEN_KEEPALIVE void papilla_zoom(Papilla* p, double powers, double x_px, double y_px,
                                       int gesture) {
    const auto snapshot = p->bench.snapshot();
    look(p, ui::zoomed_at(view_of(p), snapshot, place(p, x_px, y_px), powers), gesture);
}
/// The cut follows the hand up and down; or turns with it.
EMSCRIPTEN_KEEPALIVE void papilla_move_cut(Papilla* p, double dy_px, int gesture) {
    const auto snapshot = p->bench.snapshot();
    look(p,
         ui::cut_moved(view_of(p), float(dy_px),
                       ui::pixel_mm_at(view_of(p), snapshot, place(p, 0, 0))),
         gesture);
}
EMSCRIPTEN_KEEPALIVE void papilla_turn_cut(Papilla* p, double dx_px, int gesture) {
    look(p, ui::cut_turned(view_of(p), float(dx_px)), gesture);
}
/// @param part     index into session::kParts
/// @param showing  index into ui::kShowings
EMSCRIPTEN_KEEPALIVE void papilla_show_part(Papilla* p, int part, int showing, int gesture) {
    const auto how = ui::Showing(std::clamp(showing, 0, int(ui::kShowings.size()) - 1));
    look(p, ui::with(view_of(p), part_at(part), how), gesture);
}
EMSCRIPTEN_KEEPALIVE void papilla_only_part(Papilla* p, int part, int gesture) {
    look(p, ui::only(view_of(p), part_at(part)), gesture);
}
EMSCRIPTEN_KEEPALIVE void papilla_all_parts(Papilla* p, int gesture) {
    look(p, ui::with_all(view_of(p)), gesture);
}
EMSCRIPTEN_KEEPALIVE void papilla_reset_camera(Papilla* p, int gesture) {
    p->bench.edit_view(ui::reset_camera(p->bench.document().view()), session::Gesture(gesture));
}

// -- time --------------------------------------------------------------------------------------

EMSCRIPTEN_KEEPALIVE void papilla_seek_position(Papilla* p, double position) {
    p->bench.seek_position(position);
}
EMSCRIPTEN_KEEPALIVE int papilla_work(Papilla* p, double wall_s, double budget_ms) {
    return p->bench.work(wall_s, budget_ms);
}

// -- what is shown beside the picture ----------------------------------------------------------

EMSCRIPTEN_KEEPALIVE const char* papilla_scene_json(Papilla* p) {
    return give(p, session::write_scene(p->bench.scene()));
}
EMSCRIPTEN_KEEPALIVE const char* papilla_state_json(Papilla* p) {
    return give(p, state_json(p->bench));
}
EMSCRIPTEN_KEEPALIVE const char* papilla_fields_json(Papilla* p) {
    return give(p, fields_json(p->bench));
}
EMSCRIPTEN_KEEPALIVE const char* papilla_readouts_json(Papilla* p) {
    return give(p, readouts_json(p->bench));
}
EMSCRIPTEN_KEEPALIVE const char* papilla_axis_json(Papilla* p) {
    return give(p, axis_json(p->bench));
}
EMSCRIPTEN_KEEPALIVE const char* papilla_depth_scale_json(Papilla* p) {
    return give(p, depth_scale_json(p->bench));
}
EMSCRIPTEN_KEEPALIVE const char* papilla_describe(Papilla* p) {
    return give(p, description_json(p->bench));
}
EMSCRIPTEN_KEEPALIVE const char* papilla_presets_json(Papilla* p) {
    return give(p, presets_json(p->bench));
}
/// The hash, or "!" and why there is none. An empty time is the scene's own.
EMSCRIPTEN_KEEPALIVE const char* papilla_hash(Papilla* p, const char* scene_or_preset,
                                              const char* time) {
    const auto hash = web::hash_of(scene_or_preset, time);
    return give(p, hash ? hash.value() : "!" + hash.error().text());
}

// -- the picture -------------------------------------------------------------------------------

/// Makes the WebGL2 context of a canvas and the renderer in it.
EMSCRIPTEN_KEEPALIVE const char* papilla_start_picture(Papilla* p, const char* canvas_selector) {
    p->canvas = canvas_selector;
    return make_picture(p);
}
EMSCRIPTEN_KEEPALIVE void papilla_context_lost(Papilla* p) { p->picture.reset(); }
EMSCRIPTEN_KEEPALIVE const char* papilla_context_restored(Papilla* p) { return make_picture(p); }
EMSCRIPTEN_KEEPALIVE void papilla_resize(Papilla* p, int width_px, int height_px,
                                         double pixel_ratio) {
    p->size.width_px = width_px;
    p->size.height_px = height_px;
    p->size.pixel_ratio = pixel_ratio;
}
/// For who prefers it, views change at once.
EMSCRIPTEN_KEEPALIVE void papilla_reduce_motion(Papilla* p, int reduced) {
    p->still = reduced != 0;
}
/// Whether the camera was still on its way in the last picture: draw again.
EMSCRIPTEN_KEEPALIVE int papilla_flying(Papilla* p) { return p->flight.under_way(); }
/// @param quality     0 low, 1 medium, 2 high
/// @param resolution  of the shading, in (0, 1]
/// @param now_s       on a steady clock
/// @return shaders that do not compile, or "no picture"
EMSCRIPTEN_KEEPALIVE const char* papilla_draw(Papilla* p, int quality, double resolution,
                                              double now_s) {
    if (!p->picture) return give(p, std::string("no picture"));
    p->size.quality = render::Quality(quality);
    p->size.resolution = resolution;
    const auto snapshot = p->bench.snapshot();
    const int width = p->size.width_px, height = p->size.height_px;
    const render::Pose pose = p->flight.follow(
        view_of(p), render::make_pose(view_of(p), snapshot, width, height), now_s, p->still);
    return give(
        p, p->picture->draw(snapshot, view_of(p), p->size, render::make_camera(pose, width, height),
                            !p->flight.under_way()));
}
/// What is under a pixel: {name, sentence, figures}, empty for nothing; from the middle.
EMSCRIPTEN_KEEPALIVE const char* papilla_pick_json(Papilla* p, double x_px, double y_px) {
    session::Told told;
    if (p->picture && !p->flight.under_way()) {
        const auto snapshot = p->bench.snapshot();
        const ui::Place at = place(p, x_px, y_px);
        told = session::tell(
            snapshot, p->bench.strings(),
            p->picture->pick(snapshot, view_of(p), p->size, int(at.x_px), int(at.y_px)));
    }
    return give(p,
                session::Json(session::Json::Object{
                    {"name", told.name}, {"sentence", told.sentence}, {"figures", told.figures}}));
}
EMSCRIPTEN_KEEPALIVE const char* papilla_picture_json(Papilla* p) {
    if (!p->picture) return give(p, session::Json(session::Json::Object{}));
    return give(p, session::Json(session::Json::Object{{"renderer", p->picture->renderer_name()},
                                                       {"software", p->picture->software()}}));
}
}
