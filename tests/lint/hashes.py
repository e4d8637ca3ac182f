#!/usr/bin/env python3
"""The same bits everywhere: what a program says of each golden scene's state is what tests/golden/hashes.txt says.

hashes.py GOLDEN COMMAND...          checks; {scene} and {time} in COMMAND are filled in, and it prints a hash
hashes.py --bless GOLDEN COMMAND...  writes what the command says; the commit that does so says why
"""
import re
import subprocess
import sys
from pathlib import Path

HEAD = """# State hashes: preset, time, `papilla run PRESET --until TIME --hash`. g++, clang++, the sanitizers and WebAssembly
# all give these. Written by tests/lint/hashes.py --bless; a change needs its reason in the commit.
"""


def rows(golden):
    for line in golden.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split()


def hash_of(command, scene, time):
    """The hash that the command prints, or what went wrong."""
    filled = [part.replace("{scene}", scene).replace("{time}", time) for part in command]
    done = subprocess.run(filled, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return f"status {done.returncode}: {done.stderr.strip()}"
    found = re.findall(r"^[0-9a-f]{16}$", done.stdout, re.MULTILINE)
    return found[-1] if found else f"no hash in {done.stdout!r}"


def main(arguments):
    bless = arguments[:1] == ["--bless"]
    golden, command = Path(arguments[bless]), arguments[bless + 1:]
    said = [(scene, time, hash_of(command, scene, time), wanted) for scene, time, *wanted in rows(golden)]
    if not said:
        print(f"{golden}: names no scene")
        return 1
    if bless:
        golden.write_text(HEAD + "".join(f"{scene} {time} {got}\n" for scene, time, got, _ in said), encoding="utf-8")
        return 0
    wrong = [(scene, time, got, wanted) for scene, time, got, wanted in said if [got] != wanted]
    for scene, time, got, wanted in wrong:
        print(f"{scene} at {time}: {got}, golden {' '.join(wanted) or 'nothing'}")
    print(f"{len(said) - len(wrong)} of {len(said)} scenes agree")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
