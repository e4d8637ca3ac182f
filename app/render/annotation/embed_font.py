#!/usr/bin/env python3
"""Writes font files as C++ byte arrays: embed_font.py OUT.cpp NAME FILE [NAME FILE]..."""
import sys


def main() -> None:
    out, pairs = sys.argv[1], sys.argv[2:]
    with open(out, "w", encoding="ascii") as f:
        f.write('#include "app/render/annotation/font.h"\n\nnamespace render {\n')
        for name, path in zip(pairs[::2], pairs[1::2]):
            with open(path, "rb") as font:
                data = font.read()
            # A string literal compiles many times faster than a list of numbers. Octal, always of
            # three digits, so that no digit of the next byte is taken for part of it.
            octal = [f"\\{byte:03o}" for byte in range(256)]
            f.write(f"alignas(4) static const char k_{name}[] =\n")
            for i in range(0, len(data), 32):
                f.write('"' + "".join(octal[byte] for byte in data[i:i + 32]) + '"\n')
            f.write(";\n")
            f.write(f"std::span<const unsigned char> {name}() {{\n"
                    f"    return {{reinterpret_cast<const unsigned char*>(k_{name}), {len(data)}}};\n}}\n")
        f.write("}  // namespace render\n")


main()
