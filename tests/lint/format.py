#!/usr/bin/env python3
"""All C++ is formatted as .clang-format says. `./dev format` does it. Skipped (77) without clang-format 14, since
other versions break lines elsewhere."""
import re
import shutil
import subprocess
import sys

import sources

VERSION = "14"
SKIPPED = 77


def clang_format():
    """The program, or None if this version of it is not installed."""
    for name in (f"clang-format-{VERSION}", "clang-format"):
        program = shutil.which(name)
        if program:
            said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
            if re.search(rf"\bversion {VERSION}\.", said):
                return program
    return None


def main():
    root = sources.root_from([a for a in sys.argv if a != "--fix"])
    program = clang_format()
    if program is None:
        print(f"no clang-format {VERSION} here: skipped")
        return SKIPPED
    paths = [path.as_posix() for path in sources.files(root) if path.suffix in sources.CPP]
    if not paths:
        return 0
    how = ["-i"] if "--fix" in sys.argv else ["--dry-run", "-Werror"]
    done = subprocess.run([program, "--style=file", *how, *paths], cwd=root, capture_output=True, text=True, check=False)
    places = re.findall(r"^(\S+?):(\d+):\d+: error: ", done.stderr, re.MULTILINE)
    for path in dict.fromkeys(path for path, _ in places):
        lines = list(dict.fromkeys(line for where, line in places if where == path))
        print(f"{path}:{lines[0]}: {len(lines)} lines are not formatted; ./dev format does it")
    if done.returncode and not places:
        print(done.stderr)
    return 1 if done.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
