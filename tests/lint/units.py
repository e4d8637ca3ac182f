#!/usr/bin/env python3
"""Every floating-point member and parameter in a sim header says its unit in its name, or is listed here as a
pure number: `sim/scenario.h:10: depth needs a unit suffix`."""
import re

import sources

_UNIT = (r"(?:k|m|M|u|c|n)?m[23]?|us|ms|s|min|h|days?|months|years|Hz|kHz|MHz|C|K|rad|deg|m?W|m?J|kJ|m?V|m?A|"
         r"ohm|m?N|k?Pa|MPa|S|k?g|mol|mK|m2K|kgK|molK|Da|kDa|px|pin")
SUFFIX = re.compile(rf"_(?:per_)?(?:{_UNIT})(?:_per_(?:{_UNIT}))*_?$")

# Ratios, shares and amounts relative to a stated rest; and numbers that carry their unit beside them.
PURE_ENDING = re.compile(r"(?:^|_)(?:share|ratio|factor|fraction|exponent)_?$")
PURE = {
    # a Field and a Value stand next to their own `unit`
    "sim/field.h": {"low", "high", "value"},
    "sim/tissue/tables.h": {"value", "low", "high", "relative_permittivity",
                            "baseline_srgb", "erythema_srgb"},
    # the argument of an elementary function
    "sim/base/exact_math.h": {"kPi", "x", "y"},
    "sim/base/random.h": {"low", "high"},
    # places on a unit lattice
    "sim/base/noise.h": {"x", "y", "nearest", "second"},
    # a unit vector
    "sim/models/pattern.h": {"direction"},
    "sim/models/channel.h": {"optical_open", "barrier_open"},
    # amounts relative to a unit injury, or to rest
    "sim/models/healing.h": {"danger", "platelets", "neutrophils", "macrophages_m1", "macrophages_m2", "fibroblasts",
                             "collagen_iii", "collagen_i", "erythema", "oedema", "amount", "bleeding", "thermal"},
    # damage integrals; table rows per kelvin, the unit in words
    "sim/models/rf.h": {"damage", "epidermis_omega"},
    "sim/models/rf_zone.h": {"omega"},
    # conductivity over that at rest; a place along x or y; cycles per solve
    "sim/models/rf_problem.h": {"risen", "dry", "kLeast", "v"},
    "sim/models/rf_run.h": {"cycles_per_solve"},
    "sim/models/damage.h": {"omega", "kDamageCap", "kPerKelvin"},
    # along and through are S/m or W/(m K), whichever is solved for; turned is a field of either
    "sim/models/heat.h": {"along", "through", "turned", "necrosis", "carry"},
    "sim/models/heat_lines.h": {"from", "to", "values", "parts", "total", "conductance", "capacity", "low", "high", "h",
                                "keep", "carry", "inverse", "g"},
    # likewise; a face's conductance is S or W/K
    "sim/models/grid.h": {"along", "through", "open", "x", "y", "depth", "out", "kMetresPerMm"},
    "sim/models/potential.h": {"along", "through", "ground", "tolerance", "error", "direction", "preconditioned",
                               "image", "residual", "partial", "rows", "leaves"},
    # the algebra of a solver, whatever it solves for
    "sim/models/multigrid.h": {"x", "y", "depth", "diagonal", "inverse", "coarsest", "ground", "value", "right", "rest",
                               "residual", "out", "rows", "room"},
    "sim/models/red_black.h": {"values_", "g", "pivot_above", "left", "row", "out", "other", "right", "v_right", "other_",
                               "depth", "pivot"},
    "sim/snapshot.h": {"direction", "cover", "necrosis", "collagen", "growth_factor", "strength",
                       "epidermal_cover", "barrier_open", "value",
                       "days_since_visit"},  # the unit comes first
    "sim/world.h": {"thermal"},
}

# A type that holds floating-point numbers, up to the name that it declares.
DECLARED = re.compile(
    r"\b(?:(?:std::(?:array|span|vector)|span|vector)\s*<\s*(?:const\s+)?(?:double|float|Value|glm::d?vec[234])\b[^;(){}=]*?>"
    r"|double|float|Value|glm::d?vec[234])"
    r"(?:\s+const)?\s*[&*]{0,2}\s*(?=[A-Za-z_])([A-Za-z_]\w*)\s*(?=[=;,){\[])")
NEXT = re.compile(r"\s*,\s*([A-Za-z_]\w*)\s*(?=[=;,{])")


def skip_initialiser(code, position):
    """The end of `= value`, `{value}` or `[n]` that begins at position, or position itself."""
    depth = 0
    while position < len(code):
        c = code[position]
        if c in "({[":
            depth += 1
        elif c in ")}]":
            if depth == 0:
                return position
            depth -= 1
        elif c in ",;" and depth == 0:
            return position
        position += 1
    return position


def declared_names(code):
    """(position, name) of each floating-point member and parameter."""
    for match in DECLARED.finditer(code):
        yield match.start(1), match.group(1)
        position = skip_initialiser(code, match.end())
        # `double a_mm = 0, b_mm = 0;` declares both; `f(double a_mm, int b)` does not.
        while following := NEXT.match(code, position):
            yield following.start(1), following.group(1)
            position = skip_initialiser(code, following.end())


def is_pure(path, name):
    return PURE_ENDING.search(name) is not None or name in PURE.get(path, ())


def check(root):
    for path in sources.files(root):
        name_of_file = path.as_posix()
        if not (name_of_file.startswith("sim/") and path.suffix == ".h"):
            continue
        code = sources.code_only(sources.read(root, path))
        # Inside a function body names are nobody's interface, except that they are few in headers: read them too.
        for position, name in declared_names(code):
            if not SUFFIX.search(name) and not is_pure(name_of_file, name):
                yield f"{name_of_file}:{sources.line_of(code, position)}: {name} needs a unit suffix"


if __name__ == "__main__":
    sources.main(check)
