#include "sim/scenario.h"

#include "sim/tissue/tables.h"

#include <cassert>

namespace sim {

std::span<const std::string_view> site_ids() {
    static const std::vector<std::string_view> ids = [] {
        std::vector<std::string_view> list;
        for (const SiteRow& row : sites()) list.push_back(row.id);
        return list;
    }();
    return ids;
}

Site site_named(std::string_view id) {
    const auto ids = site_ids();
    for (std::size_t i = 0; i < ids.size(); ++i)
        if (ids[i] == id) return Site(int(i));
    assert(false && "no site has this id");
    return Site(0);
}

std::vector<double> visit_days(const Course& course) {
    std::vector<double> days;
    for (int i = 0; i < course.sessions; ++i) days.push_back(double(i) * course.interval_days);
    return days;
}

namespace {

Result<Ok> between_fields(const Scenario& s) {
    // A tip cannot be driven further than the needle is long.
    if (s.technique.depth_mm > s.device.needle_length_mm)
        return Error{"is " + number_text(s.technique.depth_mm) +
                         " mm, must not exceed device.needle_length_mm, " +
                         number_text(s.device.needle_length_mm) + " mm",
                     "/technique/depth_mm"};
    if (s.device.pitch_mm < 2.0 * s.device.needle_diameter_mm)
        return Error{"is " + number_text(s.device.pitch_mm) +
                         " mm, must be at least two needle diameters, " +
                         number_text(2.0 * s.device.needle_diameter_mm) + " mm",
                     "/device/pitch_mm"};
    if (s.rf.on && s.device.kind != DeviceKind::rf_array)
        return Error{"is true, but only device.kind rf_array carries current", "/rf/on"};
    const double last_depth_mm = s.technique.depth_mm - (s.rf.levels - 1) * s.rf.level_step_mm;
    if (s.rf.on && last_depth_mm < 0.1)
        return Error{"is " + std::to_string(s.rf.levels) + ", so that the last depth would be " +
                         number_text(last_depth_mm) + " mm, must leave 0.1 mm or more",
                     "/rf/levels"};
    const bool pairs = s.rf.polarity == Polarity::bipolar ? s.device.columns > 1
                                                          : s.device.rows * s.device.columns > 1;
    if (s.rf.on && s.rf.polarity != Polarity::monopolar && !pairs)
        return Error{"is " + std::string(kPolarities[std::size_t(s.rf.polarity)]) +
                         ", but the array has no needle of the other sign",
                     "/rf/polarity"};
    if (visit_days(s.course).back() > 365)
        return Error{"puts visit " + std::to_string(s.course.sessions) + " on day " +
                         number_text(visit_days(s.course).back()) + ", must lie within 365 days",
                     "/course/interval_days"};
    return Ok{};
}

}  // namespace

Result<Ok> validate(const Scenario& scenario) {
    Error first;
    visit_fields(scenario, [&]<class T>(const Field& field, const T& value) {
        const double number = as_number(value);
        // Written so that NaN fails.
        if (first.what.empty() && !(number >= field.low && number <= field.high))
            first = {out_of_range_text(number_text(number), field), json_pointer(field.path)};
    });
    if (!first.what.empty()) return first;
    return between_fields(scenario);
}

}  // namespace sim
