#include "app/render/passes/current.h"

#include "app/render/gl/state.h"
#include "app/render/heat_field.h"
#include "app/render/palette.h"
#include "sim/models/insertion.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace render {
namespace {

using glm::dvec2;
using glm::vec3;
using glm::vec4;

constexpr int kLinesPerNeedle = 14, kFewLines = 8;
constexpr float kCoarse_mm = 0.007f;      // pixels larger than this have room for few lines
constexpr float kBefore_mm = 0.004f;      // the face
constexpr double kShortest_mm = 0.12;     // that carries an arrow
constexpr double kStraight = 0.9994;      // cosine of the turn that needs a point
constexpr double kLongestPiece_mm = 0.1;  // of a straight line

/// As current.vert reads it.
struct Vertex {
    vec4 place;       ///< world, mm; w 0 a line, 1 an arrow
    vec4 along;       ///< unit, world; w side of it: -1 or 1
    float ahead = 0;  ///< -1 or 1 from an arrow's back to its front
};

/// The simulation's needle has a flat end, the drawn one a point: lines go on to what is drawn, in
/// the order they had.
dvec2 on_drawn_needle(const Electrode& e, const sim::Device& device, const dvec2& wall) {
    const double beside = wall.x - e.u_mm, above = std::max(0.0, e.tip_mm - wall.y);
    const double walked = above > 1e-6 ? e.radius_mm + above : std::fabs(beside);
    const double height = e.bare_mm * walked / (e.radius_mm + e.bare_mm);
    const double radius = 0.9 * sim::needle_radius_mm(device, height);
    return {e.u_mm + (beside < 0 ? -radius : radius), e.tip_mm - height};
}

/// Leads a line from some way off the simulation's wall, where it begins, round to the drawn
/// needle, which it leaves square.
void lead_in(std::vector<dvec2>& points, const Electrode& e, const sim::Device& device) {
    constexpr double kOff_mm = 0.07;
    constexpr int kPieces = 10;
    const dvec2 wall = points.front(), foot = on_drawn_needle(e, device, wall);
    std::size_t first = 1;
    while (first + 2 < points.size() && glm::length(points[first] - wall) < kOff_mm) ++first;
    const dvec2 head = points[first];
    const double length = glm::length(head - foot);
    const dvec2 away = length * dvec2(foot.x < e.u_mm ? -0.9 : 0.9, 0.4),
                along = length * glm::normalize(points[first + 1] - head);
    std::vector<dvec2> lead;
    for (int i = 0; i < kPieces; ++i) {
        const double t = double(i) / kPieces, u = 1 - t;
        lead.push_back(u * u * (1 + 2 * t) * foot + t * u * u * away + t * t * (3 - 2 * t) * head -
                       t * t * u * along);
    }
    points.erase(points.begin(), points.begin() + std::ptrdiff_t(first));
    points.insert(points.begin(), lead.begin(), lead.end());
}

/// Only the points that a picture needs.
std::vector<dvec2> thinned(const std::vector<dvec2>& points) {
    std::vector<dvec2> out;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const bool end = i == 0 || i + 1 == points.size();
        if (!end) {
            const dvec2 before = points[i] - out.back(), after = points[i + 1] - points[i];
            const double a = glm::length(before), b = glm::length(after);
            if (a < 1e-9 || b < 1e-9) continue;
            if (a < kLongestPiece_mm && glm::dot(before, after) > kStraight * a * b) continue;
        }
        out.push_back(points[i]);
    }
    return out;
}

class Ribbons {
  public:
    explicit Ribbons(const CutFace& face) : face_(face) {}

