// Every word that annotations can put into a picture, in one table; other languages replace the
// texts.
#pragma once
#include <array>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace render {

enum class Word {
    // structures, in the order of the layers, then of sim::Structure
    stratum_corneum,
    epidermis,
    papillary_dermis,
    reticular_dermis,
    fat,
    muscle,
    junction,
    arteriole,
    venule,
    capillary,
    nerve,
    follicle,
    hair,
    sebaceous_gland,
    sweat_duct,
    sweat_gland,
    arrector_muscle,
    touch_corpuscle,
    // what layers consist of
    granular_layer,
    spinous_layer,
    basal_layer,
    rete_ridge,
    papilla,
    collagen_bundles,
    fat_cells,
    // what the needle does
    needle_tip,
    microchannel,
    bleeding,
    coagulated,
    new_collagen,
    fibroblasts,
    rolling_scar,
    boxcar_scar,
    icepick_scar,
    fine_line,
    pore,
    // ruler
    millimetres,
    ruler_junction,
    ruler_dermis_end,
    ruler_fat_end,
    ruler_set,
    ruler_reached,
    ruler_range,
    // scale bar
    length_mm,
    length_um,
    // inset
    inset_front,
    inset_cut,
    inset_turned,
    // stains
    stain_he,
    stain_trichrome,
    stain_picrosirius,
    stain_oct,
    stain_key,
    stain_echo_key,
    stain_nuclei,
    stain_collagen,
    stain_keratin,
    stain_cells_muscle,
    stain_type_i,
    stain_type_iii,
    stain_unordered,
    stain_bright,
    stain_dim,
    // legends
    temperature,
    celsius,
    isotherm,
    dead_tissue,
    current_key,
    new_collagen_key,
    collagen_iii,
    collagen_i,
    cells_key,
    neutrophils,
    macrophages_m1,
    macrophages_m2,
    fibroblasts_key,
    // caption
    milliseconds,
    seconds,
    minutes,
    hours,
    days,
    months,
    stage_insertion,
    stage_dwell,
    stage_pulse,
    stage_withdrawal,
    stage_cooling,
    stage_closing,
    phase_intact,
    phase_haemostasis,
    phase_inflammation,
    phase_proliferation,
    phase_remodelling,
    derived,
    derived_depth,
    derived_channels,
    derived_healing,
    derived_heat,
    illustrative,
    illustrative_structure,
    illustrative_cells,
    illustrative_bleeding,
    separator,
    list_separator,
    decimal_point,
    count
};
inline constexpr std::size_t kWordCount = std::size_t(Word::count);

struct WordRow {
    Word word;
    std::string_view id;  ///< key in a strings file
    std::string_view english;
};

