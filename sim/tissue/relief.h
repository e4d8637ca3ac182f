// The shape of the skin surface: the skin's own lines, and the scar or line that brought one here.
#pragma once

namespace sim {

struct Tissue;

/// Depth below the mean surface of the glyphic pattern alone, mm: primary lines that cross in
/// rhombi and triangles, finer secondary lines between, softly domed fields. Mean about 0.
/// Coarser and sparser with age. All sizes are illustrative, near published profiles of the face.
double skin_lines_mm(const Tissue& tissue, double x_mm, double y_mm);

/// Depth below the mean surface of the concern's own shape, mm, before any treatment. Illustrative.
double concern_mm(const Tissue& tissue, double x_mm, double y_mm);

}  // namespace sim