    void add(const std::vector<dvec2>& points, std::vector<Vertex>& out) {
        const std::size_t n = points.size();
        if (n < 2) return;
        double length = 0;
        for (std::size_t i = 0; i + 1 < n; ++i) length += glm::length(points[i + 1] - points[i]);
        const auto along = [&](std::size_t i) {
            return points[std::min(i + 1, n - 1)] - points[i > 0 ? i - 1 : 0];
        };
        double walked = 0;
        for (std::size_t i = 0; i + 1 < n; ++i) {
            quad(vertex(points[i], along(i)), vertex(points[i + 1], along(i + 1)), out);
            const double piece = glm::length(points[i + 1] - points[i]);
            const double to_arrow = length / 2 - walked;
            if (to_arrow >= 0 && to_arrow < piece && length > kShortest_mm)
                arrows_.push_back(vertex(points[i] + to_arrow / piece * (points[i + 1] - points[i]),
                                         points[i + 1] - points[i]));
            walked += piece;
        }
    }
    /// Arrows lie over all lines.
    void finish(std::vector<Vertex>& out) {
        for (Vertex v : arrows_) {
            v.place.w = 1;
            Vertex corner[4] = {v, v, v, v};
            for (int i = 0; i < 4; ++i) {
                corner[i].along.w = i & 1 ? 1.0f : -1.0f;
                corner[i].ahead = i & 2 ? 1.0f : -1.0f;
            }
            for (const int i : {0, 1, 2, 2, 1, 3}) out.push_back(corner[i]);
        }
    }

  private:
    Vertex vertex(const dvec2& at, const dvec2& along) const {
        const vec3 world = face_.origin_mm + face_.u * float(at.x) - vec3(0, 0, float(at.y)) +
                           face_.outwards * kBefore_mm;
        const vec3 way = face_.u * float(along.x) - vec3(0, 0, float(along.y));
        return {vec4(world, 0), vec4(glm::normalize(way), 0)};
    }
    static void quad(Vertex a, Vertex b, std::vector<Vertex>& out) {
        for (const auto& [second, side] : {std::pair{false, -1.0f},
                                           {false, 1.0f},
                                           {true, -1.0f},
                                           {true, -1.0f},
                                           {false, 1.0f},
                                           {true, 1.0f}}) {
            out.push_back(second ? b : a);
            out.back().along.w = side;
        }
    }
    const CutFace& face_;
    std::vector<Vertex> arrows_;
};

}  // namespace

CurrentPass::CurrentPass() {
    buffer_ = gl::make_buffer({}, gl::Usage::changing, "lines of current");
    mesh_ = gl::make_mesh(
        {.streams = {{&buffer_, {{0, 4}, {1, 4}, {2, 1}}}}, .label = "lines of current"});
}

void CurrentPass::prepare(const Frame& f) {
    const sim::Snapshot& s = f.snapshot;
    if (!shows_current(s, f.view)) return;
    Key key{{s.heat.potential_V.begin(), s.heat.potential_V.end()},
            s.heat.grid->x_mm,
            s.heat.grid->y_mm,
            f.faces,
            {},
            f.camera.pixel_mm > kCoarse_mm ? kFewLines : kLinesPerNeedle};
    for (const CutFace& face : f.faces) {
        const auto on = electrodes_on(s, face);
        key.electrodes.insert(key.electrodes.end(), on.begin(), on.end());
    }
    if (key == of_) return;
    of_ = std::move(key);
    std::vector<Vertex> vertices;
    for (const CutFace& face : f.faces) {
        const CurrentLines current = trace_current(s, face, of_.per_needle);
        Ribbons ribbons(face);
        for (const Streamline& line : current.lines) {
            std::vector<dvec2> points = line.at_mm;
            if (points.size() < 4) continue;
            const auto electrode = [&](int n) -> const Electrode& {
                return current.electrodes[std::size_t(n)];
            };
            if (line.from != kBeyond) lead_in(points, electrode(line.from), s.scenario->device);
            if (line.to != kBeyond) {
                std::reverse(points.begin(), points.end());
                lead_in(points, electrode(line.to), s.scenario->device);
                std::reverse(points.begin(), points.end());
            }
            points = thinned(points);
            ribbons.add(points, vertices);
        }
        ribbons.finish(vertices);
    }
    vertices_ = int(vertices.size());
    gl::fill(buffer_, gl::bytes_of(vertices));
}

void CurrentPass::draw(const Frame& f) {
    if (vertices_ == 0 || !shows_current(f.snapshot, f.view)) return;
    if (!f.shaders.use(f.program("pass/current.vert", "pass/current.frag"))) return;
    gl::apply({.depth_test = true, .depth_write = false, .blend = gl::Blend::over});
    gl::draw_vertices(mesh_, gl::Shape::triangles, vertices_);
}

}  // namespace render
