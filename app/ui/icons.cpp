#include "app/ui/icons.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ui {
namespace {

constexpr float kPi = 3.14159265f;
constexpr ImU32 kPaperWhite = IM_COL32(255, 255, 255, 255);

/// Draws in a square from -1 to 1.
struct Pen {
    ImDrawList& list;
    ImVec2 middle;
    float half, width;
    ImU32 colour;

    ImVec2 at(float x, float y) const { return {middle.x + x * half, middle.y + y * half}; }
    void line(float x0, float y0, float x1, float y1) const {
        list.AddLine(at(x0, y0), at(x1, y1), colour, width);
    }
    void triangle(ImVec2 a, ImVec2 b, ImVec2 c) const {
        // Clockwise, or ImGui's smoothing of the edges eats into it.
        if ((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) < 0) std::swap(b, c);
        list.AddTriangleFilled(at(a.x, a.y), at(b.x, b.y), at(c.x, c.y), colour);
    }
    void bar(float x0, float y0, float x1, float y1) const {
        list.AddRectFilled(at(x0, y0), at(x1, y1), colour);
    }
    void arc(float x, float y, float radius, float from, float to, float mirror) const {
        constexpr int kSteps = 20;
        for (int i = 0; i <= kSteps; ++i) {
            const float a = kPi * (from + (to - from) * float(i) / kSteps);
            list.PathLineTo(at(mirror * (x + radius * std::cos(a)), y + radius * std::sin(a)));
        }
    }
    /// An arrow that goes back on itself; mirrored for redo.
    void back(float mirror) const {
        list.PathLineTo(at(mirror * -0.5f, -0.3f));
        arc(0.25f, 0.2f, 0.5f, -0.5f, 0.5f, mirror);
        list.PathLineTo(at(mirror * -0.45f, 0.7f));
        list.PathStroke(colour, 0, width);
        triangle({mirror * -0.95f, -0.3f}, {mirror * -0.35f, -0.85f}, {mirror * -0.35f, 0.25f});
    }
    /// An eye's lids.
    void eye() const {
        arc(0, 0.6f, 1.08f, -0.812f, -0.188f, 1);
        arc(0, -0.6f, 1.08f, 0.188f, 0.812f, 1);
        list.PathStroke(colour, ImDrawFlags_Closed, width);
    }
    /// Most of a circle with a head: as it was.
    void round_arrow() const {
        arc(0, 0.08f, 0.68f, -0.62f, 1.05f, 1);
        list.PathStroke(colour, 0, width);
        triangle({-0.72f, -0.98f}, {-0.68f, -0.18f}, {0.06f, -0.5f});
    }
};

}  // namespace

void draw_icon(ImDrawList& list, Icon icon, ImVec2 middle, float size, ImU32 colour) {
    const Pen pen{list, middle, size / 2, std::max(1.0f, size * 0.11f), colour};
    switch (icon) {
        case Icon::none:
            break;
        case Icon::play:
            pen.triangle({-0.55f, -0.8f}, {-0.55f, 0.8f}, {0.85f, 0});
            break;
        case Icon::pause:
            pen.bar(-0.65f, -0.75f, -0.15f, 0.75f);
            pen.bar(0.15f, -0.75f, 0.65f, 0.75f);
            break;
        case Icon::step_back:
            pen.bar(-0.7f, -0.65f, -0.45f, 0.65f);
            pen.triangle({0.7f, -0.65f}, {0.7f, 0.65f}, {-0.35f, 0});
            break;
        case Icon::step_forward:
            pen.bar(0.45f, -0.65f, 0.7f, 0.65f);
            pen.triangle({-0.7f, -0.65f}, {0.35f, 0}, {-0.7f, 0.65f});
            break;
        case Icon::undo:
            pen.back(1);
            break;
        case Icon::redo:
            pen.back(-1);
            break;
        case Icon::reset:
            pen.round_arrow();
            break;
        case Icon::camera:
            list.AddRect(pen.at(-0.9f, -0.5f), pen.at(0.9f, 0.7f), colour, size * 0.1f, 0,
                         pen.width);
            list.AddCircle(pen.at(0, 0.1f), size * 0.19f, colour, 0, pen.width);
            pen.bar(-0.35f, -0.72f, 0.35f, -0.5f);
            break;
        case Icon::down: {
            const ImVec2 points[] = {pen.at(-0.5f, -0.22f), pen.at(0, 0.3f), pen.at(0.5f, -0.22f)};
            list.AddPolyline(points, 3, colour, 0, pen.width);
            break;
        }
        case Icon::right: {
            const ImVec2 points[] = {pen.at(-0.22f, -0.5f), pen.at(0.3f, 0), pen.at(-0.22f, 0.5f)};
            list.AddPolyline(points, 3, colour, 0, pen.width);
            break;
        }
        case Icon::needle:
            pen.bar(-0.4f, -1, 0.4f, -0.6f);
            pen.triangle({-0.2f, -0.6f}, {0.2f, -0.6f}, {0, 1});
            break;
        case Icon::home: {
            const ImVec2 roof[] = {pen.at(-0.85f, 0), pen.at(0, -0.8f), pen.at(0.85f, 0)};
            list.AddPolyline(roof, 3, colour, 0, pen.width);
            const ImVec2 walls[] = {pen.at(-0.55f, -0.15f), pen.at(-0.55f, 0.75f),
                                    pen.at(0.55f, 0.75f), pen.at(0.55f, -0.15f)};
            list.AddPolyline(walls, 4, colour, 0, pen.width);
            break;
        }
        // Told apart by shape: an eye that sees, one that sees through, one struck out.
        case Icon::shown:
            pen.eye();
            list.AddCircleFilled(middle, size * 0.19f, colour);
            break;
        case Icon::faded:
            pen.eye();
            list.AddCircle(middle, size * 0.17f, colour, 0, pen.width);
            break;
        case Icon::hidden:
            pen.eye();
            pen.line(-0.75f, 0.75f, 0.75f, -0.75f);
            break;
        case Icon::only:
            list.AddCircle(middle, size * 0.42f, colour, 0, pen.width);
            list.AddCircleFilled(middle, size * 0.19f, colour);
            break;
        // Told apart by shape: full, hollow, round.
        case Icon::harm:
            pen.triangle({-0.95f, 0.75f}, {0.95f, 0.75f}, {0, -0.9f});
            list.AddLine(pen.at(0, -0.3f), pen.at(0, 0.25f), kPaperWhite, pen.width * 1.3f);
            list.AddCircleFilled(pen.at(0, 0.52f), pen.width * 0.75f, kPaperWhite);
            break;
        case Icon::caution: {
            const ImVec2 points[] = {pen.at(-0.9f, 0.7f), pen.at(0, -0.85f), pen.at(0.9f, 0.7f)};
            list.AddPolyline(points, 3, colour, ImDrawFlags_Closed, pen.width);
            list.AddLine(pen.at(0, -0.25f), pen.at(0, 0.2f), colour, pen.width);
            list.AddCircleFilled(pen.at(0, 0.45f), pen.width * 0.6f, colour);
            break;
        }
        case Icon::note:
            list.AddCircle(middle, size * 0.44f, colour, 0, pen.width);
            list.AddLine(pen.at(0, -0.05f), pen.at(0, 0.45f), colour, pen.width);
            list.AddCircleFilled(pen.at(0, -0.4f), pen.width * 0.65f, colour);
            break;
    }
}

}  // namespace ui
