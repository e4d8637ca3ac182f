#!/usr/bin/env python3
"""A source file past 400 lines is two ideas, unless it is listed here with its reason."""
import sources

LIMIT = 400
KINDS = {".h", ".cpp", ".vert", ".frag", ".glsl", ".py", ".js", ".mjs", ".ts", ".css", ".html", ".sh", ".cmake"}
LONGER = {}


def check(root):
    for path in sources.files(root):
        if path.suffix not in KINDS and path.name not in {"dev", "CMakeLists.txt"}:
            continue
        lines = sources.read(root, path).count("\n")
        allowed, _ = LONGER.get(path.as_posix(), (LIMIT, ""))
        if lines > allowed:
            yield f"{path.as_posix()}:{allowed}: has {lines} lines, may have {allowed}: split it, or list it with a reason"


if __name__ == "__main__":
    sources.main(check)
