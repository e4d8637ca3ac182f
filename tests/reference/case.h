// Reads the part of an RF case that the reference solver can solve, and refuses the rest with a
// reason.
#pragma once

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace reference {

using Json = nlohmann::ordered_json;

[[noreturn]] inline void refuse(const std::string& why) { throw std::runtime_error(why); }

struct Matter {
    double bottom_mm = 1e9, sigma_S_per_m = 0;
    double k_W_per_mK = 0, heat_J_per_m3K = 0, perfusion_W_per_m3K = 0, metabolic_W_per_m3 = 0;
};

struct Needle {
    double x_mm, y_mm, radius_mm, tip_mm, exposed_mm, volt;  // volt at a unit difference
};

/// What a face does to heat: nothing, convection, or a held temperature.
struct Face {
    double h_W_per_m2K = 0, outside_C = 0;
    bool fixed = false;
};

struct Reaction {
    std::string name;
    double A_per_s, Ea_J_per_mol;
};

struct Case {
    Json json;
    double half_x_mm, half_y_mm, depth_mm;
    std::vector<Matter> layers;
    Matter metal;
    std::vector<Needle> needles;  // of the whole box
    bool anti_x = false, anti_y = false;
    bool ground_x = false, ground_y = false, ground_floor = false;
    double blood_C = 37, sigma_per_K = 0, reference_C = 37;
    double from_C = 1e9, to_C = 2e9, factor = 1;
    Face surface, others;
    std::vector<Reaction> reactions;

    double sigma(double base, double T_C) const {
        const double at = std::clamp((T_C - from_C) / (to_C - from_C), 0.0, 1.0);
        return base * (1 + sigma_per_K * (T_C - reference_C)) * (1 + at * (factor - 1));
    }
    const Matter& layer_at(double z_mm) const {
        return *std::find_if(layers.begin(), layers.end(),
                             [&](const Matter& m) { return z_mm < m.bottom_mm; });
    }
};

inline Face read_face(const Json& j) {
    if (j.is_string()) return {};
    if (j.contains("fixed_C")) return {0, j["fixed_C"].get<double>(), true};
    return {j["convection_W_per_m2K"].get<double>(), j["ambient_C"].get<double>(), false};
}

inline Matter read_matter(const Json& j, double blood_J_per_m3K) {
    return {1e9,
            j.value("sigma_S_per_m", 0.0),
            j["conductivity_W_per_mK"].get<double>(),
            j["density_kg_per_m3"].get<double>() * j["specific_heat_J_per_kgK"].get<double>(),
            j.value("perfusion_per_s", 0.0) * blood_J_per_m3K,
            j.value("metabolic_W_per_m3", 0.0)};
}

/// Finds whether mirroring in the plane x = 0 (or y = 0) keeps the potential or turns its sign.
inline bool is_antisymmetric(const std::vector<Needle>& needles, double Needle::*along,
                             double Needle::*across) {
    std::set<bool> found;
    for (const Needle& n : needles)
        for (const Needle& m : needles)
            if (std::abs(n.*along + m.*along) + std::abs(n.*across - m.*across) < 1e-9)
                found.insert(n.volt != m.volt);
    if (found.size() > 1) refuse("needles are neither symmetric nor antisymmetric");
    return !found.empty() && *found.begin();
}

inline Case read_case(const std::string& path) {
    Case c;
    std::ifstream(path) >> c.json;
    const Json& j = c.json;
    const auto half = [&](const char* axis) {
        const Json& range = j["box_mm"][axis];
        if (std::abs(range[0].get<double>() + range[1].get<double>()) > 1e-9)
            refuse("the box is not centred");
        return range[1].get<double>();
    };
    c.half_x_mm = half("x");
    c.half_y_mm = half("y");
    c.depth_mm = j["box_mm"]["z"][1];
    const Json& blood = j["blood"];
    c.blood_C = blood["temperature_C"];
    const double blood_J =
        blood["rho_kg_per_m3"].get<double>() * blood["c_J_per_kgK"].get<double>();
    double bottom = 0;
    for (const Json& l : j["layers"]) {
        c.layers.push_back(read_matter(l, blood_J));
        if (l.contains("thickness_mm"))
            c.layers.back().bottom_mm = bottom += l["thickness_mm"].get<double>();
    }
    c.sigma_per_K = j.value("sigma_per_K", 0.0);
    c.reference_C = j.value("reference_C", 37.0);
    if (j.contains("sigma_collapse")) {
        const Json& s = j["sigma_collapse"];
        c.from_C = s["from_C"], c.to_C = s["to_C"], c.factor = s["factor"];
    }
    if (j.contains("needle")) c.metal = read_matter(j["needle"], 0);
    std::set<std::string> names;
    for (const Json& n : j.value("needles", Json::array()))
        names.insert(n["electrode"].get<std::string>());
    for (const Json& n : j.value("needles", Json::array())) {
        const bool first = n["electrode"].get<std::string>() == *names.begin();
        const double volt = names.size() == 1 ? 1 : first ? 0.5 : -0.5;
        c.needles.push_back(
            {n["x_mm"], n["y_mm"], n["radius_mm"], n["tip_depth_mm"], n["exposed_mm"], volt});
    }
    c.anti_x = is_antisymmetric(c.needles, &Needle::x_mm, &Needle::y_mm);
    c.anti_y = is_antisymmetric(c.needles, &Needle::y_mm, &Needle::x_mm);
    for (const Json& f : j.value("ground_faces", Json::array())) {
        c.ground_floor |= f == "z_max";
        c.ground_x |= f == "x_min" || f == "x_max";
        c.ground_y |= f == "y_min" || f == "y_max";
    }
    c.surface = read_face(j["surface"]);
    c.others = read_face(j["other_faces"]);
    for (const Json& a : j.value("arrhenius", Json::array()))
        c.reactions.push_back({a["name"], a["A_per_s"], a["Ea_J_per_mol"]});
    return c;
}

}  // namespace reference
