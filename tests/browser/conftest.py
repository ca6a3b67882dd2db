"""A Chromium, and a dashboard of a scratch database, for the tests in this folder."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, expect, sync_playwright
from sqlalchemy import Engine, insert

from classroom.tables import SampleRow
from tests.browser.chromium import FLAGS, Watched, Write, find_chromium, let_in, served, watched_page
from tests.dashboard.class_fixtures import (
    CALM,
    DIP,
    ClassIds,
    Taught,
    add_class,
    add_running,
    add_samples,
    fill_with_finished_classes,
    new_database,
    sample_values,
    set_status,
)

HERE: dict[str, str | float | bool] = {**os.environ, "TZ": "Europe/Berlin"}
"""The zone of the classes in these tests, so that a first visit need not be loaded anew for the reader's zone."""
PROGRAM = Path(__file__).with_name("call_window.py")
# A busy machine is slow: how fast the page is, benchmarks/live_latency.py measures.
expect.set_options(timeout=15_000)


@pytest.fixture(scope="package")
def driver() -> Iterator[Playwright]:
    """Playwright, of which a thread can have one only."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="package")
def browser(driver: Playwright) -> Iterator[Browser]:
    """One Chromium for all tests of this folder that run one after the other; what they do is apart by its context."""
    found = find_chromium()
    if found is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium, or put Chrome on the PATH")
    browser = driver.chromium.launch(executable_path=found, args=FLAGS, env=HERE)
    yield browser
    browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = let_in(browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme="light"))
    yield context
    context.close()


@pytest.fixture
def watched(context: BrowserContext) -> Watched:
    return watched_page(context)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "moodline.db"


@pytest.fixture
def engine(database: Path) -> Iterator[Engine]:
    engine = new_database(database)
    yield engine
    engine.dispose()


@pytest.fixture
def class_ids(database: Path, engine: Engine) -> ClassIds:
    return fill_with_finished_classes(database)


@pytest.fixture
def running(engine: Engine) -> int:
    """A class that has run for five minutes up to this moment."""
    class_id = add_running(engine, datetime.now(UTC) - timedelta(seconds=300), seconds=299)
    set_status(engine, class_id, datetime.now(UTC), "watching")
    return class_id


@pytest.fixture
def dipped(engine: Engine) -> int:
    """A class whose mood fell 150 seconds before its last sample, which lies ahead of a machine that takes its time."""
    ahead = datetime.now(UTC) + timedelta(seconds=60)
    started_at = ahead - timedelta(seconds=700)
    class_id = add_class(engine, started_at=started_at, status="running", title="Geometry")
    add_samples(engine, class_id, started_at, Taught(700, mood=lambda second: DIP if second >= 550 else CALM))
    set_status(engine, class_id, ahead + timedelta(seconds=600), "watching")
    return class_id


@pytest.fixture
def write(engine: Engine, running: int) -> Write:
    """Do as the monitor does each second: a sample, and a heartbeat."""

    def write_one() -> None:
        now = datetime.now(UTC)
        with engine.begin() as connection:
            connection.execute(insert(SampleRow), [sample_values(running, now, 22, CALM)])
        set_status(engine, running, now, "watching")

    return write_one


@pytest.fixture
def address(database: Path) -> Iterator[str]:
    with served(database) as address:
        yield address


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A virtual screen, on which the dashboard runs as on a teacher's desktop; skips where Xvfb is not installed."""
    server = shutil.which("Xvfb")
    if server is None:
        pytest.skip("Xvfb is not installed (apt-get install xvfb)")
    command = [server, "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        number = process.stdout.readline().strip()
        assert number, "Xvfb did not start"
        monkeypatch.setenv("DISPLAY", f":{number}")
        for name in ("WAYLAND_DISPLAY", "XDG_SESSION_TYPE"):
            monkeypatch.delenv(name, raising=False)
        yield
        process.terminate()


@pytest.fixture
def call(screen: None) -> Iterator[None]:
    """A call of nine people, in the window of a program that calls itself "zoom"."""
    command = [sys.executable, str(PROGRAM), "Algebra 7b", "zoom"]
    with subprocess.Popen(command, env=dict(os.environ), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline(), "the call's window did not open"
        yield
        process.kill()
