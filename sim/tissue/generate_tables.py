"""Checks the science tables (JSON) and writes them as C++: generate_tables.py SCIENCE_DIR OUT_CPP."""

import json
import math
import pathlib
import sys

BASES = ("measured", "derived", "illustrative")
FOLLICLES = ("none", "vellus", "terminal")
KINDS = ("roller", "stamp", "pen", "rf_array")
CHECK_TYPES = ("input", "calibrated", "tested", "model_only", "not_yet_run", "quote_only")
LAYERS = ("stratum_corneum", "viable_epidermis", "papillary_dermis", "reticular_dermis", "hypodermis", "muscle")
TONES = ("I", "II", "III", "IV", "V", "VI")
SITE_VALUES = ("stratum_corneum_mm", "epidermis_mm", "dermis_mm", "hypodermis_mm")
LAYER_VALUES = ("sigma_S_per_m", "conductivity_W_per_mK", "density_kg_per_m3", "specific_heat_J_per_kgK",
                "perfusion_per_s", "metabolic_W_per_m3", "youngs_modulus_kPa")
BLOOD_VALUES = ("sigma_S_per_m", "density_kg_per_m3", "specific_heat_J_per_kgK", "arterial_C")
STEEL_VALUES = ("sigma_S_per_m", "conductivity_W_per_mK", "density_kg_per_m3", "specific_heat_J_per_kgK")
PARAMETER_FILES = ("microanatomy.json", "tissue.json", "tones.json", "models.json", "devices.json")


class Bad(Exception):
    """A table that breaks a rule; the message is `file:/json/pointer: reason`."""


class Node:
    """A place in a JSON file, so that every complaint can say where."""

    def __init__(self, value, file, pointer=""):
        self.value, self.file, self.pointer = value, file, pointer

    def fail(self, reason):
        raise Bad(f"{self.file}:{self.pointer or '/'}: {reason}")

    def __contains__(self, key):
        return isinstance(self.value, dict) and key in self.value

    def __getitem__(self, key):
        if not isinstance(self.value, dict):
            self.fail("is not an object")
        if key not in self.value:
            self.fail(f"has no {key}")
        return Node(self.value[key], self.file, f"{self.pointer}/{key}")

    def items(self):
        if not isinstance(self.value, list):
            self.fail("is not a list")
        return [Node(v, self.file, f"{self.pointer}/{i}") for i, v in enumerate(self.value)]

    def text(self, allow_empty=False):
        if not isinstance(self.value, str) or not (self.value or allow_empty):
            self.fail("is not a text" if allow_empty else "is not a text, or empty")
        return self.value

    def number(self):
        if isinstance(self.value, bool) or not isinstance(self.value, (int, float)) or not math.isfinite(self.value):
            self.fail(f"is {self.value}, must be a finite number")
        return float(self.value)

    def flag(self):
        if not isinstance(self.value, bool):
            self.fail("must be true or false")
        return self.value

    def choice(self, allowed):
        if self.value not in allowed:
            self.fail(f"is {self.value}, must be one of {', '.join(allowed)}")
        return self.value

    def optional_text(self, key):
        return self[key].text(allow_empty=True) if key in self else ""


def suffix_of(unit):
    """The ending a name must have for its unit: "J/(kg K)" gives "_J_per_kgK"."""
    if unit == "1":
        return ""
    over, _, under = unit.replace("degC", "C").partition("/")
    over = "" if over == "1" else "_" + over
    return over + ("_per_" + under.strip("()").replace(" ", "") if under else "")


def read(folder, name):
    path = folder / name

    def unique(pairs):
        keys = [k for k, _ in pairs]
        for key in keys:
            if keys.count(key) > 1:
                raise ValueError(f"{key} appears twice in one object")
        return dict(pairs)

    try:
        return Node(json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=unique), str(path))
    except (OSError, ValueError) as error:
        raise Bad(f"{path}:/: {error}") from error


def quoted(text):
    """A C++ literal in plain ASCII; other letters as UTF-8 octal escapes, which cannot swallow what follows."""
    out = ""
    for byte in text.encode("utf-8"):
        char = chr(byte)
        out += "\\" + char if char in '"\\' else char if 32 <= byte < 127 else f"\\{byte:03o}"
    return f'"{out}"'


def boolean(value):
    return "true" if value else "false"


def array(kind, name, rows):
    return f"constexpr {kind} {name}[] = {{\n" + "".join(f"    {{{row}}},\n" for row in rows) + "};\n"


