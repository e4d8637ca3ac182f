#include "app/session/rf_case.h"

#include "app/session/json_reader.h"
#include "app/session/rf_faces.h"
#include "sim/tissue/tables.h"

#include <algorithm>
#include <limits>

namespace session {
namespace {

using sim::Error;
using sim::Result;
using sim::RfProblem;

constexpr int kVersion = 1;
constexpr std::size_t kMostReports = 10'000, kMostProbes = 1'000, kMostProcesses = 16,
                      kMostFaces = 16;
// What there may be of these is for sim::validate to say; this keeps reading short.
constexpr std::size_t kMostEntries = 100'000;
constexpr double kLongest_s = 86'400;

class CaseReader {
  public:
    CaseReader(const Json& json, ReadNotes& notes) : root_(json, notes), p_(case_.problem) {}

    /// All but the questions, which need a valid box.
    void read_problem() {
        root_.expect_keys({"papilla_rf",      "name",        "box_mm",       "layers",
                           "blood",           "sigma_per_K", "reference_C",  "sigma_collapse",
                           "needle",          "needles",     "ground_faces", "drive",
                           "pulses",          "surface",     "other_faces",  "initial_C",
                           "source_W_per_m3", "source",      "sphere",       "arrhenius",
                           "probes",          "report_at_s"});
        if (!root_.json().object()) return;
        version();
        if (const auto name = root_.maybe("name")) case_.name = name->text();
        box();
        if (const auto needles = root_.maybe("needles")) needle_list(*needles);
        layers();
        blood();
        faces();
        current();
        initial();
        source();
        processes();
    }
    void read_questions() {
        if (const auto given = root_.maybe("probes"))
            for (const auto& [name, place] : given->members(kMostProbes)) probe(name, place);
        double last_s = 0;
        for (const JsonReader& given : root_.at("report_at_s").entries(kMostReports)) {
            const double at_s = given.number();
            within(given, at_s, {0, kLongest_s}, " s");
            if (at_s < last_s)
                given.wrong("is " + plain_number(at_s) + ", must not be before the " +
                            plain_number(last_s) + " s above it");
            case_.questions.report_at_s.push_back(last_s = at_s);
        }
    }
    RfCase take() { return std::move(case_); }
    const RfProblem& problem() const { return p_; }

  private:
    void version() const {
        const JsonReader given = root_.at("papilla_rf");
        const double number = given.number();
        if (number == kVersion) return;
        given.wrong("is " + plain_number(number) +
                    (number > kVersion ? ", newer than this program, which reads case version "
                                       : ", must be ") +
                    std::to_string(kVersion));
    }
    void box() {
        const JsonReader given = root_.at("box_mm");
        given.expect_keys({"x", "y", "z"});
        p_.x_mm = given.at("x").numbers<2>();
        p_.y_mm = given.at("y").numbers<2>();
        p_.depth_mm = given.at("z").numbers<2>();
    }
    void layers() {
        const std::vector<JsonReader> given = root_.at("layers").entries(kMostEntries);
        for (std::size_t n = 0; n < given.size(); ++n) layer(given[n], n + 1 == given.size());
    }
    void layer(const JsonReader& given, bool last) {
        given.expect_keys({"name", "thickness_mm", "sigma_S_per_m", "conductivity_W_per_mK",
                           "density_kg_per_m3", "specific_heat_J_per_kgK", "perfusion_per_s",
                           "metabolic_W_per_m3"});
        if (const auto name = given.maybe("name")) (void)name->text();
        sim::RfLayer layer;
        if (!last)
            layer.thickness_mm = given.at("thickness_mm").number();
        else if (const auto thickness = given.maybe("thickness_mm"))
            thickness->wrong("is given, but the last layer fills the rest of the box");
        // Where no current can flow its conductivity says nothing.
        layer.sigma_S_per_m = p_.needles.empty() ? number_or(given, "sigma_S_per_m", 1)
                                                 : given.at("sigma_S_per_m").number();
        layer.conductivity_W_per_mK = given.at("conductivity_W_per_mK").number();
        layer.density_kg_per_m3 = given.at("density_kg_per_m3").number();
        layer.specific_heat_J_per_kgK = given.at("specific_heat_J_per_kgK").number();
        layer.perfusion_per_s = number_or(given, "perfusion_per_s", 0);
        layer.metabolic_W_per_m3 = number_or(given, "metabolic_W_per_m3", 0);
        p_.layers.push_back(layer);
    }
    void blood() {
        const bool flows = std::any_of(p_.layers.begin(), p_.layers.end(),
                                       [](const auto& l) { return l.perfusion_per_s != 0; });
        if (!flows && !root_.maybe("blood")) return;
        const JsonReader given = root_.at("blood");
        given.expect_keys({"rho_kg_per_m3", "c_J_per_kgK", "temperature_C"});
        p_.blood_density_kg_per_m3 = given.at("rho_kg_per_m3").number();
        p_.blood_specific_heat_J_per_kgK = given.at("c_J_per_kgK").number();
        p_.blood_C = given.at("temperature_C").number();
    }

    // -- needles and current -------------------------------------------------------------------

