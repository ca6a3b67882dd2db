"""Compare a call's window that the browser shares with the same window watched directly, and with a recording of it.

    uv run --group dev python benchmarks/shared_window.py [--seconds 60] [--json]

A drawn call of nine invented people runs in a window of a virtual screen. It is watched by the window system, then
shared by a Chromium as a teacher shares it, each in a class of its own at a frame a second. Meanwhile the processor's
time of each program is read from /proc, in shares of one core. Then the pictures that were shown during the share are
read as a recording: faces and shares of the emotions, means of the same seconds, are compared. Linux with Xvfb only.
"""

import argparse
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import sync_playwright

from benchmarks.browser_camera import post
from benchmarks.dashboard_key import opened
from benchmarks.processor_share import shares_of_a_core
from classroom.emotions import EMOTIONS
from monitor.capture.demo.recording import RecordingPlan, record_lesson
from tests.answered_settings import answered_settings
from tests.browser.call_window import HEIGHT, PEOPLE, WIDTH
from tests.browser.chromium import FLAGS, dashboard, find_headed_chromium, free_port, let_in

ROOT = Path(__file__).resolve().parent.parent
TITLE = "Algebra 7b"
SETTLING_SECONDS = 8.0
LEAD_SECONDS = 5
PATIENCE_SECONDS = 60.0
MEANS = ", ".join(f"avg({name})" for name in ("faces", *EMOTIONS))
PROGRAMS = {"run_monitor.py": "monitor", "run_dashboard.py": "dashboard", "chrom": "Chromium"}


@dataclass(frozen=True, slots=True)
class Watched:
    """A class of the window, and the same pictures read as a recording.

    Means of faces and of the seven shares; `shares_of_a_core` by program.
    """

    how: str
    samples_a_second: float
    shares_of_a_core: Mapping[str, float]
    means: tuple[float, ...]
    means_of_recording: tuple[float, ...]