// {0}, {1} stand for numbers or other words.
// clang-format off
inline constexpr std::array<WordRow, kWordCount> kWordRows = {{
    {Word::stratum_corneum, "stratum_corneum", "Stratum corneum"},
    {Word::epidermis, "epidermis", "Epidermis"},
    {Word::papillary_dermis, "papillary_dermis", "Papillary dermis"},
    {Word::reticular_dermis, "reticular_dermis", "Reticular dermis"},
    {Word::fat, "fat", "Fat (hypodermis)"},
    {Word::muscle, "muscle", "Muscle"},
    {Word::junction, "junction", "Dermal–epidermal junction"},
    {Word::arteriole, "arteriole", "Small artery"},
    {Word::venule, "venule", "Small vein"},
    {Word::capillary, "capillary", "Capillary loop"},
    {Word::nerve, "nerve", "Nerve"},
    {Word::follicle, "follicle", "Hair follicle"},
    {Word::hair, "hair", "Hair"},
    {Word::sebaceous_gland, "sebaceous_gland", "Sebaceous gland"},
    {Word::sweat_duct, "sweat_duct", "Sweat duct"},
    {Word::sweat_gland, "sweat_gland", "Sweat gland"},
    {Word::arrector_muscle, "arrector_muscle", "Hair muscle"},
    {Word::touch_corpuscle, "touch_corpuscle", "Touch corpuscle"},

    {Word::granular_layer, "granular_layer", "Granular layer"},
    {Word::spinous_layer, "spinous_layer", "Spinous layer"},
    {Word::basal_layer, "basal_layer", "Basal layer"},
    {Word::rete_ridge, "rete_ridge", "Rete ridge"},
    {Word::papilla, "papilla", "Dermal papilla"},
    {Word::collagen_bundles, "collagen_bundles", "Collagen bundles"},
    {Word::fat_cells, "fat_cells", "Fat cells"},

    {Word::needle_tip, "needle_tip", "Needle tip"},
    {Word::microchannel, "microchannel", "Micro-channel"},
    {Word::bleeding, "bleeding", "Pinpoint bleeding"},
    {Word::coagulated, "coagulated", "Coagulated zone"},
    {Word::new_collagen, "new_collagen", "New collagen"},
    {Word::fibroblasts, "fibroblasts", "Fibroblasts"},
    {Word::rolling_scar, "rolling_scar", "Rolling scar"},
    {Word::boxcar_scar, "boxcar_scar", "Boxcar scar"},
    {Word::icepick_scar, "icepick_scar", "Ice-pick scar"},
    {Word::fine_line, "fine_line", "Fine line"},
    {Word::pore, "pore", "Pore"},

    {Word::millimetres, "ruler.unit", "mm"},
    {Word::ruler_junction, "ruler.junction", "epidermis ends {0}"},
    {Word::ruler_dermis_end, "ruler.dermis_end", "dermis ends {0}"},
    {Word::ruler_fat_end, "ruler.fat_end", "fat ends {0}"},
    {Word::ruler_set, "ruler.set", "set {0} mm"},
    {Word::ruler_reached, "ruler.reached", "reached {0} mm"},
    {Word::ruler_range, "ruler.range", "({0}–{1})"},

    {Word::length_mm, "length_mm", "{0} mm"},
    {Word::length_um, "length_um", "{0} µm"},

    {Word::inset_front, "inset.front", "From above"},
    {Word::inset_cut, "inset.cut", "Cut {0} mm in"},
    {Word::inset_turned, "inset.turned", "Cut {0} mm in, turned {1}°"},

    {Word::stain_he, "stain.he", "Haematoxylin and eosin: nuclei blue, collagen pink"},
    {Word::stain_trichrome, "stain.trichrome", "Masson's trichrome: collagen blue, cells and muscle red"},
    {Word::stain_picrosirius, "stain.picrosirius", "Sirius red between crossed polarisers: type I red-yellow, type III green"},
    {Word::stain_oct, "stain.oct", "Optical coherence tomography: bright where light is sent back"},
    {Word::stain_key, "stain.key", "Stain"},
    {Word::stain_echo_key, "stain.echo_key", "Light sent back"},
    {Word::stain_nuclei, "stain.nuclei", "Nuclei"},
    {Word::stain_collagen, "stain.collagen", "Collagen"},
    {Word::stain_keratin, "stain.keratin", "Keratin, cell bodies"},
    {Word::stain_cells_muscle, "stain.cells_muscle", "Cells, keratin, muscle"},
    {Word::stain_type_i, "stain.type_i", "Collagen I"},
    {Word::stain_type_iii, "stain.type_iii", "Collagen III"},
    {Word::stain_unordered, "stain.unordered", "Not in fibres"},
    {Word::stain_bright, "stain.bright", "Much"},
    {Word::stain_dim, "stain.dim", "Little"},

    {Word::temperature, "heat.title", "Temperature"},
    {Word::celsius, "heat.unit", "°C"},
    {Word::isotherm, "heat.line", "{0} °C"},
    {Word::dead_tissue, "heat.dead", "Coagulated (dead) tissue"},
    {Word::current_key, "heat.current", "Current, in one half-wave"},
    {Word::new_collagen_key, "collagen.title", "New collagen"},
    {Word::collagen_iii, "collagen.iii", "Type III, early"},
    {Word::collagen_i, "collagen.i", "Type I, mature"},
    {Word::cells_key, "cells.title", "Cells"},
    {Word::neutrophils, "cells.neutrophils", "Neutrophils"},
    {Word::macrophages_m1, "cells.macrophages_m1", "Macrophages, M1"},
    {Word::macrophages_m2, "cells.macrophages_m2", "Macrophages, M2"},
    {Word::fibroblasts_key, "cells.fibroblasts", "Fibroblasts"},

    {Word::milliseconds, "time.milliseconds", "{0} ms"},
    {Word::seconds, "time.seconds", "{0} s"},
    {Word::minutes, "time.minutes", "{0} min"},
    {Word::hours, "time.hours", "{0} h"},
    {Word::days, "time.days", "Day {0}"},
    {Word::months, "time.months", "Month {0}"},
    {Word::stage_insertion, "stage.insertion", "Needle goes in"},
    {Word::stage_dwell, "stage.dwell", "Needle in place"},
    {Word::stage_pulse, "stage.pulse", "Current on"},
    {Word::stage_withdrawal, "stage.withdrawal", "Needle comes out"},
    {Word::stage_cooling, "stage.cooling", "First moments"},
    {Word::stage_closing, "stage.closing", "Channels close"},
    {Word::phase_intact, "phase.intact", "Before treatment"},
    {Word::phase_haemostasis, "phase.haemostasis", "Clotting"},
    {Word::phase_inflammation, "phase.inflammation", "Inflammation"},
    {Word::phase_proliferation, "phase.proliferation", "Proliferation"},
    {Word::phase_remodelling, "phase.remodelling", "Remodelling"},
    {Word::derived, "basis.derived", "Derived: {0}"},
    {Word::derived_depth, "basis.depth", "depth (H1)"},
    {Word::derived_channels, "basis.channels", "channels (H2)"},
    {Word::derived_healing, "basis.healing", "healing (H3)"},
    {Word::derived_heat, "basis.heat", "heat (H5)"},
    {Word::illustrative, "basis.illustrative", "Illustrative: {0}"},
    {Word::illustrative_structure, "basis.structure", "arrangement of structures"},
    {Word::illustrative_cells, "basis.cells", "number of cells, amount of collagen"},
    {Word::illustrative_bleeding, "basis.bleeding", "size of blood drops"},
    {Word::separator, "separator", "  ·  "},
    {Word::list_separator, "list_separator", ", "},
    {Word::decimal_point, "decimal_point", "."},
}};
// clang-format on

/// The texts in one language.
struct Words {
    std::array<std::string, kWordCount> text;
    std::vector<std::string> sites;  ///< as in sim::sites(); empty: the science table's own labels

    const std::string& operator[](Word word) const { return text[std::size_t(word)]; }
};

Words english();

/// Puts a text under its id; false if there is no such id.
bool set_word(Words& words, std::string_view id, std::string_view text);

/// Replaces {0}, {1}, ... ; a number without a value stays as it is.
std::string filled(std::string_view pattern, std::initializer_list<std::string_view> values);

/// A number with a fixed count of decimals and the language's decimal point.
std::string number(const Words& words, double value, int decimals);

}  // namespace render