    void needle_list(const JsonReader& list) {
        std::vector<std::string> names;
        for (const JsonReader& given : list.entries(kMostEntries)) {
            given.expect_keys(
                {"x_mm", "y_mm", "radius_mm", "tip_depth_mm", "exposed_mm", "electrode"});
            sim::RfNeedle needle;
            needle.shape = {.x_mm = given.at("x_mm").number(),
                            .y_mm = given.at("y_mm").number(),
                            .radius_mm = given.at("radius_mm").number(),
                            .tip_mm = given.at("tip_depth_mm").number(),
                            .exposed_mm = given.at("exposed_mm").number()};
            const JsonReader electrode = given.at("electrode");
            const std::string name = electrode.text();
            auto known = std::find(names.begin(), names.end(), name);
            if (known == names.end()) known = names.insert(known, name);
            needle.electrode = int(known - names.begin());
            if (names.size() > 2) {
                electrode.wrong("is \"" + name + "\", the third name: there may be two electrodes");
                return;
            }
            p_.needles.push_back(needle);
        }
        if (names.size() == 2)
            p_.electrode_share =
                names[0] < names[1] ? std::vector{0.5, -0.5} : std::vector{-0.5, 0.5};
        if (names.size() == 1) p_.electrode_share = {1.0};
    }
    void current() {
        ground();
        const bool flows = !p_.needles.empty();
        if (flows || root_.maybe("sigma_per_K")) p_.rise.per_K = root_.at("sigma_per_K").number();
        if (p_.rise.per_K != 0 || root_.maybe("reference_C"))
            p_.rise.reference_C = root_.at("reference_C").number();
        if (const auto given = root_.maybe("sigma_collapse")) {
            given->expect_keys({"from_C", "to_C", "factor"});
            p_.rise.from_C = given->at("from_C").number();
            p_.rise.to_C = given->at("to_C").number();
            p_.rise.dry_factor = given->at("factor").number();
        }
        if (flows || root_.maybe("needle")) {
            const JsonReader given = root_.at("needle");
            given.expect_keys(
                {"conductivity_W_per_mK", "density_kg_per_m3", "specific_heat_J_per_kgK"});
            p_.steel_conductivity_W_per_mK = given.at("conductivity_W_per_mK").number();
            p_.steel_density_kg_per_m3 = given.at("density_kg_per_m3").number();
            p_.steel_specific_heat_J_per_kgK = given.at("specific_heat_J_per_kgK").number();
        }
        if (flows || root_.maybe("drive")) drive(root_.at("drive"));
        if (flows || root_.maybe("pulses"))
            for (const JsonReader& given : root_.at("pulses").entries(kMostEntries)) {
                given.expect_keys({"on_s", "off_s"});
                p_.pulses.push_back(
                    {.on_s = given.at("on_s").number(), .off_s = given.at("off_s").number()});
            }
    }
    void ground() {
        const auto given = root_.maybe("ground_faces");
        bool any = false;
        if (given)
            for (const JsonReader& face : given->entries(kMostFaces)) {
                any = true;
                const auto sides = face.json().text() ? sides_named(*face.json().text()) : Sides{};
                if (sides == Sides{}) face.wrong_kind(side_names_text());
                for (std::size_t s = 0; s < sides.size(); ++s)
                    p_.grounded[s] = p_.grounded[s] || sides[s];
            }
        if (!any && p_.electrode_share.size() == 1) {
            const std::string why =
                "all needles are of one electrode, whose current must leave through a face: " +
                side_names_text();
            if (given)
                given->wrong("is empty, but " + why);
            else
                (void)root_.at("ground_faces");
        }
    }
    void drive(const JsonReader& given) {
        if (!given.json().object()) return given.wrong_kind("an object");
        constexpr std::array<std::string_view, 3> kControls = {"voltage", "power", "energy"};
        p_.drive.control = sim::RfDrive::Control(int(given.at("control").choice(kControls)));
        switch (p_.drive.control) {
            case sim::RfDrive::Control::voltage:
                given.expect_keys({"control", "difference_V"});
                p_.drive.voltage_V = given.at("difference_V").number();
                break;
            case sim::RfDrive::Control::power:
                given.expect_keys({"control", "total_W"});
                p_.drive.power_W = given.at("total_W").number();
                break;
            case sim::RfDrive::Control::energy:
                given.expect_keys({"control", "total_W", "total_J"});
                p_.drive.power_W = given.at("total_W").number();
                p_.drive.energy_J = given.at("total_J").number();
        }
    }

    // -- heat ----------------------------------------------------------------------------------

