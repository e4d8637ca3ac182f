// The lines of the current in the cut faces, while it flows.
#pragma once
#include "app/render/frame.h"
#include "app/render/scene/streamlines.h"

namespace render {

class CurrentPass {
  public:
    CurrentPass();
    /// Traces anew where the potential has changed.
    void prepare(const Frame& frame);
    void draw(const Frame& frame);

  private:
    /// What lines were traced for.
    struct Key {
        std::vector<float> potential_V;
        std::vector<double> x_mm, y_mm;
        std::vector<CutFace> faces;
        std::vector<Electrode> electrodes;
        int per_needle = 0;
        bool operator==(const Key&) const = default;
    };
    Key of_;
    gl::Buffer buffer_;
    gl::Mesh mesh_;
    int vertices_ = 0;
};

}  // namespace render
