"""What the lints share: which files there are, C++ text without comments, and how findings are printed."""
import os
import re
import subprocess
import sys
from pathlib import Path

CPP = (".h", ".cpp")
SKIPPED_FOLDERS = {".git", "build", "out", "node_modules"}


def root_from(arguments):
    """The tree to read: the first argument, or the one this file stands in."""
    return Path(arguments[1]).resolve() if len(arguments) > 1 else Path(__file__).resolve().parents[2]


def files(root):
    """Every file that is or could be committed, as sorted paths relative to root."""
    if (root / ".git").exists():
        listed = subprocess.run(
            ["git", "-c", "safe.directory=*", "-C", str(root), "ls-files", "-z", "--cached", "--others",
             "--exclude-standard"], capture_output=True, text=True, check=False)
        if listed.returncode == 0:
            names = {name for name in listed.stdout.split("\0") if name}
            return sorted(Path(name) for name in names if (root / name).is_file())
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in SKIPPED_FOLDERS]
        found += [(Path(folder) / name).relative_to(root) for name in names]
    return sorted(found)


def read(root, path):
    return (root / path).read_text(encoding="utf-8")


_TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|R"([^\s()\\]{0,16})\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'',
                    re.DOTALL)


def code_only(text, keep_strings=False):
    """C++ text with comments, and the insides of string literals, blanked; lines and columns stay."""
    def blank(match):
        token = match.group(0)
        if token.startswith(("//", "/*")):
            return re.sub(r"[^\n]", " ", token)
        if keep_strings:
            return token
        if token.startswith("'") and re.search(r"[0-9a-fA-F]$", text[:match.start()][-1:] or " "):
            return token  # a digit separator: 1'000'000
        return token[0] + re.sub(r"[^\n]", " ", token[1:-1]) + token[-1]
    return _TOKEN.sub(blank, text)


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def report(findings):
    """Prints what was found and returns the exit status."""
    for finding in findings:
        print(finding)
    return 1 if findings else 0


def main(check):
    """Runs check(root), which yields lines for people, as a program."""
    sys.exit(report(list(check(root_from(sys.argv)))))
