import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import SCRIPT, Watched, dashboard, free_port, unfold

MONITOR = SCRIPT.parent / "run_monitor.py"
LAST_MOMENT = """() => Math.max(0, ...(document.getElementById('chart-mood')?.data ?? [])
  .flatMap((trace) => [...trace.x]).filter((x) => x !== null)
  .map((x) => (typeof x === 'number' ? x : Date.parse(`${x}Z`))))"""


@pytest.mark.slow
@pytest.mark.browser
def test_the_mood_chart_grows_while_the_monitor_watches(watched: Watched, database: Path) -> None:
    page = watched.page
    command = [sys.executable, str(MONITOR), "--source", "demo", "--region", "other", "--duration", "40"]
    command += ["--database", f"sqlite:///{database.as_posix()}"]
    with dashboard(database, free_port()) as address, subprocess.Popen(command, stdout=subprocess.DEVNULL) as monitor:
        try:
            page.goto(address)
            expect(page.locator("#mood-line")).to_be_visible(timeout=120_000)
            unfold(page)
            for _ in range(2):
                before = page.evaluate(LAST_MOMENT)
                page.wait_for_function(f"() => ({LAST_MOMENT})() > {before} + 500", timeout=60_000)
                assert monitor.poll() is None, "the monitor ended early"
            assert watched.is_clean(), watched
        finally:
            monitor.terminate()
            monitor.wait(timeout=60)
