"""A real Chromium and a real dashboard for the tests in this folder."""

import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import cv2
import numpy as np
import psutil
from playwright.sync_api import BrowserContext, Locator, Page, expect
from werkzeug.serving import WSGIRequestHandler, make_server

from classroom.data_folders import user_settings_file
from classroom.database_url import DATABASE_URL_VARIABLE
from dashboard.auth.key import access_key
from dashboard.auth.tokens import cookie_name, cookie_value
from dashboard.monitors.service import MonitorService
from dashboard.options import NO_TUNNEL, DashboardOptions, PulseOptions, utc_now
from tests.dashboard.shared_app import app_of, printed_address
from tests.waiting import until

SCRIPT = Path(__file__).resolve().parents[2] / "run_dashboard.py"
Write = Callable[[], None]
UNDO_SECONDS = "dashboard.api.monitor.UNDO_SECONDS"
"""For tests that end a class, and need not take that back for ten seconds."""
SMALL_VIEW = "/live/compact"
"""The live page without folds, which loads in a quarter of the time: for tests of what both views have."""
CHARTS_DRAWN = """() => [...document.querySelectorAll('.chart')]
  .every((one) => !one.checkVisibility() || one.querySelector('.main-svg'))"""
UNFOLD = "() => document.querySelectorAll('details').forEach((one) => { one.open = true; })"
POINTS_DRAWN = """() => {
  const traces = document.getElementById('chart-faces').data || [];
  return traces.reduce((sum, trace) => sum + trace.y.length, 0);
}"""
PLACE = """([chart, moment, value]) => {
  const element = document.getElementById(`chart-${chart}`);
  element.scrollIntoView({ block: 'center' });
  const { xaxis, yaxis } = element._fullLayout;
  const box = element.getBoundingClientRect();
  return [box.left + xaxis._offset + xaxis.d2p(moment), box.top + yaxis._offset + yaxis.d2p(value)];
}"""
# The first is the same engine without a window of its own, which takes a quarter less of the processor.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium() -> str | None:
    """Return the path of a Chromium on this machine, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def find_headed_chromium() -> str | None:
    """Return the path of a Chromium that has windows of its own, or None."""
    return next((path for name in NAMES[1:] if (path := shutil.which(name))), None)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class QuietHandler(WSGIRequestHandler):
    """Answers without a line for each request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@contextmanager
def served(
    database: Path,
    pulse: PulseOptions = NO_TUNNEL,
    settings_file: Path | None = None,
    now: Callable[[], datetime] = utc_now,
    *,
    is_demo_data: bool = False,
) -> Iterator[str]:
    """Serve the dashboard of a database from a thread, which takes no seconds to start; yield its address."""
    url = f"sqlite:///{database.as_posix()}"
    settings_file = settings_file or user_settings_file()  # as the monitors that it starts
    app = app_of(DashboardOptions(url, pulse=pulse, settings_file=settings_file, now=now, is_demo_data=is_demo_data))
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=QuietHandler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        app.extensions["moodline"].pulse.close()
        app.extensions["moodline"].try_it.close()
        end_monitors(app.extensions["moodline"].monitors, url)
        app.extensions["moodline"].reader.close()


def end_monitors(monitors: MonitorService, database_url: str) -> None:
    """End the monitor of a test, in class too: it outlives its dashboard, and a test that failed did not end it."""
    monitors.close()
    for child in psutil.Process().children():
        with suppress(psutil.Error):
            if child.environ().get(DATABASE_URL_VARIABLE) == database_url:
                child.kill()
    until(lambda: not monitors.sources_in_use(), "the monitor has ended")


@contextmanager
def dashboard(database: Path, port: int, *more: str) -> Iterator[str]:
    """Serve the dashboard of a database from a process of its own; yield its address."""
    command = [sys.executable, str(SCRIPT), "--port", str(port), "--database", f"sqlite:///{database.as_posix()}"]
    with subprocess.Popen([*command, *more], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield printed_address(process.stdout.readline())
        finally:
            process.terminate()


@dataclass(slots=True)
class Watched:
    """A page with everything that it complained of, and every address that it asked for elsewhere."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def is_clean(self) -> bool:
        """Say whether it neither complained nor asked for anything elsewhere."""
        return not self.complaints and not self.elsewhere


def let_in(context: BrowserContext) -> BrowserContext:
    """Let a context in to the dashboards of the data folder, as a browser that opened the address once."""
    key = access_key()
    context.add_cookies([{"name": cookie_name(key), "value": cookie_value(key), "url": "http://127.0.0.1"}])
    return context


def watched_page(context: BrowserContext) -> Watched:
    """Return a new page that is let in to the dashboard, and watched from its first request on."""
    watched = Watched(let_in(context).new_page())
    local = ("http://127.0.0.1:", "data:", "blob:", "file:")
    page = watched.page
    page.on("console", lambda said: watched.complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: watched.complaints.append(str(error)))
    page.on(
        "request",
        lambda request: None if request.url.startswith(local) else watched.elsewhere.append(request.url),
    )
    return watched


def wait_for_charts(page: Page) -> None:
    """Wait until the first chart is drawn."""
    page.wait_for_function("() => document.querySelectorAll('.chart .main-svg').length > 0")


def open_live(watched: Watched, address: str, *, folds: bool = False) -> Page:
    """Open the live page, whole or compact, and return it as soon as keys work; with `folds`, all of these open."""
    page = watched.page
    page.goto(address)
    expect(page.locator("#keys-open")).to_be_visible()
    if folds:
        unfold(page)
    return page


def unfold(page: Page) -> None:
    """Open all that is folded away, and wait until each chart in view is drawn."""
    page.evaluate(UNFOLD)
    wait_for_charts(page)
    page.wait_for_function(CHARTS_DRAWN)


def fold_of(page: Page, title: str) -> Locator:
    """Open the fold of this title on the live page, and return it."""
    fold = page.locator("details.fold", has=page.get_by_role("heading", name=title, exact=True))
    fold.evaluate("(one) => { one.open = true; }")  # a click may miss it while the question comes in above it
    return fold


def wait_for_polls(page: Page, answered: int = 2) -> None:
    """Wait until the live page has asked for news, and got an answer or none, so many times more."""
    for _ in range(answered):
        page.wait_for_event("response", lambda answer: "/api/v1/live?" in answer.url)


def wait_for_rest(page: Page) -> None:
    """Wait until what an event set going is drawn, and nothing moves any more."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))")
    page.wait_for_function("() => document.getAnimations().every((one) => one.playState !== 'running')")


def colour_at(page: Page, moment: str, value: float, chart: str = "mood") -> str:
    """Return the colour that a chart has on the screen at a moment of its class (local time) and a value."""
    x, y = page.evaluate(PLACE, [chart, moment, value])
    shot = page.screenshot(clip={"x": round(x - 0.5), "y": round(y - 0.5), "width": 1, "height": 1})
    picture = cv2.imdecode(np.frombuffer(shot, np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    blue, green, red = picture[0, 0]
    return f"rgb({red}, {green}, {blue})"
