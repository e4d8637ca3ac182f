// One row of the left panel, made from a Field: control, value, unit, help and reset.
#pragma once
#include "app/ui/frame.h"
#include "sim/field.h"

#include <optional>

namespace ui {

enum class FieldKind { number, whole, flag, choice };

template <class T>
constexpr FieldKind kind_of() {
    if constexpr (std::is_same_v<T, double>)
        return FieldKind::number;
    else if constexpr (std::is_same_v<T, bool>)
        return FieldKind::flag;
    else if constexpr (std::is_same_v<T, int>)
        return FieldKind::whole;
    else
        return FieldKind::choice;
}

/// Draws the row and sends the command when it is changed. Its landmarks: the path for the control,
/// then path.value, path.reset, path.<choice>.
void field_row(Frame& frame, const sim::Field& field, FieldKind kind);

/// The set depth, large, with the layers of this skin under its slider.
void depth_row(Frame& frame, const sim::Field& field);

}  // namespace ui
