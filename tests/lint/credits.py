#!/usr/bin/env python3
"""Every file under assets/ that is not our own data says in assets/CREDITS.md how it was made and its licence."""
import sources

# Our own writing: LICENSE covers it, and its figures carry their sources.
OWN = ("assets/content/", "assets/scenes/", "assets/science/")
CREDITS = "assets/CREDITS.md"


def check(root):
    credits = root / CREDITS
    said = credits.read_text(encoding="utf-8") if credits.is_file() else ""
    for path in sources.files(root):
        name = path.as_posix()
        if name.startswith("assets/") and not name.startswith(OWN) and name != CREDITS:
            if name.removeprefix("assets/") not in said:
                yield f"{name}:1: is not in {CREDITS}"
    for line_number, line in enumerate(said.splitlines(), start=1):
        for word in line.split("`")[1::2]:
            if "/" in word and not any(c in word for c in " *<") and not (root / "assets" / word).exists():
                yield f"{CREDITS}:{line_number}: there is no assets/{word}"


if __name__ == "__main__":
    sources.main(check)
