#!/usr/bin/env python3
"""What Papilla costs on this machine, beside what it may cost. Called by ./dev bench.

bench.py [--keep]    --keep measures what is built already instead of building afresh
"""
import gzip
import os
import platform
import shutil
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


def report(name, value, unit, at_most=None):
    """One line, as tests/bench/measure.h prints it. The ratio is above 1 where the figure is better than it need be."""
    line = f"{name:<52} {value:>10.3g} {unit:<6}"
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


def web():
    files = [path for path in SITE.rglob("*") if path.is_file()] if SITE.is_dir() else []
    if not files:
        print("web edition: not built here; ./dev web builds it")
        return
    raw = sum(path.stat().st_size for path in files)
    packed = sum(len(gzip.compress(path.read_bytes(), 9)) for path in files)
    report("web download, as it is", raw / 1e6, "MB")
    report("web download, gzip", packed / 1e6, "MB", at_most=4)


def main():
    machine()
    if "--keep" not in sys.argv:
        build()
    programs()
    web()
    print(flush=True)
    for program in BENCHES:
        subprocess.run([BUILD / "tests/bench" / program], check=True)


if __name__ == "__main__":
    main()
