#!/usr/bin/env python3
"""docs/models.md covers the models as built: every header of sim/models and every function that it offers; and its
parameter rows say what the science tables say. `models_page.py --write` brings the rows up to date."""
import json
import re
import sys

import sources

PAGE = "docs/models.md"
# A function at namespace level: return type, name, opening parenthesis.
FUNCTION = re.compile(r"^(?:\[\[nodiscard\]\]\s*)?(?:const\s+)?[A-Za-z_][\w:<>, ]*[&*\s]\s*([a-z]\w*)\s*\(", re.MULTILINE)


def parameters(root):
    """The science tables' parameters by id."""
    found = {}
    for path in sorted((root / "assets/science").glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        found |= {row["id"]: row for row in data.get("parameters", []) if isinstance(row, dict)}
    return found


def row_text(parameter):
    """`id` | value and range | unit | standing | sources, as a row of the page."""
    figure = f"{parameter['value']:g}"
    if parameter["low"] != parameter["high"]:
        figure += f" ({parameter['low']:g} to {parameter['high']:g})"
    standing = parameter["basis"] + ("" if parameter["verified"] else ", not verified")
    sources_text = parameter["source"].replace(",", ", ")
    return f"| `{parameter['id']}` | {figure} | {parameter['unit']} | {standing} | {sources_text} |"


def row_id(line):
    match = re.match(r"\| `(\w+\.\w+)` \|", line)
    return match.group(1) if match else None


def check(root):
    page = root / PAGE
    text = page.read_text(encoding="utf-8") if page.is_file() else ""
    words = set(re.findall(r"\w+", text))
    for path in sources.files(root):
        name = path.as_posix()
        if not (name.startswith("sim/models/") and path.suffix == ".h"):
            continue
        if name not in text:
            yield f"{name}:1: is not in {PAGE}"
        code = sources.code_only(sources.read(root, path))
        for match in FUNCTION.finditer(code):
            if match.group(1) not in words:
                yield f"{name}:{sources.line_of(code, match.start(1))}: {match.group(1)} is not in {PAGE}"
    known = parameters(root)
    groups = {parameter.split(".")[0] for parameter in known}
    for line_number, line in enumerate(text.splitlines(), start=1):
        for group, word in re.findall(r"`(\w+)\.(\w+)`", line):
            if group in groups and f"{group}.{word}" not in known:
                yield f"{PAGE}:{line_number}: there is no parameter {group}.{word}"
        if row_id(line) in known and line != row_text(known[row_id(line)]):
            yield f"{PAGE}:{line_number}: {row_id(line)} differs from the table; models_page.py --write mends it"


def write(root):
    known = parameters(root)
    page = root / PAGE
    lines = page.read_text(encoding="utf-8").splitlines()
    lines = [row_text(known[row_id(line)]) if row_id(line) in known else line for line in lines]
    page.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if "--write" in sys.argv:
        write(sources.root_from([]))
    else:
        sources.main(check)
