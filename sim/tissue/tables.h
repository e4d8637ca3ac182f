// The science tables of assets/science/, compiled in by generate_tables.py: every number with its
// range, unit, standing and source.
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace sim {

/// How a number stands: a published figure, computed from published inputs, or our own choice.
enum class Basis { measured, derived, illustrative };

/// One number with all that may be said about it. The name it is under ends in its unit.
struct Value {
    double value;  ///< what the models use; low <= value <= high
    double low;    ///< low == high: no spread is known, not that there is none
    double high;
    std::string_view unit;  ///< "1" for a pure number
    Basis basis;
    bool verified;            ///< the figure, or what it rests on, was seen in a source
    std::string_view source;  ///< ids of sources(), comma separated, no spaces
};

/// One entry of the bibliography.
struct Source {
    std::string_view id, citation;
    std::string_view link;  ///< empty where no neutral page is known
};

/// One place on the body. The order of sites() is fixed.
struct SiteRow {
    enum class Follicle { none, vellus, terminal };

    std::string_view id, label;
    Value stratum_corneum_mm;
    Value epidermis_mm;  ///< whole epidermis, the stratum corneum included
    Value dermis_mm;
    Value hypodermis_mm;
    double dermis_female_mm, dermis_male_mm;  ///< dermis_mm.value where unpublished
    Value vellus_per_mm2;                     ///< terminal hair: anatomy.terminal_per_mm2
    Follicle follicle;                        ///< the kind that stands out here
    bool bone_near;
    std::string_view caution;  ///< what lies beneath or goes wrong here; may be empty
    double pen_max_mm;         ///< deepest pen setting in published charts; 0: no guidance
    double rf_depth_mm;        ///< reviewed RF needle depth; 0: no guidance
};

enum class LayerId {
    stratum_corneum,
    viable_epidermis,
    papillary_dermis,
    reticular_dermis,
    hypodermis,
    muscle,
};
inline constexpr int kLayerCount = 6;

/// What one layer is made of, at 37 C; sigma at 1 MHz (other frequencies: spectrum()).
struct LayerRow {
    std::string_view id, label;
    Value sigma_S_per_m, conductivity_W_per_mK, density_kg_per_m3, specific_heat_J_per_kgK;
    Value perfusion_per_s, metabolic_W_per_m3;
    Value youngs_modulus_kPa;  ///< small strain, pressed from above
};

struct BloodRow {
    Value sigma_S_per_m, density_kg_per_m3, specific_heat_J_per_kgK, arterial_C;
};

struct SteelRow {
    Value sigma_S_per_m, conductivity_W_per_mK, density_kg_per_m3, specific_heat_J_per_kgK;
};

/// Electrical properties of one tissue at one frequency; rows of a tissue are consecutive, rising.
struct SpectrumRow {
    std::string_view tissue;  ///< skin_wet, skin_dry, fat, fat_infiltrated, muscle, blood
    double frequency_MHz;
    Value sigma_S_per_m, relative_permittivity;
};

/// One Fitzpatrick tone, "I" to "VI". Colours are sRGB encoded, 0 to 1.
struct ToneRow {
    std::string_view id;
    double melanosome_fraction;  ///< of epidermal volume
    std::array<double, 3> baseline_srgb, erythema_srgb;
    Basis basis;
    bool verified;
    std::string_view source;
};

/// A generic device class. Its figures are parameters("device.<id>.").
struct DeviceRow {
    std::string_view id, label;
    std::string_view kind;     ///< roller, stamp, pen, rf_array
    std::string_view setting;  ///< home, clinic
    std::string_view tenting;  ///< parameter id: how far the skin dips before the needle enters
    std::string_view note;
};

/// A named number: "healing.lA_per_day". The first word is the group, the last words are the unit.
struct Parameter {
    std::string_view id;
    Value value;
    std::string_view note;
};

/// A published observation the models answer to.
struct ValidationRow {
    std::string_view id, domain, observation;
    std::string_view target;  ///< a number, numbers separated by ", ", or a word
    std::string_view unit, tolerance, source;
    /// input, calibrated, tested, model_only, not_yet_run, quote_only
    std::string_view check_type;
    Basis basis;
    bool verified;
};

std::span<const SiteRow> sites();
const SiteRow* find_site(std::string_view id);  ///< null if there is none

std::span<const LayerRow> layers();  ///< kLayerCount rows, surface first, in LayerId order
const LayerRow& layer_row(LayerId id);
const BloodRow& blood();
const SteelRow& needle_steel();
std::span<const SpectrumRow> spectrum();

std::span<const ToneRow> tones();  ///< I to VI
std::span<const DeviceRow> devices();

std::span<const Parameter> parameters();                         ///< sorted by id
std::span<const Parameter> parameters(std::string_view prefix);  ///< those whose id starts so
const Parameter* find_parameter(std::string_view id);            ///< null if there is none
/// @pre  the id exists; an unknown one ends the program in every build
const Value& parameter(std::string_view id);

std::span<const Source> sources();  ///< sorted by id
const Source* find_source(std::string_view id);

std::span<const ValidationRow> validation_rows();

}  // namespace sim
