#!/usr/bin/env python3
"""Who may include whom. The table is the one of docs/architecture.md; a line reads what, what of ours, what of others'."""
import re
from pathlib import PurePosixPath

import sources

# The longest matching prefix holds for a file. "ours" are path prefixes, "others" are prefixes of <...> names;
# the standard library is open to all except where BANNED_IN_SIM says otherwise.
TABLE = {
    "sim/": {"ours": ["sim/"], "others": ["glm/"]},
    "shaders/": {"ours": ["shaders/"], "others": ["glm/"]},
    "app/session/": {"ours": ["app/session/", "sim/"], "others": ["glm/", "nlohmann/"]},
    "app/render/": {"ours": ["app/render/", "app/session/section.h", "app/session/thing.h", "app/session/view.h", "shaders/", "sim/"],
                    "others": ["glad/", "glm/", "stb/", "GLES3/"]},
    "app/ui/": {"ours": ["app/ui/", "app/session/", "app/render/camera.h", "sim/"],
                "others": ["imgui", "misc/", "glm/"]},
    # The one place that joins ImGui to its window and GL backends.
    "app/ui/backend.": {"ours": ["app/ui/"], "others": ["imgui", "backends/", "GLFW/"]},
    "app/platform/": {"ours": ["app/platform/", "sim/base/result.h"],
                      "others": ["EGL/", "GLES3/", "GLFW/", "emscripten", "glad/", "dlfcn.h"]},
    "app/web/": {"ours": ["app/", "shaders/", "sim/"], "others": ["emscripten", "nlohmann/", "glm/", "GLES3/"]},
    "app/": {"ours": ["app/", "shaders/", "sim/"],
             "others": ["CLI/", "GLFW/", "backends/", "glad/", "glm/", "imgui", "nlohmann/", "stb/"]},
    "tests/": {"ours": ["app/", "shaders/", "sim/", "tests/"], "others": [""]},
}

# Words that a folder may not use at all, whatever it includes.
NO_PIXELS = re.compile(r"\b(ImGui::|ImVec\d|gl[A-Z]\w+\s*\(|GL_[A-Z]|GLFW_|glfw[A-Z]\w+\s*\(|egl[A-Z]\w+\s*\()")
NO_GL = re.compile(r"\b(gl[A-Z]\w+\s*\(|GL_[A-Z]|egl[A-Z]\w+\s*\()")
BANNED_WORDS = {"sim/": (NO_PIXELS, "pixels"), "app/session/": (NO_PIXELS, "pixels"), "app/ui/": (NO_GL, "GL")}

# What would make two compilers, or two runs, differ; or would let the model look outside itself.
BANNED_IN_SIM = {
    "atomic", "barrier", "chrono", "condition_variable", "ctime", "execution", "filesystem", "fstream",
    "future", "iostream", "locale", "mutex", "random", "semaphore", "shared_mutex", "stop_token", "syncstream",
    "thread", "unordered_map", "unordered_set",
}
INEXACT = (r"a?(?:sin|cos|tan)h?|atan2|cbrt|erfc?|exp(?:2|m1)?|fma|hypot|lgamma|log(?:2|10|1p|b)?|pow|tgamma|lerp|"
           r"midpoint")
IN_SIM = [
    (re.compile(rf"\b(?:std|glm)::({INEXACT}|rotate|angleAxis|fma|mix_fma)\s*\("), "use sim/base/exact_math.h"),
    (re.compile(rf"(?<![\w:.>])(?<!exact_)({INEXACT})[fl]?\s*\((?!\s*\))"), "use sim/base/exact_math.h"),
    (re.compile(r"(?<![\w.>])(?:std::)?(s?rand|time|clock|getenv|printf|fopen|puts)\s*\("),
     "the model does not know the world around it"),
    (re.compile(r"\bstd::(reduce|transform_reduce|async|thread|jthread|random_device|mt19937(?:_64)?)\b"),
     "order and workers must not matter"),
]

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:"([^"\n]+)"|<([^>\n]+)>)', re.MULTILINE)


def rule_for(path):
    matching = [prefix for prefix in TABLE if path.startswith(prefix)]
    return max(matching, key=len) if matching else None


def is_standard(name):
    return "/" not in name and "." not in name


def check_include(path, prefix, quoted, angled, known):
    """Why this include is refused, or None."""
    rule = TABLE[prefix]
    if quoted is not None:
        # A name with no folder is this folder's own, or made by the build next to it.
        target = quoted if "/" in quoted else str(PurePosixPath(path).parent / quoted)
        if ".." in quoted or not any(target.startswith(allowed) for allowed in rule["ours"]):
            return f"may not include {quoted}"
        if "/" not in quoted and target in known:
            return f"include it by its path from the top: {target}"
        return None
    if is_standard(angled):
        return f"may not include <{angled}>" if prefix == "sim/" and angled in BANNED_IN_SIM else None
    if not any(angled.startswith(allowed) for allowed in rule["others"]):
        return f"may not include {angled}"
    return None


def check(root):
    listed = [path.as_posix() for path in sources.files(root)]
    known = set(listed)
    for path in listed:
        prefix = rule_for(path)
        if not path.endswith(sources.CPP) or prefix is None:
            continue
        text = sources.read(root, path)
        with_strings = sources.code_only(text, keep_strings=True)
        for match in INCLUDE.finditer(with_strings):
            why = check_include(path, prefix, match.group(1), match.group(2), known)
            if why:
                yield f"{path}:{sources.line_of(text, match.start())}: {why}"
        code = sources.code_only(text)
        if prefix in BANNED_WORDS:
            pattern, what = BANNED_WORDS[prefix]
            for match in pattern.finditer(code):
                yield f"{path}:{sources.line_of(text, match.start())}: knows {what}: {match.group(0).strip()}"
        if prefix == "sim/":
            for pattern, why in IN_SIM:
                for match in pattern.finditer(code):
                    yield f"{path}:{sources.line_of(text, match.start())}: {match.group(0).strip()} may differ: {why}"


if __name__ == "__main__":
    sources.main(check)
