#include "app/ui/pacer.h"

#include <algorithm>

namespace ui {

double Pacer::wait_s(const Moment& moment) const {
    if (due_ > 0 || moment.computing) return 0;
    double wait = kIdle_s;
    if (moment.awaiting) wait = std::min(wait, drawn_s_ + kProgress_s - moment.now_s);
    if (moment.playing || moment.flying) wait = std::min(wait, looked_s_ + kFrame_s - moment.now_s);
    if (moment.coarse) wait = std::min(wait, moved_s_ + kRest_s - moment.now_s);
    if (redraw_in_s_ >= 0) wait = std::min(wait, drawn_s_ + redraw_in_s_ - moment.now_s);
    return std::max(wait, 0.001);
}

bool Pacer::take(const Moment& moment) {
    looked_s_ = moment.now_s;
    const double since_s = moment.now_s - drawn_s_;
    const bool due =
        due_ > 0 || moment.changed || moment.flying || at_rest(moment) ||
        ((moment.computing || moment.awaiting || moment.playing) && since_s >= kProgress_s) ||
        (redraw_in_s_ >= 0 && since_s >= redraw_in_s_);
    if (!due) return false;
    due_ = std::max(0, due_ - 1);
    // Computing has ended or begun: the line that says so must follow.
    if (moment.changed) due_ = std::max(due_, 1);
    drawn_s_ = moment.now_s;
    return true;
}

}  // namespace ui
