#include "app/session/assign.h"

#include "app/session/json.h"

#include <cmath>

namespace session {
namespace {

using sim::Error;
using sim::Field;
using sim::Ok;
using sim::Result;

template <class T>
Result<Ok> assign(const Field& field, T& value, const Json& given) {
    const Error wrong{sim::out_of_range_text(given_text(given), field), ""};
    if constexpr (std::is_same_v<T, bool>) {
        if (!given.boolean())
            return Error{"is " + given_text(given) + ", must be true or false", ""};
        value = *given.boolean();
    } else if constexpr (std::is_enum_v<T>) {
        if (!given.text()) return wrong;
        for (std::size_t i = 0; i < field.choices.size(); ++i) {
            if (field.choices[i] != *given.text()) continue;
            value = T(int(i));
            return Ok{};
        }
        return wrong;
    } else {
        const double* number = given.number();
        if (!number || !(*number >= field.low && *number <= field.high)) return wrong;
        if constexpr (std::is_same_v<T, int>)
            if (*number != std::floor(*number))
                return Error{"is " + given_text(given) + ", must be a whole number in [" +
                                 plain_number(field.low) + ", " + plain_number(field.high) + "]",
                             ""};
        value = T(*number + 0.0);  // there is one zero
    }
    return Ok{};
}

/// A list of names of parts, as bits.
/// @param all  what "all" stands for
Result<Ok> assign_parts(std::uint32_t& chosen, std::uint32_t all, const Json& given) {
    const auto wrong = [](const Json& json) {
        std::string text = "is " + given_text(json) + ", must be a list of all, ";
        for (std::size_t i = 0; i < kParts.size(); ++i)
            text += (i ? ", " : "") + std::string(kParts[i]);
        return Error{text, ""};
    };
    if (!given.list()) return wrong(given);
    std::uint32_t parts = 0;
    for (const Json& entry : *given.list()) {
        std::uint32_t bits = 0;
        if (const std::string* name = entry.text()) {
            if (*name == "all") bits = all;
            for (std::size_t i = 0; i < kParts.size(); ++i)
                if (kParts[i] == *name) bits = 1u << i;
        }
        if (bits == 0) return wrong(entry);
        parts |= bits;
    }
    chosen = parts;
    return Ok{};
}

/// A list of three, each "auto" or [x_mm, depth_mm].
Result<Ok> assign_probes(View& view, const Json& given) {
    const auto wrong = [](const Json& json) {
        return Error{"is " + given_text(json) +
                         ", must be a list of 3 probes, each \"auto\" or [x_mm, depth_mm]",
                     ""};
    };
    if (!given.list() || given.list()->size() != view.probes.size()) return wrong(given);
    Probes probes;
    for (std::size_t i = 0; i < probes.size(); ++i) {
        const Json& entry = (*given.list())[i];
        if (entry.text() && *entry.text() == "auto") continue;
        if (!entry.list() || entry.list()->size() != 2) return wrong(entry);
        const double *x = (*entry.list())[0].number(), *depth = (*entry.list())[1].number();
        if (!x || !depth) return wrong(entry);
        probes[i] = Probe{*x + 0.0, *depth + 0.0};
        if (auto valid = validate(*probes[i]); !valid) return Error{valid.error().what, ""};
    }
    view.probes = probes;
    return Ok{};
}

Result<Ok> assign_time(Scene& scene, const Json& given) {
    if (!given.text())
        return Error{"is " + given_text(given) + ", must be a text such as \"30s\" or \"14d\"", ""};
    auto time_us = parse_time(*given.text());
    if (!time_us) return time_us.error();
    scene.time_us = time_us.value();
    return Ok{};
}

}  // namespace

Result<Ok> assign_path(Scene& scene, std::string_view path, const Json& given, bool& known) {
    known = true;
    if (path == "view.layers") return assign_parts(scene.view.parts, kUsualParts, given);
    if (path == "view.faded") return assign_parts(scene.view.faded, kUsualParts, given);
    if (path == "view.probes") return assign_probes(scene.view, given);
    if (path == "time") return assign_time(scene, given);
    known = false;
    Result<Ok> outcome = Ok{};
    visit_scene_fields(scene, [&]<class T>(const Field& field, T& value) {
        if (field.path != path) return;
        known = true;
        outcome = assign(field, value, given);
    });
    return outcome;
}

}  // namespace session
