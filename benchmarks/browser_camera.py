"""Measure a camera of the browser: on the page for one's own face, and in a class.

    uv run --group dev python benchmarks/browser_camera.py [--seconds 30] [--people 1] [--json]

Chromium fakes the camera from a file of the demo's invented people, 640×480 at 30 frames a second. On the page /try
the pictures that were answered are counted, and how long each answer took; in a class, begun as a teacher begins it
with the page /share, the samples that are stored. Meanwhile the processor's time of each program is read from /proc, in
shares of one core. Linux only.
"""

import argparse
import json
import os
import sqlite3
import statistics
import sys
import tempfile
import urllib.request
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import Browser, sync_playwright

from benchmarks.dashboard_key import opened
from benchmarks.processor_share import shares_of_a_core
from tests.answered_settings import answered_settings
from tests.browser.chromium import FLAGS, dashboard, find_chromium, free_port, let_in
from tests.browser.fake_camera import write_camera

FILE_SECONDS = 10.0
SETTLING_MS = 3000
PEOPLE_IN_CLASS = 9
CLASS_SIZE = (1280, 720)
TIMEOUT_SECONDS = 30
BEGIN_COUNTING = """() => {
  performance.clearResourceTimings();
  performance.setResourceTimingBufferSize(100000);
  window.countedSince = performance.now();
}"""
ANSWERED = """() => [(performance.now() - window.countedSince) / 1000, performance.getEntriesByType('resource')
  .filter((one) => one.name.includes('/try-it/picture')).map((one) => one.duration)]"""


@dataclass(frozen=True, slots=True)
class Measured:
    """Pictures or samples a second, the median milliseconds of an answer, and shares of one core by program."""

    where: str
    a_second: float
    answer_ms: float | None
    shares_of_a_core: dict[str, float]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print both measurements, or the same as JSON."""
    parser = argparse.ArgumentParser(description="Measure a camera of the browser, on its page and in a class.")
    parser.add_argument("--seconds", type=float, default=30, help="how long each is measured (30)")
    parser.add_argument("--people", type=int, default=1, help="how many people sit before one's own camera (1)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args(arguments)
    found = find_chromium()
    if found is None:
        sys.stderr.write("No Chromium on this machine: apt-get install chromium, or put Chrome on the PATH.\n")
        return 3
    measured = measure(found, given.people, given.seconds)
    sys.stdout.write(json.dumps([asdict(each) for each in measured], indent=1) + "\n" if given.json else text(measured))
    return 0


def measure(chromium: str, people: int, seconds: float) -> list[Measured]:
    """Return what was measured on the page for one's own face, and in a class."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        os.environ["XDG_DATA_HOME"] = name
        os.environ["MOODLINE_SETTINGS_FILE"] = answered_settings(Path(name))
        database = folder / "class.db"
        own = write_camera(folder / "own.mjpeg", people, seconds=FILE_SECONDS)
        many = write_camera(folder / "many.mjpeg", PEOPLE_IN_CLASS, CLASS_SIZE, FILE_SECONDS)
        measured = []
        with dashboard(database, free_port(), "--no-browser", "--when-closed", "ends") as address:
            for flags in (own, many):
                browser = playwright.chromium.launch(executable_path=chromium, args=[*FLAGS, *flags])
                is_own = flags is own
                measured.append(
                    own_face(browser, address, seconds) if is_own else in_class(browser, address, database, seconds)
                )
                browser.close()
        return measured


def own_face(browser: Browser, address: str, seconds: float) -> Measured:
    """Measure the page /try."""
    page = let_in(browser.new_context()).new_page()
    page.goto(f"{address}/try")
    page.locator("#try-open").click()
    page.wait_for_function("() => document.getElementById('try-rate').textContent")
    page.wait_for_timeout(SETTLING_MS)
    page.evaluate(BEGIN_COUNTING)
    shares = shares_of_a_core(program, seconds)
    passed, answers = page.evaluate(ANSWERED)
    page.locator("#try-stop").click()
    return Measured("one’s own face, pictures", len(answers) / passed, statistics.median(answers), dict(shares))


def in_class(browser: Browser, address: str, database: Path, seconds: float) -> Measured:
    """Measure a class of the camera that the page /share shares."""
    post(f"{address}/api/v1/monitor", {"source": "browser"})
    page = let_in(browser.new_context()).new_page()
    page.goto(f"{address}/share")
    page.locator("#share-camera").click()
    page.wait_for_function("() => document.body.dataset.share === 'sends'")
    post(f"{address}/api/v1/monitor/begin", {"title": "A camera", "expected": PEOPLE_IN_CLASS})
    while not samples(database):
        page.wait_for_timeout(200)
    page.wait_for_timeout(SETTLING_MS)
    before = samples(database)
    shares = shares_of_a_core(program, seconds)
    stored = samples(database) - before
    return Measured("a class, samples", stored / seconds, None, dict(shares))


def program(command: str) -> str | None:
    """Return which program a command line starts, None for the test's own."""
    names = {
        "--try-it": "reads faces",
        "run_monitor.py": "monitor",
        "run_dashboard.py": "dashboard",
        "chrom": "Chromium",
    }
    return next((name for part, name in names.items() if part in command), None)


def samples(database: Path) -> int:
    """Return how many samples are stored."""
    with sqlite3.connect(database) as connection:
        return int(connection.execute("SELECT count(*) FROM samples WHERE happy IS NOT NULL").fetchone()[0])


def post(address: str, values: dict[str, Any]) -> None:
    """Send a request of the API."""
    body = json.dumps(values).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    opened(request, timeout=TIMEOUT_SECONDS).close()


def text(measured: Sequence[Measured]) -> str:
    """Return the measurements as lines."""
    lines = []
    for each in measured:
        answer = "" if each.answer_ms is None else f", each answered in {each.answer_ms:.0f} ms (median)"
        lines.append(f"{each.where} a second: {each.a_second:.2f}{answer}")
        lines += [f"  {name:12} {100 * share:5.1f} % of a core" for name, share in each.shares_of_a_core.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