class Tables:
    def __init__(self, folder):
        self.folder = folder
        self.sources = self.read_sources()
        self.used = set()
        self.tented = []

    def read_sources(self):
        node = read(self.folder, "sources.json")
        for key in node.value:
            node[key]["citation"].text()
            node[key]["link"].text(allow_empty=True)
            node[key]["verified"].flag()
        return node

    def standing(self, row):
        """Basis, verified and source, as C++; every row of every table has them, and a unit."""
        row["unit"].text()
        source = row["source"].text()
        for one in source.split(","):
            if one not in self.sources:
                row["source"].fail(f"{one} is not in sources.json")
            self.used.add(one)
        return f"Basis::{row['basis'].choice(BASES)}, {boolean(row['verified'].flag())}, {quoted(source)}"

    def value(self, row, name, scale=1.0, unit=None):
        """A Value in braces; the name must end in the unit of the row."""
        numbers = [row[key].number() for key in ("value", "low", "high")]
        if not numbers[1] <= numbers[0] <= numbers[2]:
            row.fail(f"value {numbers[0]:g} must lie in [low, high] = [{numbers[1]:g}, {numbers[2]:g}]")
        own = row["unit"].text()
        if not name.endswith(suffix_of(own)):
            row["unit"].fail(f"is {own}, so {name} must end in {suffix_of(own)}")
        shown = ", ".join(repr(n * scale) for n in numbers)
        return f"{{{shown}, {quoted(unit or own)}, {self.standing(row)}}}"

    def values(self, row, names):
        return ", ".join(self.value(row[name], name) for name in names)

    def unique(self, rows, key="id"):
        seen = set()
        for row in rows:
            if row[key].text() in seen:
                row[key].fail(f"{row[key].value} appears twice")
            seen.add(row[key].value)
        return rows

    def site_rows(self):
        for row in self.unique(read(self.folder, "sites.json")["sites"].items()):
            dermis = row["dermis_mm"]
            sexes = [(dermis[k] if k in dermis else dermis["value"]).number() for k in ("female", "male")]
            for sex, number in zip(("female", "male"), sexes):
                if not dermis["low"].number() <= number <= dermis["high"].number():
                    dermis.fail(f"{sex} {number:g} lies outside [low, high]")
            if not row["stratum_corneum_mm"]["value"].number() < row["epidermis_mm"]["value"].number():
                row.fail("the stratum corneum must be thinner than the epidermis that holds it")
            guidance = []
            for name in ("pen_max_mm", "rf_depth_mm"):
                if name in row:
                    self.value(row[name], name)
                guidance.append(repr(row[name]["value"].number() if name in row else 0.0))
            self.value(row["vellus_per_cm2"], "vellus_per_cm2")
            follicle = row["follicle"].choice(FOLLICLES)
            yield ", ".join((
                quoted(row["id"].text()), quoted(row["label"].text()), self.values(row, SITE_VALUES),
                repr(sexes[0]), repr(sexes[1]),
                self.value(row["vellus_per_cm2"], "vellus_per_cm2", 0.01, "1/mm2"),
                f"SiteRow::Follicle::{follicle}", boolean(row["bone_near"].flag()),
                quoted(row["caution"].text(allow_empty=True)), *guidance))

    def layer_rows(self, tissue):
        rows = tissue["layers"].items()
        if [row["id"].value for row in rows] != list(LAYERS):
            tissue["layers"].fail(f"must be {', '.join(LAYERS)}, in this order")
        for row in rows:
            yield f"{quoted(row['id'].value)}, {quoted(row['label'].text())}, {self.values(row, LAYER_VALUES)}"

    def spectrum_rows(self, tissue):
        before, seen = ("", 0.0), set()
        for row in tissue["spectrum"].items():
            name, frequency = row["tissue"].text(), row["frequency_MHz"].number()
            rising = name == before[0] and frequency > before[1]
            if not rising and (name in seen or frequency <= 0):
                row.fail("rows of a tissue must be consecutive, frequency rising")
            seen.add(name)
            before = (name, frequency)
            standing = self.standing(row)
            sigma, epsilon = repr(row["sigma_S_per_m"].number()), repr(row["relative_permittivity"].number())
            yield (f'{quoted(name)}, {frequency!r}, {{{sigma}, {sigma}, {sigma}, "S/m", {standing}}}, '
                   f'{{{epsilon}, {epsilon}, {epsilon}, "1", {standing}}}')

    def tone_rows(self):
        rows = read(self.folder, "tones.json")["tones"].items()
        if [row["id"].value for row in rows] != list(TONES):
            raise Bad(f"{self.folder / 'tones.json'}:/tones: must be {', '.join(TONES)}, in this order")
        for row in rows:
            colours = []
            for name in ("baseline_srgb", "erythema_srgb"):
                bytes_ = [channel.number() for channel in row[name].items()]
                if len(bytes_) != 3 or not all(0 <= b <= 255 for b in bytes_):
                    row[name].fail("must be three numbers in [0, 255]")
                colours.append("{{" + ", ".join(repr(b / 255) for b in bytes_) + "}}")
            share = row["melanosome_fraction"].number()
            if not 0 < share < 1:
                row["melanosome_fraction"].fail("must lie in (0, 1)")
            yield f"{quoted(row['id'].value)}, {share!r}, {colours[0]}, {colours[1]}, {self.standing(row)}"

    def device_rows(self):
        for row in self.unique(read(self.folder, "devices.json")["devices"].items()):
            self.tented.append(row["tenting"])
            yield ", ".join((
                quoted(row["id"].text()), quoted(row["label"].text()), quoted(row["kind"].choice(KINDS)),
                quoted(row["setting"].choice(("home", "clinic"))), quoted(row["tenting"].text()),
                quoted(row.optional_text("note"))))

    def parameter_rows(self):
        rows = [row for name in PARAMETER_FILES for row in read(self.folder, name)["parameters"].items()]
        ids = {row["id"].value for row in self.unique(rows)}
        for name in self.tented:
            if name.value not in ids:
                name.fail(f"{name.value} is not a parameter")
        for row in sorted(rows, key=lambda row: row["id"].value.encode()):
            yield f"{quoted(row['id'].value)}, {self.value(row, row['id'].value)}, {quoted(row.optional_text('note'))}"

    def validation_rows(self):
        for row in self.unique(read(self.folder, "validation.json")["rows"].items()):
            target = row["target"]
            if isinstance(target.value, list):
                shown = ", ".join(f"{n.number():.12g}" for n in target.items())
            else:
                shown = target.value if isinstance(target.value, str) else f"{target.number():.12g}"
            standing = self.standing(row)
            basis, verified, source = standing.split(", ", 2)
            yield ", ".join((
                *(quoted(row[key].text()) for key in ("id", "domain", "observation")), quoted(shown),
                quoted(row["unit"].text()), quoted(row["tolerance"].text()), source,
                quoted(row["check_type"].choice(CHECK_TYPES)), basis, verified))

    def source_rows(self):
        for key in sorted(self.sources.value, key=str.encode):
            if key not in self.used:
                self.sources[key].fail("is cited by no row")
            yield f"{quoted(key)}, {quoted(self.sources[key]['citation'].value)}, {quoted(self.sources[key]['link'].value)}"

    def cpp(self):
        tissue = read(self.folder, "tissue.json")
        parts = [
            array("SiteRow", "kSites", self.site_rows()),
            array("LayerRow", "kLayers", self.layer_rows(tissue)),
            f"constexpr BloodRow kBlood = {{{self.values(tissue['blood'], BLOOD_VALUES)}}};\n",
            f"constexpr SteelRow kNeedleSteel = {{{self.values(tissue['needle_steel'], STEEL_VALUES)}}};\n",
            array("SpectrumRow", "kSpectrum", self.spectrum_rows(tissue)),
            array("ToneRow", "kTones", self.tone_rows()),
            array("DeviceRow", "kDevices", self.device_rows()),
            array("Parameter", "kParameters", self.parameter_rows()),
            array("ValidationRow", "kValidationRows", self.validation_rows()),
        ]
        parts.append(array("Source", "kSources", self.source_rows()))  # last: by now it is known what is cited
        return HEAD + "\n".join(parts) + TAIL