    void faces() {
        const sim::HeatSide others = face(root_.at("other_faces"));
        p_.sides.fill(others);
        p_.sides[std::size_t(sim::Side::surface)] = face(root_.at("surface"));
    }
    static sim::HeatSide face(const JsonReader& given) {
        using Kind = sim::HeatSide::Kind;
        const std::string* word = given.json().text();
        if (word && *word == "adiabatic") return {};
        if (!given.json().object()) {
            given.wrong_kind(R"("adiabatic", {"fixed_C": T} or )"
                             R"({"convection_W_per_m2K": h, "ambient_C": T})");
            return {};
        }
        if (given.maybe("fixed_C")) {
            given.expect_keys({"fixed_C"});
            return {.kind = Kind::fixed, .outside_C = given.at("fixed_C").number()};
        }
        given.expect_keys({"convection_W_per_m2K", "ambient_C"});
        return {.kind = Kind::convection,
                .outside_C = given.at("ambient_C").number(),
                .convection_W_per_m2K = given.at("convection_W_per_m2K").number()};
    }
    void initial() {
        const JsonReader given = root_.at("initial_C");
        if (!given.json().object()) {
            p_.initial_C = given.number();
            return;
        }
        given.expect_keys({"gaussian"});
        const JsonReader spot = given.at("gaussian");
        spot.expect_keys({"centre_mm", "sigma_mm", "peak_C", "base_C"});
        p_.initial_C = spot.at("base_C").number();
        p_.warm_spot = {.centre_mm = spot.at("centre_mm").numbers<3>(),
                        .sigma_mm = spot.at("sigma_mm").number(),
                        .peak_C = spot.at("peak_C").number()};
    }
    void source() {
        for (const char* key : {"source_W_per_m3", "source", "sphere"}) {
            const auto given = root_.maybe(key);
            if (!given) continue;
            if (p_.source) return given->wrong("is a second source: there may be one");
            if (given->json().number()) {
                p_.source = {.radius_mm = std::numeric_limits<double>::infinity(),
                             .W_per_m3 = given->number()};
                continue;
            }
            const bool bare = std::string_view(key) == "sphere";
            if (!bare) given->expect_keys({"sphere"});
            const JsonReader ball = bare ? *given : given->at("sphere");
            ball.expect_keys({"centre_mm", "radius_mm", "W_per_m3"});
            p_.source = {.centre_mm = ball.at("centre_mm").numbers<3>(),
                         .radius_mm = ball.at("radius_mm").number(),
                         .W_per_m3 = ball.at("W_per_m3").number()};
        }
    }
    void processes() {
        const auto list = root_.maybe("arrhenius");
        if (!list) return;
        const double gas_J_per_molK = sim::parameter("damage.gas_constant_J_per_molK").value;
        for (const JsonReader& given : list->entries(kMostProcesses)) {
            given.expect_keys({"name", "A_per_s", "Ea_J_per_mol"});
            const JsonReader name = given.at("name");
            const auto& known = case_.process_names;
            if (std::find(known.begin(), known.end(), name.text()) != known.end())
                name.wrong("is \"" + name.text() + "\", the name of an entry above it");
            case_.process_names.push_back(name.text());
            p_.damage.push_back({.A_per_s = given.at("A_per_s").number(),
                                 .E_over_R_K = given.at("Ea_J_per_mol").number() / gas_J_per_molK});
        }
    }

    // -- questions -----------------------------------------------------------------------------

    void probe(const std::string& name, const JsonReader& place) {
        const std::array<double, 3> at_mm = place.numbers<3>();
        const std::array<std::array<double, 2>, 3> box_mm = {p_.x_mm, p_.y_mm, p_.depth_mm};
        if (place.json().list() && place.json().list()->size() == 3)
            for (std::size_t a = 0; a < 3; ++a)
                within(place.entries(3)[a], at_mm[a], box_mm[a], " mm");
        case_.probe_names.push_back(name);
        case_.questions.probes_mm.push_back(at_mm);
    }
    static void within(const JsonReader& given, double value, const std::array<double, 2>& range,
                       std::string_view unit) {
        if (value >= range[0] && value <= range[1]) return;
        given.wrong("is " + plain_number(value) + ", must lie in [" + plain_number(range[0]) +
                    ", " + plain_number(range[1]) + "]" + std::string(unit));
    }
    static double number_or(const JsonReader& given, std::string_view key, double otherwise) {
        const auto member = given.maybe(key);
        return member ? member->number() : otherwise;
    }

    JsonReader root_;
    RfCase case_;
    RfProblem& p_;
};

Result<ReadRfCase> read(const Json& json, std::string_view name) {
    ReadNotes notes;
    const auto placed = [&](Error error) {
        error.where = std::string(name) + (error.where.empty() ? "" : ":") + error.where;
        return error;
    };
    CaseReader reader(json, notes);
    reader.read_problem();
    if (!notes.error)
        if (auto valid = sim::validate(reader.problem()); !valid) return placed(valid.error());
    reader.read_questions();
    if (notes.error) return placed(*notes.error);
    ReadRfCase done{reader.take(), {}};
    for (Error& warning : notes.warnings) done.warnings.push_back(placed(std::move(warning)));
    return done;
}

}  // namespace

Result<ReadRfCase> read_rf_case(std::string_view text, std::string_view name) {
    auto json = parse_json(text, name);
    if (json) return read(json.value(), name);
    // "7:21: is not JSON" is less of a help than which number is none.
    auto spelt = parse_odd_numbers(text, name);
    auto done = spelt ? read(spelt.value(), name) : Result<ReadRfCase>(json.error());
    return done ? json.error() : done.error();
}

}  // namespace session
