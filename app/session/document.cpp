#include "app/session/document.h"

namespace session {
namespace {

using sim::Ok;
using sim::Result;

// Hours of work; the oldest states go first.
constexpr std::size_t kLongestHistory = 1000;

}  // namespace

Document::Document(Scene scene)
    : history_{{scene.scenario, scene.view}}, saved_(history_.front()) {}

bool Document::dirty() const { return !(history_[index_] == saved_); }

void Document::record(State next, Gesture gesture) {
    const bool continues = gesture != 0 && gesture == gesture_ && index_ + 1 == history_.size();
    if (next == history_[index_]) return;
    if (continues && index_ > 0) {
        history_[index_] = std::move(next);
        // Dragged back to where it began: nothing is left to undo.
        if (history_[index_] == history_[index_ - 1]) history_.pop_back(), --index_, gesture_ = 0;
        return;
    }
    history_.resize(index_ + 1, history_[index_]);
    history_.push_back(std::move(next));
    if (history_.size() > kLongestHistory) history_.erase(history_.begin());
    index_ = history_.size() - 1;
    gesture_ = gesture;
}

Result<Ok> Document::apply(const Command& command) {
    const State& now = history_[index_];
    if (const auto* edit = std::get_if<EditScenario>(&command)) {
        if (auto valid = sim::validate(edit->scenario); !valid) return valid;
        record({edit->scenario, now.view}, edit->gesture);
    } else if (const auto* edit_view = std::get_if<EditView>(&command)) {
        if (auto valid = validate(edit_view->view); !valid) return valid;
        record({now.scenario, edit_view->view}, edit_view->gesture);
    } else if (const auto* set = std::get_if<SetField>(&command)) {
        auto scene = set_field({now.scenario, now.view, 0}, set->assignment);
        if (!scene) return scene.error();
        if (auto valid = validate(scene.value()); !valid) return valid;
        record({scene.value().scenario, scene.value().view}, set->gesture);
    } else if (const auto* open = std::get_if<OpenScene>(&command)) {
        if (auto valid = validate(open->scene); !valid) return valid;
        *this = Document(open->scene);
    } else if (std::holds_alternative<Undo>(command)) {
        if (can_undo()) --index_;
        gesture_ = 0;
    } else if (std::holds_alternative<Redo>(command)) {
        if (can_redo()) ++index_;
        gesture_ = 0;
    }
    return Ok{};
}

}  // namespace session
