#include "app/ui/governor.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace ui {
namespace {

constexpr Fineness kSteps[] = {{2, 1},    {1, 1},     {1, 0.75f}, {0, 0.85f},
                               {0, 0.7f}, {0, 0.55f}, {0, 0.42f}};
constexpr int kCoarsest = int(std::size(kSteps)) - 1;
constexpr int kSoftwareStart = 3;
constexpr double kSlow_ms = 40;  // under 25 a second, a drag lags behind the hand
constexpr double kFast_ms = 15;  // the next finer step about doubles the work
constexpr int kSlowFrames = 3;   // one slow frame may be chance
constexpr double kRest_ms = 700;
constexpr int kMostPatience = 4000;

}  // namespace

bool software_renderer(std::string_view renderer) {
    for (const std::string_view name :
         {"llvmpipe", "SwiftShader", "softpipe", "Software", "Microsoft Basic"})
        if (renderer.find(name) != renderer.npos) return true;
    return false;
}

Governor::Governor(std::string_view renderer)
    : step_(software_renderer(renderer) ? kSoftwareStart : 0) {}

void Governor::choose(QualityChoice choice) {
    if (choice == choice_) return;
    choice_ = choice;
    slow_ = fast_ = 0;
}

bool Governor::drawn(double frame_ms) {
    if (choice_ != QualityChoice::automatic) return false;
    slow_ = frame_ms > kSlow_ms ? slow_ + 1 : 0;
    fast_ = frame_ms < kFast_ms ? fast_ + 1 : 0;
    if (slow_ >= kSlowFrames && step_ < kCoarsest) {
        // What was tried was too much: wait longer before it is tried again.
        if (trying_) patience_ = std::min(2 * patience_, kMostPatience);
        trying_ = false;
        slow_ = fast_ = 0;
        // Far too slow: two steps at once.
        step_ = std::min(kCoarsest, step_ + (frame_ms > 3 * kSlow_ms ? 2 : 1));
        return true;
    }
    if (fast_ >= patience_ && step_ > 0) {
        trying_ = true;
        slow_ = fast_ = 0;
        --step_;
        return true;
    }
    return false;
}

Fineness Governor::moving() const {
    if (choice_ == QualityChoice::automatic) return kSteps[step_];
    return {int(choice_) - int(QualityChoice::low), 1};
}

void Governor::rested(double frame_ms) {
    if (frame_ms > kRest_ms) rest_level_ = 0;
}

Fineness Governor::still() const {
    const int level = moving().level;
    return {choice_ == QualityChoice::automatic ? std::max(level, rest_level_) : level, 1};
}

std::string Governor::words() const {
    constexpr const char* kLevels[] = {"low", "medium", "high"};
    const Fineness f = moving();
    std::string words = kLevels[f.level];
    if (f.scale < 1) words += ", " + std::to_string(int(std::lround(f.scale * 100))) + " %";
    return words;
}

}  // namespace ui
