#include "app/render/passes/tissue.h"

#include "app/render/gl/state.h"

#include <algorithm>
#include <cmath>

namespace render {
namespace {

struct Detail {
    int columns, rows;  // of the surface grid
    int atlas_columns;  // over the block's width
    glm::ivec2 skin_map;
};

Detail detail_of(Quality quality) {
    switch (quality) {
        case Quality::low:
            return {129, 79, 1024, {512, 308}};
        case Quality::medium:
            return {257, 155, 1536, {896, 538}};
        case Quality::high:
            return {321, 193, 2048, {1280, 768}};
    }
    return {};
}

/// Of a veil's dots: neighbours differ.
float veil_number(int layer) { return float(layer % 3); }

constexpr float kClose_mm = 0.007f;  // pixels smaller than this show cells and fine fibres

/// What of the shaders this picture needs. A CPU runs both sides of every branch, so what is not in
/// the picture is left out of the program.
std::vector<std::string> features_of(const Frame& f) {
    using session::Part;
    const sim::Snapshot& s = f.snapshot;
    std::vector<std::string> features;
    if (s.stage > sim::Stage::dwell && !s.channels.empty() && f.view.shows(Part::channels)) {
        features.push_back("INJURY");
        const bool collagen = s.healing.collagen_iii + s.healing.collagen_i > 1e-4;
        if (collagen && f.view.shows(Part::collagen)) features.push_back("COLLAGEN");
    }
    if (s.heat.grid && f.view.shows(Part::heat) &&
        !(s.heat.temperature_C.empty() && s.heat.necrosis.empty()))
        features.push_back("HEAT");
    if (f.camera.pixel_mm < kClose_mm) features.push_back("CLOSE");
    return features;
}

std::uint32_t covering_parts(const session::View& view) {
    using session::Part;
    return view.parts & ~view.faded &
           (1u << unsigned(Part::follicles) | 1u << unsigned(Part::glands));
}

/// Pictures of high quality are evaluated sample by sample; a diagram costs little.
bool bakes_faces(const Frame& f) {
    return f.light_targets && f.quality != Quality::high &&
           f.view.style == session::Style::realistic;
}

/// The numbers that the marks on the skin follow from.
std::vector<double> marks_key(const sim::Snapshot& s) {
    // In steps that the eye cannot see, or the marks were painted anew in every frame of healing.
    const auto steps = [](double value, double step) { return std::round(value / step); };
    std::vector<double> key = {
        double(s.tissue->skin.seed),         double(int(s.tissue->skin.site)),
        double(int(s.tissue->skin.concern)), steps(s.healing.erythema, 0.015),
        double(s.channels.size()),           double(s.days_since_visit > 0.02),
        double(int(s.tissue->skin.tone))};
    for (const Dimple& d : dimples(s))
        key.insert(key.end(), {d.at_mm.x, d.at_mm.y, steps(d.deep_mm, 0.002)});
    for (const sim::ChannelView& c : s.channels)
        key.insert(key.end(), {c.entry_mm.x, c.entry_mm.y, steps(c.state.diameter_mm, 0.001),
                               steps(c.cover, 0.01), steps(std::cbrt(c.bleed_mm3), 0.004)});
    return key;
}

}  // namespace

void TissuePass::prepare(const Frame& f) {
    const sim::Snapshot& s = f.snapshot;
    // The relief that is left, in steps too small to see.
    const double concern_share = std::round(s.concern_relief_share * 64) / 64;
    const Scene now{s.tissue->skin, s.tissue->block,        concern_share, f.quality,
                    f.stained(),    covering_parts(f.view), f.faces};
    if (!(now == faces_of_)) {
        faces_of_ = now;
        sample_faces(f);
    }
    const Presences layers = presences(f.view, f.peel, *s.tissue);
    runs_ = runs_of(layers), sheets_ = sheets_of(layers);
    std::vector<int> bounds;
    for (const Sheet& sheet : sheets_) bounds.push_back(sheet.bound());
    for (const Run& run : runs_) {
        bounds.push_back(run.first);
        if (!run.on_floor()) bounds.push_back(run.last + 1);
    }
    const Detail detail = detail_of(f.quality);
    heights_.prepare(f, {detail.columns, detail.rows, concern_share}, bounds);
    if (const auto key = marks_key(s); key != marks_of_ || !marks_) {
        marks_of_ = key;
        if (!marks_)
            marks_ =
                gl::make_texture({.size = {kMarksWide, kMarksHigh, 0}, .label = "surface marks"});
        const auto texels = make_marks(s);
        gl::fill(marks_, std::span<const std::byte>(texels));
    }
    if (!skin_map_ || !(s.tissue->skin == skin_map_of_) || skin_map_quality_ != f.quality) {
        skin_map_of_ = s.tissue->skin, skin_map_quality_ = f.quality;
        sample_skin(f);
    }
    sample_heat(f);
}

void TissuePass::sample_skin(const Frame& f) {
    const glm::ivec2 size = detail_of(f.quality).skin_map;
    skin_map_ = gl::make_texture({.size = {size, 0}, .mipmaps = true, .label = "skin map"});
    const auto texels = make_skin_map(*f.snapshot.tissue, size.x, size.y);
    gl::fill(skin_map_, std::span<const std::byte>(texels));
    if (palette_) return;
    palette_ = gl::make_texture({.size = {kPaletteSize, kPaletteSize, 0},
                                 .format = gl::Format::rgba16f,
                                 .label = "skin palette"});
    gl::fill(palette_, make_skin_palette());
}

void TissuePass::sample_faces(const Frame& f) {
    const sim::Tissue& tissue = *f.snapshot.tissue;
    Profile profile;
    DistanceMaps maps;
    const Detail detail = detail_of(f.quality);
    const auto columns_for = [&](double length_mm) {
        return int(std::ceil(double(detail.atlas_columns) * length_mm / tissue.block.width_mm));
    };
    // Side by side, each as wide as it is now.
    int all_columns = 0;
    for (const CutFace& face : f.faces) all_columns += columns_for(double(face.length_mm));
    maps.resize(all_columns, columns_for(tissue.block.floor_mm));
    const double texel_mm = tissue.block.floor_mm / double(maps.height);
    int first = 0;
    for (const CutFace& face : f.faces) {
        sample_face(profile, face, tissue, faces_of_.concern_share);
        const int columns = columns_for(double(face.length_mm));
        draw_structures(maps, first, columns, face, tissue, f.stained() ? Seen::plane : Seen::slab,
                        faces_of_.covering);
        Strip& strip = strips_[std::size_t(face.slot())];
        strip.atlas_from = float(first) / float(all_columns);
        strip.atlas_share = float(double(face.length_mm) / texel_mm / all_columns);
        fill_strip(strip, grid_crossings_mm(face, tissue.block, detail.columns, detail.rows));
        first += columns;
    }
    const auto profile_texture = [&](const char* label) {
        return gl::make_texture({.size = {kProfileColumns, kFaceSlots, 0},
                                 .format = gl::Format::rgba16f,
                                 .label = label});
    };
    if (!upper_) upper_ = profile_texture("upper layers"), lower_ = profile_texture("lower layers");
    gl::fill(upper_, profile.upper);
    gl::fill(lower_, profile.lower);
    const glm::ivec3 size{maps.width, maps.height, 0};
    if (vessels_.size != size) {
        vessels_ = gl::make_texture({.size = size, .label = "vessel distances"});
        glands_ = gl::make_texture({.size = size, .label = "gland distances"});
        cuts_ = gl::make_texture({.size = size, .label = "cut distances"});
    }
    gl::fill(vessels_, std::span<const std::byte>(maps.vessels));
    gl::fill(glands_, std::span<const std::byte>(maps.glands));
    gl::fill(cuts_, std::span<const std::byte>(maps.cuts));
}

void TissuePass::fill_strip(Strip& strip, const std::vector<float>& places_mm) {
    std::vector<glm::vec2> points;
    for (const float u : places_mm) points.insert(points.end(), {{u, 0}, {u, 1}});
    if (!strip.buffer.handle) {
        strip.buffer = gl::make_buffer({}, gl::Usage::changing, "cut face strip");
        strip.mesh = gl::make_mesh(
            {.streams = {{&strip.buffer, {{0, 1}, {1, 1}}}}, .label = "cut face strip"});
    }
    gl::fill(strip.buffer, gl::bytes_of(points));
    strip.vertices = int(points.size());
}

void TissuePass::sample_heat(const Frame& f) {
    const sim::HeatView& heat = f.snapshot.heat;
    if (!heat_)
        heat_ =
            gl::make_texture({.size = kHeatTexels, .format = gl::Format::rg16f, .label = "heat"});
    if (!heat.grid || (heat.temperature_C.empty() && heat.necrosis.empty())) return;
    if (heat_volume_.sample(f.snapshot)) gl::fill(heat_, heat_volume_.texels());
}

void TissuePass::bind_tissue() const {
    gl::bind(marks_, int(Sampler::surface_marks));
    gl::bind(skin_map_, int(Sampler::skin_map));
    gl::bind(palette_, int(Sampler::skin_palette));
    gl::bind(upper_, int(Sampler::profile_upper));
    gl::bind(lower_, int(Sampler::profile_lower));
    gl::bind(vessels_, int(Sampler::vessel_distance));
    gl::bind(glands_, int(Sampler::gland_distance));
    gl::bind(cuts_, int(Sampler::cut_distance));
    gl::bind(heat_, int(Sampler::heat_field));
}

void TissuePass::bake(const Frame& f) {
    bakes_.begin();
    if (!bakes_faces(f)) return;
    bind_tissue();
    std::vector<std::string> defines = f.defines;
    if (f.camera.pixel_mm < kClose_mm) defines.push_back("CLOSE");
    const FaceBakes::Scene scene{f.snapshot.tissue->skin,
                                 f.snapshot.tissue->block,
                                 faces_of_.concern_share,
                                 detail_of(f.quality).atlas_columns,
                                 f.view.parts,
                                 f.view.faded,
                                 f.view.style,
                                 defines};
    for (const CutFace& face : f.faces) bakes_.work(f, face, scene, draw_block(f, face));
}

void TissuePass::draw_faces(const Frame& f) {
    gl::apply({.depth_test = true, .depth_write = true});
    bind_tissue();
    const std::vector<std::string> features = features_of(f);
    for (const Run& run : runs_)
        if (run.presence == Presence::solid)
            for (const CutFace& face : f.faces) draw_face(f, face, run, features);
}

void TissuePass::draw_top(const Frame& f) {
    bind_tissue();
    for (const Sheet& sheet : sheets_)
        if (sheet.presence == Presence::solid) draw_sheet(f, sheet, {}, features_of(f));
}

bool TissuePass::has_veils() const {
    return std::any_of(runs_.begin(), runs_.end(),
                       [](const Run& run) { return run.presence == Presence::veil; });
}

void TissuePass::draw_veils(const Frame& f, const gl::PassState& state) {
    gl::apply(state);
    bind_tissue();
    std::vector<std::string> features = features_of(f);
    features.push_back("FADED");
    for (const Run& run : runs_)
        if (run.presence == Presence::veil)
            for (const CutFace& face : f.faces) draw_face(f, face, run, features);
    for (const Sheet& sheet : sheets_)
        if (sheet.presence == Presence::veil) draw_sheet(f, sheet, state, features);
}

std::vector<ProgramSource> TissuePass::coming(const Frame& f) {
    using session::Part;
    std::vector<std::string> close;
    if (f.camera.pixel_mm < kClose_mm) close.push_back("CLOSE");
    const bool heat = f.snapshot.heat.grid && f.view.shows(Part::heat);
    std::vector<std::vector<std::string>> stages;
    if (heat) stages.push_back({"HEAT"});
    if (f.view.shows(Part::channels)) {
        stages.push_back({"INJURY"});
        if (f.view.shows(Part::collagen)) stages.push_back({"INJURY", "COLLAGEN"});
        if (heat)
            for (std::size_t i = 1; i < stages.size(); ++i) stages[i].push_back("HEAT");
    }
    std::vector<ProgramSource> sources;
    for (auto& features : stages) {
        features.insert(features.end(), close.begin(), close.end());
        sources.push_back(f.program("pass/tissue_face.vert", "pass/tissue_face.frag", features));
        if (!bakes_faces(f)) continue;
        features.push_back("BAKED");
        sources.push_back(f.program("pass/tissue_face.vert", "pass/tissue_face.frag", features));
    }
    return sources;
}

void TissuePass::draw_face(const Frame& f, const CutFace& face, const Run& run,
                           const std::vector<std::string>& features) {
    gpu::DrawBlock d = draw_block(f, face);
    std::vector<std::string> own = features;
    if (!f.snapshot.heat.grid && !is_near_channel(f, face))
        std::erase_if(own, [](const std::string& x) { return x == "INJURY" || x == "COLLAGEN"; });
    if (const auto window = f.ids ? std::nullopt : bakes_.use(face)) {
        d.window = *window;
        own.push_back("BAKED");
    }
    if (!f.shaders.use(f.program("pass/tissue_face.vert", "pass/tissue_face.frag", own))) return;
    heights_.bind(run.first, Sampler::surface_height);
    if (!run.on_floor()) heights_.bind(run.last + 1, Sampler::lower_height);
    d.atlas.z = run.on_floor() ? 0.0f : 1.0f;
    d.colour.a = run.presence == Presence::veil ? kVeil : 1.0f;
    d.options.x = float(run.first);
    d.options.z = float(sim::kLayerCount - 1 - run.last);
    d.options.w = veil_number(run.first);
    f.blocks.upload(d);
    const Strip& strip = strips_[std::size_t(face.slot())];
    gl::draw_vertices(strip.mesh, gl::Shape::strip, strip.vertices);
}

gpu::DrawBlock TissuePass::draw_block(const Frame& f, const CutFace& face) const {
    const Strip& strip = strips_[std::size_t(face.slot())];
    gpu::DrawBlock d{};
    d.face_origin_mm = glm::vec4(face.origin_mm, 0);
    d.face_u = glm::vec4(face.u, face.length_mm);
    d.face_normal = glm::vec4(face.outwards, float(face.slot()));
    d.atlas = {strip.atlas_from, strip.atlas_share, 0, 0};
    if (!f.snapshot.needles.empty()) {
        const auto& n = f.snapshot.needles.front();
        d.options.y = float(n.tip_mm / n.direction.z);
    }
    return d;
}

void TissuePass::draw_sheet(const Frame& f, const Sheet& sheet, gl::PassState state,
                            std::vector<std::string> features) {
    // Seen edge-on it has no pixels; and it is there for one side only.
    if (f.camera.orthographic && std::fabs(f.camera.forward.z) < 1e-3f) return;
    state.cull = sheet.underside ? gl::Cull::front : gl::Cull::back;
    gl::apply(state);
    std::erase_if(features, [](const std::string& x) { return x == "INJURY" || x == "COLLAGEN"; });
    const double level = sheet.underside ? sheet.layer + 0.999 : level_of(sheet.layer, f.peel);
    if (level > 0.001) features.push_back("PEELED");
    if (!f.shaders.use(f.program("pass/tissue_top.vert", "pass/tissue_top.frag", features))) return;
    heights_.bind(sheet.bound(), Sampler::surface_height);
    gpu::DrawBlock d{};
    d.colour.a = sheet.presence == Presence::veil ? kVeil : 1.0f;
    d.options = {float(level), sheet.underside ? -1.0f : 1.0f, 0, veil_number(sheet.layer + 1)};
    f.blocks.upload(d);
    gl::draw(heights_.mesh());
}

}  // namespace render
