"""Make the pictures of docs/start-a-class.md and README.md anew: invented people in a call, started, held and ended.

uv run --group dev python tools/picture_steps.py
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # the project is not installed as a package

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.answered_settings import answered_settings
from tests.browser.chromium import FLAGS, dashboard, find_chromium, free_port, let_in
from tests.dashboard.shared_app import printed_address
from tools.picture_pages import demo_school

ROOT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = ROOT / "docs" / "images" / "steps"
README_PICTURE: Final = ROOT / "docs" / "images" / "dashboard.png"
CALL: Final = ROOT / "tests" / "browser" / "call_window.py"
TITLE: Final = "Zoom Meeting"
PICTURES: Final = ("choose", "look", "places", "teach", "end", "read", "settings")
"""In the order in which a teacher meets them; each is NAME.jpg."""
JPEG_QUALITY: Final = 82
PATIENCE_MS: Final = 60_000


def main() -> None:
    """Make every picture."""
    chromium, xvfb = find_chromium(), shutil.which("Xvfb")
    if chromium is None or xvfb is None:
        sys.exit("Chromium and Xvfb are needed: apt-get install chromium xvfb")
    FOLDER.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=PATIENCE_MS)
    with tempfile.TemporaryDirectory() as scratch, screen(xvfb), sync_playwright() as playwright:
        os.environ["XDG_DATA_HOME"] = scratch
        os.environ["MOODLINE_SETTINGS_FILE"] = answered_settings(Path(scratch))
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        picture_a_class(browser, Path(scratch) / "class.db")
        picture_the_reading(browser)
        picture_the_readme(browser, Path(scratch) / "term.db")
        browser.close()
    for name in PICTURES:
        print(f"{name}.jpg  {(FOLDER / f'{name}.jpg').stat().st_size / 1000:.0f} kB")


@contextmanager
def screen(xvfb: str) -> Iterator[None]:
    """Open a virtual screen with a call in a window, for as long as the block runs."""
    command = [xvfb, "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        os.environ["DISPLAY"] = f":{server.stdout.readline().strip()}"
        window = [sys.executable, str(CALL), TITLE, "zoom"]
        with subprocess.Popen(window, stdout=subprocess.PIPE, text=True) as call:
            assert call.stdout is not None
            call.stdout.readline()
            yield
            call.kill()
        server.terminate()


def picture_a_class(browser: Browser, database: Path) -> None:
    """Start a class of the call, look at its live page, and be asked whether it should end."""
    with dashboard(database, free_port(), "--no-browser") as address:
        page = new_page(browser)
        page.goto(address)
        page.locator("label.source", has_text=TITLE).click()
        page.get_by_label("Title").fill("Fractions")
        page.get_by_label("Group").fill("7b")
        page.get_by_label("People expected").fill("9")
        expect(page.locator("#conclusion")).to_have_text("Ready")
        expect(page.locator("#check-lines")).to_contain_text("Faces found: 9 of 9 expected")
        keep(page, "choose")
        keep_part(page.locator("section[aria-labelledby=look]"), "look")
        picture_a_place(page)
        page.get_by_role("button", name="Start the class").click()
        expect(page.locator("[data-live=state]")).to_have_text("Watching")
        page.wait_for_function("() => Number(document.querySelector('[data-live=faces]').textContent) >= 9")
        page.wait_for_timeout(45_000)  # a chart of nothing shows nothing
        keep(page, "teach")
        page.get_by_role("button", name="End the class").click()
        keep_part(page.get_by_role("dialog"), "end")
        page.get_by_role("dialog").get_by_role("button", name="End the class").click()
        page.wait_for_url("**/classes/1**")
        page.goto(f"{address}/settings")
        keep(page, "settings")


def picture_a_place(page: Page) -> None:
    """Leave one of the call's people out, and take it back."""
    page.get_by_role("button", name="Leave a place out…").click()
    page.locator("#picture-frame").scroll_into_view_if_needed()
    box = page.locator("#picture-frame").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 0.36 * box["width"], box["y"] + 0.36 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.64 * box["width"], box["y"] + 0.64 * box["height"])
    page.mouse.up()
    expect(page.locator("#check-lines")).to_contain_text("Faces found: 8 of 9 expected")
    keep_part(page.locator("section[aria-labelledby=look]"), "places")
    page.get_by_role("button", name="Remove: Place 1").click()
    page.get_by_role("button", name="Done").click()
    expect(page.locator("#check-lines")).to_contain_text("Faces found: 9 of 9 expected")


def picture_the_reading(browser: Browser) -> None:
    """Open the page of a whole class, of the demo term."""
    command = [
        sys.executable,
        str(ROOT / "run_dashboard.py"),
        "--demo-data",
        "--no-browser",
        "--port",
        str(free_port()),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = printed_address(next(line for line in process.stdout if line.startswith("Dashboard: ")))
        page = new_page(browser)
        page.goto(f"{address}/classes/28")
        page.wait_for_function("() => document.querySelectorAll('.chart .main-svg').length > 0")
        keep(page, "read")
        process.terminate()


def picture_the_readme(browser: Browser, database: Path) -> None:
    """Picture the live page of a class of 45 minutes with a slump in its last ones."""
    with demo_school(database) as address:
        page = new_page(browser)
        page.goto(address)
        expect(page.locator("#nudge")).to_be_visible()
        page.screenshot(path=README_PICTURE)


def new_page(browser: Browser) -> Page:
    """Return a page of a laptop's size, in the light theme."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="light", locale="en")
    return let_in(context).new_page()


def keep(page: Page, name: str) -> None:
    """Picture what a teacher sees without scrolling."""
    write(name, page.screenshot(type="jpeg", quality=JPEG_QUALITY))


def keep_part(part: Locator, name: str) -> None:
    """Picture a part of a page."""
    write(name, part.screenshot(type="jpeg", quality=JPEG_QUALITY))


def write(name: str, jpeg: bytes) -> None:
    """Write one of `PICTURES`."""
    (FOLDER / f"{PICTURES[PICTURES.index(name)]}.jpg").write_bytes(jpeg)


if __name__ == "__main__":
    main()
