"""Measure the delay from a stored sample to the live page.

    uv run --group dev python benchmarks/live_latency.py

Writes a row each second into a scratch database, and watches the page in Chromium until each has been drawn.
"""

import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import Page, sync_playwright
from sqlalchemy import Engine, insert

from classroom.tables import SampleRow
from tests.browser.chromium import FLAGS, POINTS_DRAWN, dashboard, find_chromium, free_port, let_in, unfold
from tests.dashboard.class_fixtures import CALM, add_running, new_database, sample_values, set_status

ROWS = 30
LEAST_APART_SECONDS = 1.0
TIMEOUT_MS = 15_000


def main() -> int:
    """Print the median and the longest delay from a row's commit to its point on the page."""
    found = find_chromium()
    if found is None:
        print("No Chromium on this machine: apt-get install chromium, or put Chrome on the PATH.")
        return 3
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "moodline.db"
        engine = new_database(database)
        class_id = add_running(engine, datetime.now(UTC) - timedelta(seconds=300), seconds=299)
        set_status(engine, class_id, datetime.now(UTC), "watching")
        with dashboard(database, free_port()) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
            page = let_in(browser.new_context()).new_page()
            page.goto(address)
            unfold(page)
            delays = [delay_of_a_row(engine, class_id, page) for _ in range(ROWS)]
            browser.close()
        engine.dispose()
    print(f"{ROWS} rows: median {statistics.median(delays):.2f} s, longest {max(delays):.2f} s from commit to page")
    return 0


def delay_of_a_row(engine: Engine, class_id: int, page: Page) -> float:
    """Store a row, wait until the page has drawn it, and for the rest of the second; return the delay in seconds."""
    before = page.evaluate(POINTS_DRAWN)
    now = datetime.now(UTC)
    set_status(engine, class_id, now, "watching")
    with engine.begin() as connection:
        connection.execute(insert(SampleRow), [sample_values(class_id, now, 22, CALM)])
    committed = time.monotonic()
    page.wait_for_function(f"() => ({POINTS_DRAWN})() > {before}", timeout=TIMEOUT_MS)
    delay = time.monotonic() - committed
    # Not a whole number of polls apart, or every row would meet the poll at the same phase.
    time.sleep(max(0.0, LEAST_APART_SECONDS + 0.137 - delay))
    return delay


if __name__ == "__main__":
    sys.exit(main())
