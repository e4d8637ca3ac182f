#!/usr/bin/env python3
"""What Papilla costs on this machine, beside what it may cost. Called by ./dev bench.

bench.py [--keep]    --keep measures what is built already instead of building afresh
"""
import gzip
import math
import os
import platform
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build/bench"
BENCHES = ("papilla_bench", "papilla_bench_frame")
PAPILLA = BUILD / "app/papilla"
SITE = ROOT / "build/web/site"
SCENE = "clinic-pen-cheek-1.5"
HEATED = "rf-insulated-cheek"
NAME_WIDTH = 52


def report(name, value, unit, at_most=None):
    """One line, as tests/bench/measure.h prints it. The ratio is above 1 where the figure is better than it need be."""
    line = f"{name:<{NAME_WIDTH}} {value:>10.3g} {unit:<6}"
    if at_most is not None:
        line += f" at most  {at_most:>8.3g}  ratio {at_most / max(value, 1e-12):>6.2f}"
    print(line, flush=True)


def cpu_model():
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def first_line(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0]


def machine():
    memory_GiB = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    print(f"{cpu_model()}, {os.cpu_count()} cores, {memory_GiB:.0f} GiB; {platform.system()} {platform.release()}")
    print(first_line("c++", "--version"))
    load = os.getloadavg()[0]
    if load > 0.5:
        print(f"Others are at work here (load {load:.1f}): the figures are worse than they need be.")
    print(flush=True)


def build():
    """Builds the programs from nothing, without the compiler cache."""
    shutil.rmtree(BUILD, ignore_errors=True)
    quiet = {"stdout": subprocess.DEVNULL, "check": True, "cwd": ROOT, "env": os.environ | {"CCACHE_DISABLE": "1"}}
    start_s = time.monotonic()
    subprocess.run(["cmake", "--preset", "bench"], **quiet)
    subprocess.run(["cmake", "--build", "--preset", "bench", "--target", "papilla"], **quiet)
    report("full clean build", (time.monotonic() - start_s) / 60, "min", at_most=3)
    subprocess.run(["cmake", "--build", "--preset", "bench", "--target", *BENCHES], **quiet)


def cost_of(*command):
    """Seconds that a command takes, and the most memory it has, in MB (VmHWM)."""
    start_s = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: status {child.returncode}")
    return time.monotonic() - start_s, usage.ru_maxrss * 1024 / 1e6


def programs():
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "a.png"
        shot = (PAPILLA, "shot", SCENE, "--quality", "low", "--size", "1280x720", "--png", picture)
        cost_of(*shot)
        seconds, memory_MB = min(cost_of(*shot) for _ in range(3))
        report("from launch to a picture", seconds, "s", at_most=2)
        report("memory, a picture", memory_MB, "MB", at_most=512)
        seconds, memory_MB = cost_of(PAPILLA, "shot", HEATED, "--at", "10s", "--quality", "high", "--png", picture)
        report("from launch to a picture of heat, high quality", seconds, "s")
        report("memory, a picture of heat, high quality", memory_MB, "MB", at_most=512)


def run_and_keep(program):
    """Runs a bench program, shows what it prints, and returns its figures by name."""
    figures = {}
    with subprocess.Popen([BUILD / "tests/bench" / program], stdout=subprocess.PIPE, text=True) as child:
        for line in child.stdout:
            print(line, end="", flush=True)
            words = line[NAME_WIDTH:].split()
            if words and line[0] != " ":
                figures[line[:NAME_WIDTH].strip()] = words[0]
    if child.returncode != 0:
        sys.exit(f"{program}: status {child.returncode}")
    return figures


