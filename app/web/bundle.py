#!/usr/bin/env python3
"""Joins the page's modules into one plain script: bundle.py MAIN OUTPUT.

Each module becomes a function that gives what it exports, run once, imported ones first. Only what the page needs
is understood: `import { a, b as c } from "./x.mjs";` and `export` before a function, class or const.
"""
import re
import sys
from pathlib import Path

IMPORT = re.compile(r'^import\s+\{([^}]*)\}\s+from\s+"\./(\w+)\.mjs";$', re.MULTILINE)
EXPORT = re.compile(r"^export ((?:async )?function|const|class) (\w+)", re.MULTILINE)
LEFT = re.compile(r"^\s*(?:import|export)\b.*", re.MULTILINE)



def joined(path, done):
    """The modules that `path` needs and itself, as script; those in `done` are left out and added to it."""
    if path in done:
        return ""
    done.add(path)
    text = path.read_text(encoding="utf-8")
    before = "".join(joined(path.parent / f"{name}.mjs", done) for _, name in IMPORT.findall(text))
    body = IMPORT.sub(lambda m: f"const {{{m.group(1).replace(' as ', ': ')}}} = {m.group(2)}_module;", text)
    body = EXPORT.sub(r"\1 \2", body)
    exports = ", ".join(name for _, name in EXPORT.findall(text))
    left = LEFT.search(body)
    if left:
        raise SystemExit(f"{path.name}: cannot join: {left.group(0).strip()}")
    return f"{before}const {path.stem}_module = (() => {{\n{body}return {{ {exports} }};\n}})();\n\n"


if __name__ == "__main__":
    main, output = map(Path, sys.argv[1:])
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(f'"use strict";\n(() => {{\n{joined(main, set())}}})();\n', encoding="utf-8")
