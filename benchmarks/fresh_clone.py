"""Measure the installed size and the time to the first mood in a fresh clone.

    uv run python benchmarks/fresh_clone.py [--json]

Clones what is committed here, and installs uv and what Moodline needs into empty folders with an empty cache, so that
every megabyte comes over the network. Then the demo class is started, and its dashboard is polled until it has
a mood to show.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from urllib.error import URLError

from benchmarks.dashboard_key import opened, plain_address

ROOT = Path(__file__).resolve().parent.parent
TIMEOUT_SECONDS = 1800.0


def main() -> None:
    """Print the measurements, or the same as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    # ignore_cleanup_errors: on Windows a library stays open for a moment after the class has ended.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        figures = measured(Path(folder))
    if options.json:
        print(json.dumps(figures, indent=1))
        return
    for name, value in figures.items():
        print(f"{name:50} {value:8.1f}")


def measured(folder: Path) -> dict[str, float]:
    """Return megabytes and seconds by the name of the measurement."""
    clone, python = folder / "clone", folder / "python"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    subprocess.run([sys.executable, "-m", "venv", str(python)], check=True)
    program = str(python / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))
    before = megabytes(python)
    others = ("VIRTUAL_ENV", "UV_PROJECT_ENVIRONMENT", "PYTHONDONTWRITEBYTECODE")
    environment = {name: value for name, value in os.environ.items() if name not in others}
    environment |= {"UV_CACHE_DIR": str(folder / "cache"), "UV_LINK_MODE": "copy"}
    uv = seconds_of([program, "-m", "pip", "install", "--quiet", "--no-cache-dir", "uv"], clone, environment)
    packages = seconds_of([program, "-m", "uv", "sync", "--quiet"], clone, environment)
    url = f"sqlite:///{(folder / 'class.db').as_posix()}"
    start = [program, "-m", "uv", "run", "run_monitor.py", "--demo", "--database", url]
    mood = seconds_to_first_mood(start, clone, environment)
    return {
        "uv, MB": megabytes(python) - before,
        "the packages, MB": megabytes(clone / ".venv"),
        "the clone with its history, MB": megabytes(clone) - megabytes(clone / ".venv"),
        "seconds to install uv": uv,
        "seconds to install the packages": packages,
        "seconds from then to the first mood": mood,
    }


def megabytes(folder: Path) -> float:
    """Return the disk usage of a folder as `du -sm` counts it, in units of 1,048,576 bytes."""
    found = [path.lstat() for path in folder.rglob("*")]
    return sum(512 * entry.st_blocks if hasattr(entry, "st_blocks") else entry.st_size for entry in found) / 2**20


def seconds_of(command: list[str], folder: Path, environment: dict[str, str]) -> float:
    """Return the run time of a command in seconds. Raises CalledProcessError if it fails."""
    began = time.perf_counter()
    subprocess.run(command, cwd=folder, env=environment, check=True)
    return time.perf_counter() - began


def seconds_to_first_mood(command: list[str], folder: Path, environment: dict[str, str]) -> float:
    """Start the class, and end it as soon as the dashboard's response contains a mood."""
    began = time.perf_counter()
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True) as monitor:
        assert monitor.stdout is not None
        try:
            address = address_in(monitor.stdout)
            # Drain the pipe, or the monitor would block on a full one.
            threading.Thread(target=monitor.stdout.read, daemon=True).start()
            while not has_mood(address):
                if monitor.poll() is not None or time.perf_counter() - began > TIMEOUT_SECONDS:
                    raise SystemExit("The demo class showed no mood: run_monitor.py --demo says why.")
                time.sleep(0.05)
            return time.perf_counter() - began
        finally:
            monitor.terminate()


def address_in(lines: Iterable[str]) -> str:
    """Return the dashboard's address from the monitor's output."""
    found = (re.search(r"http://\S+", line) for line in lines)
    address = next((match.group() for match in found if match), None)
    if address is None:
        raise SystemExit("The demo class opened no dashboard.")
    return plain_address(address)


def has_mood(address: str) -> bool:
    """Return whether the live response contains a mood; False while the dashboard is still starting."""
    try:
        with opened(f"{address}/api/v1/live", timeout=10) as answer:
            live = json.load(answer)
    except (URLError, ConnectionError, TimeoutError):
        return False
    return bool((live.get("now") or {}).get("mood"))


if __name__ == "__main__":
    main()
