#!/usr/bin/env python3
"""Nothing in the tree names the machine that it was written on, or a place to download from.

A path into somebody's home or this very checkout works on one machine only. A host in a build file or a lock
file makes a build depend on it: packages come through the distribution's and npm's own settings.
"""
import os
import re
from pathlib import Path

import sources

BINARY = {".png", ".jpg", ".ico", ".otf", ".ttf", ".woff2", ".wasm", ".gz"}
HOMES = re.compile(r"(?<![\w.~/-])(/(?:home|Users)/[\w.-]+|[A-Z]:\\+Users\b)")
HOST = re.compile(r"\b(?:https?|git|ssh)://([\w.-]+)")
LOCAL = {"127.0.0.1", "localhost", "0.0.0.0"}
# Addresses that name a format, not a place to fetch from.
NAMES_OF_FORMATS = {"www.w3.org", "json-schema.org", "json.schemastore.org"}
ORDINARY = {"/", "/tmp", "/usr", "/home", "/opt", "/srv", "/var", "/mnt", "/usr/src"}


def builds(path):
    """Whether a file decides what a build or a test fetches."""
    return (path.name in {"dev", "run", "package.json", "package-lock.json", ".npmrc", "CMakeLists.txt",
                          "CMakePresets.json", ".gitmodules"}
            or path.suffix in {".cmake", ".sh", ".py", ".yml", ".yaml", ".toml"})


def paths_of_this_machine(root):
    """The checkout, the folder it stands in and the home folder, where they are telling."""
    candidates = {str(root), str(root.parent), str(Path(os.path.expanduser("~")))}
    telling = sorted(candidates - ORDINARY, key=len, reverse=True)
    return re.compile(r"(?<![\w./-])(" + "|".join(map(re.escape, telling)) + r")(?=[/\s\"'`:;,)]|$)", re.MULTILINE)


def check(root):
    here = paths_of_this_machine(root)
    for path in sources.files(root):
        if path.suffix in BINARY:
            continue
        text = sources.read(root, path)
        for pattern in (HOMES, here):
            for match in pattern.finditer(text):
                yield f"{path.as_posix()}:{sources.line_of(text, match.start())}: a path of one machine: {match.group(1)}"
        if builds(path):
            for match in HOST.finditer(text):
                if match.group(1) not in LOCAL | NAMES_OF_FORMATS:
                    yield (f"{path.as_posix()}:{sources.line_of(text, match.start())}: names a host to fetch from: "
                           f"{match.group(1)}")


if __name__ == "__main__":
    sources.main(check)