@dataclass(slots=True)
class Call:
    """The running call; `shown` has the second of the lesson that was drawn, by the time since when."""

    shown: list[tuple[float, int]]

    def seconds_between(self, began: float, ended: float) -> list[int]:
        """Return the seconds of the lesson that were drawn in this time."""
        return [second for at, second in self.shown if began <= at <= ended]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the comparison, or the same as JSON."""
    parser = argparse.ArgumentParser(description="Compare a shared window with the same one watched directly.")
    parser.add_argument("--seconds", type=float, default=60, help="how long each is watched (60)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args(arguments)
    chromium, screen = find_headed_chromium(), shutil.which("Xvfb")
    if chromium is None or screen is None:
        sys.stderr.write("This needs Chromium and Xvfb: apt-get install chromium xvfb\n")
        return 3
    with tempfile.TemporaryDirectory() as name, virtual_screen(screen), running_call() as call:
        os.environ["XDG_DATA_HOME"] = name
        os.environ["MOODLINE_SETTINGS_FILE"] = answered_settings(Path(name))
        measured = measure(chromium, Path(name), call, given.seconds)
    sys.stdout.write(json.dumps([asdict(each) for each in measured], indent=1) + "\n" if given.json else text(measured))
    return 0


def measure(chromium: str, folder: Path, call: Call, seconds: float) -> list[Watched]:
    """Return the window watched directly, shared by the browser, and read as a recording."""
    database = folder / "class.db"
    with dashboard(database, free_port(), "--no-browser", "--when-closed", "ends") as address:
        post(f"{address}/api/v1/monitor", {"source": f"window:{TITLE}"})
        directly = in_class(address, database, call, "watched directly", seconds)
        with shared(chromium, address):
            by_browser = in_class(address, database, call, "shared by the browser", seconds)
    return [directly, by_browser]


def in_class(address: str, database: Path, call: Call, how: str, seconds: float) -> Watched:
    """Begin the class of what is looked at, measure it, end it, and read the same pictures as a recording."""
    wait_for(lambda: phase(address) == "preview")
    post(f"{address}/api/v1/monitor/begin", {"title": how, "expected": PEOPLE})
    wait_for(lambda: rows(database, "SELECT count(*) FROM samples s JOIN class_sessions c "
                                    f"ON c.id = s.class_session_id WHERE c.title = '{how}'")[0][0] > 0)  # fmt: skip
    time.sleep(SETTLING_SECONDS)
    began, began_at = time.monotonic(), datetime.now(UTC)
    shares = shares_of_a_core(program, seconds)
    drawn = call.seconds_between(began, time.monotonic())
    count, means = means_of(database, f"WHERE captured_at >= '{began_at:%Y-%m-%d %H:%M:%S.%f}'")
    post(f"{address}/api/v1/monitor/end", {})
    wait_for(lambda: phase(address) == "none")
    return Watched(how, count / seconds, dict(shares), means, as_recording(database.parent, drawn[0], len(drawn)))


def phase(address: str) -> str:
    """Return what the monitor is doing."""
    with opened(f"{address}/api/v1/monitor", timeout=PATIENCE_SECONDS) as answer:
        return str(json.load(answer)["phase"])


def means_of(database: Path, which: str) -> tuple[int, tuple[float, ...]]:
    """Return the number of samples, and the means of faces and shares."""
    ((count, *means),) = rows(database, f"SELECT count(*), {MEANS} FROM (SELECT * FROM samples {which})")
    return int(count), tuple(means)


@contextmanager
def shared(chromium: str, address: str) -> Iterator[None]:
    """Share the call's window during the block, by the choice of a person in the browser's picker."""
    post(f"{address}/api/v1/monitor", {"source": "browser"})
    picked = f"--auto-select-desktop-capture-source={TITLE}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=[*FLAGS, picked], headless=False)
        page = let_in(browser.new_context()).new_page()
        page.goto(f"{address}/share")
        page.locator("#share-screen").click()
        page.wait_for_function("() => document.body.dataset.share === 'sends'")
        try:
            yield
        finally:
            browser.close()


def as_recording(folder: Path, first_second: int, seconds: int) -> tuple[float, ...]:
    """Read the pictures of these seconds of the lesson as a recording, and return the means.

    Those of some seconds before are read first, as they were in the class, and left out of the means.
    """
    recording, database = folder / f"from_{first_second}.mp4", folder / f"from_{first_second}.db"
    length, start = float(seconds + LEAD_SECONDS), float(first_second - LEAD_SECONDS)
    record_lesson(recording, RecordingPlan(PEOPLE, WIDTH, HEIGHT, 1.0, length, start_seconds=start))
    options = ["--source", str(recording), "--database", f"sqlite:///{database}", "--region", "other"]
    subprocess.run([sys.executable, "run_monitor.py", *options], cwd=ROOT, check=True, capture_output=True)
    return means_of(database, f"ORDER BY captured_at DESC LIMIT {seconds}")[1]


@contextmanager
def virtual_screen(program: str) -> Iterator[None]:
    """Run a virtual screen during the block, and make it the one of all programs."""
    command = [program, "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        os.environ["DISPLAY"] = f":{process.stdout.readline().strip()}"
        for name in ("WAYLAND_DISPLAY", "XDG_SESSION_TYPE"):
            os.environ.pop(name, None)
        try:
            yield
        finally:
            process.terminate()


@contextmanager
def running_call() -> Iterator[Call]:
    """Run the call's window during the block."""
    command = [sys.executable, str(ROOT / "tests/browser/call_window.py"), TITLE, "zoom"]
    call = Call([])
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = process.stdout
        lines.readline()

        def listen() -> None:
            for line in lines:
                call.shown.append((time.monotonic(), int(line)))

        listener = threading.Thread(target=listen, daemon=True)
        listener.start()
        try:
            yield call
        finally:
            process.kill()
            listener.join()


def wait_for(happened: Callable[[], bool]) -> None:
    """Wait until something is so. Raises TimeoutError."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        if time.monotonic() > until:
            raise TimeoutError("the class did not go on")
        time.sleep(0.1)


def rows(database: Path, query: str) -> list[tuple[float, ...]]:
    """Return the rows of a query."""
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(query).fetchall()


def program(command: str) -> str | None:
    """Return which program a command line starts, None for one that is not counted."""
    return next((name for part, name in PROGRAMS.items() if part in command), None)


def text(measured: Sequence[Watched]) -> str:
    """Return the measurements as lines, each against the recording."""
    lines = []
    for each in measured:
        faces, *shares = zip(each.means, each.means_of_recording, strict=True)
        lines.append(f"A window, {each.how}: {each.samples_a_second:.2f} samples a second")
        lines.append(f"  faces {faces[0]:.2f}, in a recording of the same pictures {faces[1]:.2f}")
        largest = max(abs(one - other) for one, other in shares)
        lines.append(f"  largest difference of an emotion's mean share: {100 * largest:.2f} points")
        lines += [f"  {name:12} {100 * share:5.1f} % of a core" for name, share in each.shares_of_a_core.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
