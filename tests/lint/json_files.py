#!/usr/bin/env python3
"""Every JSON file parses, names no key twice in one object, holds only real numbers and ends with a newline."""
import json

import sources


def refuse_twice(pairs):
    seen = set()
    for key, _ in pairs:
        if key in seen:
            raise ValueError(f'the key "{key}" stands twice in one object')
        seen.add(key)
    return dict(pairs)


def refuse_constant(name):
    raise ValueError(f"{name} is no JSON number")


def check(root):
    for path in sources.files(root):
        if path.suffix != ".json":
            continue
        try:
            text = sources.read(root, path)
            json.loads(text, object_pairs_hook=refuse_twice, parse_constant=refuse_constant)
        except json.JSONDecodeError as error:
            yield f"{path.as_posix()}:{error.lineno}: {error.msg}"
        except ValueError as error:
            yield f"{path.as_posix()}:1: {error}"
        else:
            if not text.endswith("\n"):
                yield f"{path.as_posix()}:{text.count(chr(10)) + 1}: does not end with a newline"


if __name__ == "__main__":
    sources.main(check)