HEAD = """// Written by generate_tables.py from assets/science/. Change it there.
#include "sim/tissue/tables.h"

#include <algorithm>
#include <cassert>
#include <cstdlib>

namespace sim {
namespace {

"""

TAIL = """
static_assert(std::size(kLayers) == kLayerCount);

/// The row of a table sorted by id, or null.
template <class Row>
const Row* find_sorted(std::span<const Row> rows, std::string_view id) {
    const auto at = std::lower_bound(rows.begin(), rows.end(), id,
                                     [](const Row& row, std::string_view key) { return row.id < key; });
    return at != rows.end() && at->id == id ? &*at : nullptr;
}

}  // namespace

std::span<const SiteRow> sites() { return kSites; }
const SiteRow* find_site(std::string_view id) {
    const auto at = std::find_if(std::begin(kSites), std::end(kSites), [&](const SiteRow& row) { return row.id == id; });
    return at != std::end(kSites) ? at : nullptr;
}

std::span<const LayerRow> layers() { return kLayers; }
const LayerRow& layer_row(LayerId id) { return kLayers[static_cast<int>(id)]; }
const BloodRow& blood() { return kBlood; }
const SteelRow& needle_steel() { return kNeedleSteel; }
std::span<const SpectrumRow> spectrum() { return kSpectrum; }

std::span<const ToneRow> tones() { return kTones; }
std::span<const DeviceRow> devices() { return kDevices; }

std::span<const Parameter> parameters() { return kParameters; }
std::span<const Parameter> parameters(std::string_view prefix) {
    const auto first = std::lower_bound(std::begin(kParameters), std::end(kParameters), prefix,
                                        [](const Parameter& row, std::string_view key) { return row.id < key; });
    const auto last = std::find_if(first, std::end(kParameters),
                                   [&](const Parameter& row) { return !row.id.starts_with(prefix); });
    return {first, last};
}
const Parameter* find_parameter(std::string_view id) { return find_sorted(parameters(), id); }
const Value& parameter(std::string_view id) {
    const Parameter* row = find_parameter(id);
    assert(row && "no parameter has this id");
    if (!row) std::abort();  // a misspelt id must not pass for a number in a release build
    return row->value;
}

std::span<const Source> sources() { return kSources; }
const Source* find_source(std::string_view id) { return find_sorted(sources(), id); }

std::span<const ValidationRow> validation_rows() { return kValidationRows; }

}  // namespace sim
"""


def main(arguments):
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        text = Tables(pathlib.Path(arguments[0])).cpp()
    except Bad as error:
        print(error, file=sys.stderr)
        return 1
    pathlib.Path(arguments[1]).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
