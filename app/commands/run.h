// `papilla run`: simulates and writes numbers, without a picture.
#pragma once
#include "app/session/scene.h"

#include <optional>
#include <string>
#include <vector>

namespace app {

struct RunRequest {
    session::Scene scene;
    std::string scene_name;
    sim::Microseconds until_us = 0;
    std::optional<sim::Microseconds> every_us =
        {};                 ///< none: 200 even steps of the logarithmic axis
    std::string csv, json;  ///< files; "-" is stdout; empty: not wanted
    bool hash = false;
    int threads = 1;
    std::vector<sim::Microseconds> via_us = {};  ///< times visited, in this order, before `until`
};

/// Rows at 0, every, 2 every, ... and at `until`; the state of a row is that of the last tick at or
/// before its time. JSON, hash and table are of `until`.
/// Fails where the scene is refused, the rows are too many or a file cannot be written.
sim::Result<sim::Ok> run(const RunRequest& request);

}  // namespace app