def write_mesh(path, triangles):
    """A wavy square of about so many triangles, as a binary STL file."""
    side = max(1, round(math.sqrt(triangles / 2)))

    def corner(i, j):
        return 5.2 * i / side, 5.2 * j / side, 0.15 * math.sin(0.4 * i) * math.cos(0.3 * j)

    with path.open("wb") as file:
        file.write(bytes(80) + struct.pack("<I", 2 * side * side))
        for j in range(side):
            for i in range(side):
                a, b, c, d = corner(i, j), corner(i + 1, j), corner(i, j + 1), corner(i + 1, j + 1)
                for triangle in ((a, b, c), (c, b, d)):
                    file.write(struct.pack("<12fH", 0, 0, 1, *triangle[0], *triangle[1], *triangle[2], 0))


def write_drag(path, frames):
    """A hand that turns the model to and fro, as the viewer plays it back: it draws a frame at each move."""
    moves = [f"MouseMoveEvent {600 + abs((i % 40) - 20)} 360 0 0 0 0\n" for i in range(frames)]
    path.write_text("# StreamVersion 1.1\nLeftButtonPressEvent 620 360 0 0 0 0\n" + "".join(moves)
                    + "LeftButtonReleaseEvent 620 360 0 0 0 0\n", encoding="utf-8")


def other_viewer(figures):
    """Frame times beside those of f3d, which draws a plain mesh of as many triangles on the same processor.

    Its start, reading the file and its end are in a short and in a long film alike: the difference is frames alone.
    """
    if not shutil.which("f3d") or not shutil.which("xvfb-run"):
        print("f3d or xvfb-run is not installed: nothing to compare with")
        return
    if not any("llvmpipe" in name for name in figures):
        print("Papilla draws with a graphics card here, f3d without a display cannot: not compared")
        return
    short, long, rounds = 10, 60, 3
    with tempfile.TemporaryDirectory() as folder:
        mesh, picture = Path(folder) / "mesh.stl", Path(folder) / "a.png"
        for quality in ("low", "medium", "high"):
            triangles = float(figures[f"triangles, {quality}"])
            write_mesh(mesh, triangles)

            def film_s(frames):
                drag = Path(folder) / "drag.log"
                write_drag(drag, frames)
                return cost_of("xvfb-run", "-a", "-s", "-screen 0 1400x900x24", "f3d", mesh, "--dry-run", "--quiet",
                               "--resolution=1280,720", f"--interaction-test-play={drag}", f"--output={picture}")[0]

            frame_ms = statistics.median(1e3 * (film_s(long) - film_s(short)) / (long - short) for _ in range(rounds))
            report(f"f3d, frame of {triangles:.0f} triangles", frame_ms, "ms")
            ours_ms = float(figures[f"frame, {quality}, block, needles in"])
            report(f"f3d over Papilla, {quality}, block, needles in", frame_ms / ours_ms, "")


def web():
    files = [path for path in SITE.rglob("*") if path.is_file()] if SITE.is_dir() else []
    if not files:
        print("web edition: not built here; ./dev web builds it")
        return
    raw = sum(path.stat().st_size for path in files)
    packed = sum(len(gzip.compress(path.read_bytes(), 9)) for path in files)
    report("web download, as it is", raw / 1e6, "MB")
    report("web download, gzip", packed / 1e6, "MB", at_most=4)


def web_frame(figures):
    """The browser beside the native program: the same scene, size and quality, in this run."""
    if not (SITE / "papilla.js").is_file() or not (ROOT / "tests/web/node_modules").is_dir():
        print("web frame: needs the web edition and `npm ci` in tests/web")
        return
    frame_ms = float(subprocess.check_output(["node", ROOT / "tests/web/speed.mjs"], text=True))
    report("web, frame, low", frame_ms, "ms")
    report("share of native speed, low, block, needles in", float(figures["frame, low, block, needles in"]) / frame_ms, "")


def main():
    machine()
    if "--keep" not in sys.argv:
        build()
    programs()
    web()
    print(flush=True)
    figures = {}
    for program in BENCHES:
        figures |= run_and_keep(program)
    other_viewer(figures)
    web_frame(figures)


if __name__ == "__main__":
    main()
