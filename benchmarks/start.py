"""Measure the start-up time of the commands: `uv run python benchmarks/start.py [--json]`.

The median time of each command that should answer at once, compared with that of an empty Python process, in the same
run; and the time from the start of `run_monitor.py` with the demo class to the first stored sample. Only Python is
timed, without `uv run`. The first runs fill the page cache and do not count.
"""

import argparse
import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOTHING = ("-c", "pass")
COMMANDS = {
    "python -c pass": NOTHING,
    "run_monitor.py --help": ("run_monitor.py", "--help"),
    "run_monitor.py --check-config": ("run_monitor.py", "--check-config"),
    "run_monitor.py --list-sources": ("run_monitor.py", "--list-sources"),
    "run_dashboard.py --help": ("run_dashboard.py", "--help"),
}
TIMEOUT_SECONDS = 300.0


def main() -> int:
    """Print the table, or the same as JSON."""
    parser = argparse.ArgumentParser(description="Measures how soon the commands answer.")
    parser.add_argument("--rounds", type=int, default=9, help="how often each command is timed (9)")
    parser.add_argument("--starts", type=int, default=3, help="how often a class is started (3)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    commands = time_commands(options.rounds)
    nothing = commands["python -c pass"]
    first_sample = time_first_samples(options.starts)
    if options.json:
        ratios = {name: seconds / nothing for name, seconds in commands.items()}
        print(json.dumps({"seconds": commands, "ratios": ratios, "first_sample_seconds": first_sample}, indent=1))
        return 0
    for name, seconds in commands.items():
        print(f"{name:32} {seconds:6.2f} s {seconds / nothing:6.1f} ×")
    if first_sample is not None:
        print(f"{'first sample of the demo class':32} {first_sample:6.2f} s {first_sample / nothing:6.1f} ×")
    return 0


def time_commands(rounds: int) -> dict[str, float]:
    """Return the median seconds of each command; they take turns, so that a busy moment affects all of them."""
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for turn in range(rounds + 1):
        for name, arguments in COMMANDS.items():
            began = time.perf_counter()
            subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True)
            if turn:
                taken[name].append(time.perf_counter() - began)
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def time_first_samples(starts: int) -> float | None:
    """Return the median seconds to the first sample of a warm start, or None without starts."""
    if starts < 1:
        return None
    with tempfile.TemporaryDirectory() as folder:
        taken = [seconds_to_first_sample(Path(folder) / "class.db") for _ in range(starts + 1)]
    return statistics.median(taken[1:])


def seconds_to_first_sample(database: Path) -> float:
    """Start a class, and end it as soon as its first sample is stored."""
    before = samples_in(database)
    command = [sys.executable, "run_monitor.py", "--source", "demo", "--database", f"sqlite:///{database.as_posix()}"]
    began = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as monitor:
        try:
            while samples_in(database) == before:
                if monitor.poll() is not None or time.perf_counter() - began > TIMEOUT_SECONDS:
                    raise SystemExit("The monitor stored no sample: run_monitor.py --source demo says why.")
                time.sleep(0.02)
            return time.perf_counter() - began
        finally:
            monitor.terminate()


def samples_in(database: Path) -> int:
    """Return how many samples are stored; the file and its tables come only after the first start."""
    if not database.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True, timeout=0.1)) as connection:
            return int(connection.execute("SELECT count(*) FROM samples").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


if __name__ == "__main__":
    sys.exit(main())
