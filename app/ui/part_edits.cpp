#include "app/ui/part_edits.h"

namespace ui {
namespace {

using session::Part;
using session::View;

constexpr std::uint32_t bit(Part part) { return 1u << unsigned(part); }

/// The layers and what stands in them, which `enum Part` names first.
constexpr std::uint32_t kTissue = (bit(Part::glands) << 1) - 1;

}  // namespace

Showing showing(const View& view, Part part) {
    if (!view.shows(part)) return Showing::hidden;
    return view.fades(part) ? Showing::faded : Showing::shown;
}

View with(View view, Part part, Showing how) {
    view.parts &= ~bit(part);
    view.faded &= ~bit(part);
    if (how != Showing::hidden) view.parts |= bit(part);
    if (how == Showing::faded) view.faded |= bit(part);
    return view;
}

bool can_fade(Part part) { return (kTissue & bit(part)) != 0; }

View only(View view, Part part) {
    const auto others = kTissue & ~bit(part);
    const auto set = [&](std::uint32_t shown, std::uint32_t faded) {
        View next = view;
        next.parts = (view.parts & ~kTissue) | shown;
        next.faded = (view.faded & ~kTissue) | faded;
        return next;
    };
    const View alone_in_veils = set(kTissue, others), alone = set(bit(part), 0);
    if (view == alone_in_veils) return alone;
    if (view == alone) return set(kTissue, 0);
    return alone_in_veils;
}

View with_all(View view) {
    view.parts = session::kUsualParts;
    view.faded = 0;
    return view;
}

}  // namespace ui
