"""Make a contact sheet of every page, and a table of each page's height, readability and terms.

uv run --group dev python tools/picture_pages.py FOLDER [--only class,live]
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Final, Literal

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # the project is not installed as a package

from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import Engine, update

from classroom.database import create_schema, open_engine
from classroom.tables import ClassSession
from dashboard.demo_data.lesson_plans import Happening, LessonPlan
from dashboard.demo_data.teaching import Marked
from dashboard.demo_data.term import TermClass, term_classes
from dashboard.demo_data.term_rows import add_class
from tests.browser.chromium import FLAGS, find_chromium, let_in, served
from tests.dashboard import class_fixtures
from tools.contact_sheet import write_sheet
from tools.readability import Language, readability

ZONE: Final = "Europe/Berlin"
RUNNING_SECONDS: Final = 2700
WIDTHS: Final = (390, 1440)
HEIGHTS: Final = {390: 844, 1440: 900}
THEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")
LANGUAGES: Final[tuple[Language, ...]] = ("en", "de")
PAGES: Final = {
    "start": "/start",
    "share": "/share",
    "try": "/try",
    "live": "/",
    "compact": "/live/compact",
    "class": "/classes/30",
    "gaps": "/classes/14",
    "list": "/classes",
    "term": "/terms?group=7b+Maths",
    "compare": "/compare?class=1&class=4&class=7",
    "parts": "/compare?class=1&class=4&align=segments",
    "markers": "/after-markers?group=7b+Maths",
    "pulse": "/classes/30/pulse",
    "settings": "/settings",
    "help": "/help/what-the-figures-mean",
    "report": "/classes/30/report.html",
}
BLOCKS: Final = """() => [...document.querySelectorAll('main p, main li, main summary, main figcaption, body.report p')]
  .filter((one) => one.checkVisibility() && !one.querySelector('p, li')).map((one) => one.innerText)"""
SHOWN: Final = "() => (document.querySelector('main') || document.body).innerText"
DRAWN: Final = """() => [...document.querySelectorAll('.chart')].filter((one) => one.checkVisibility())
  .every((one) => one.querySelector('.main-svg'))"""
ADDED_UP: Final = "() => ![...document.querySelectorAll('main progress[max]')].some((one) => one.checkVisibility())"
SETTLED: Final = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of a page as one reader has it, and the page's height in pixels."""

    page: str
    language: Language
    theme: str
    width: int
    height: int
    path: Path


def main() -> None:
    """Make the pictures, the sheets and the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default=",".join(PAGES), help="names of pages, with commas")
    arguments = parser.parse_args()
    chromium = find_chromium()
    if chromium is None:
        sys.exit("Chromium is needed: apt-get install chromium")
    arguments.folder.mkdir(parents=True, exist_ok=True)
    names = [name for name in PAGES if name in arguments.only.split(",")]
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        with demo_school(Path(scratch) / "term.db") as address:
            shots = list(pictures(browser, address, names, arguments.folder))
        browser.close()
    for theme in THEMES:
        write_sheet([shot.path for shot in shots if shot.theme == theme], arguments.folder / f"sheet-{theme}.jpg")


@contextmanager
def demo_school(database: Path) -> Iterator[str]:
    """Serve the demo term, and a class of 45 minutes that still runs; yield the dashboard's address."""
    now = datetime.now(UTC)
    engine = open_engine(f"sqlite:///{database.as_posix()}")
    create_schema(engine)
    with engine.begin() as connection:
        for one in term_classes(now, ZONE):
            add_class(connection, one, ZONE, now)
    add_running(engine, now)
    engine.dispose()
    with served(database, is_demo_data=True) as address:
        yield address


def add_running(engine: Engine, now: datetime) -> None:
    """Insert a class that began 45 minutes ago, with a slump in its last minutes.

    Its samples lie ahead by a quarter of an hour, so that it has figures however late a page is asked for.
    """
    ahead = now + timedelta(seconds=900)
    began_at = ahead - timedelta(seconds=RUNNING_SECONDS)
    slump = Happening("dip", RUNNING_SECONDS - 100.0, 300.0, -0.4)
    plan = LessonPlan(RUNNING_SECONDS, 25, 5, happenings=(slump,), wander=0.3, began_at=began_at.timestamp())
    marked = (Marked(300, "question"), Marked(1500, "own", "Proof"))
    with engine.begin() as connection:
        class_id = add_class(connection, TermClass("Geometry", "7b Maths", 25, began_at, plan, marked), ZONE, now)
        running = update(ClassSession).where(ClassSession.id == class_id).values(status="running", ended_at=None)
        connection.execute(running)
    class_fixtures.set_status(engine, class_id, ahead + timedelta(seconds=600), "watching")


def pictures(browser: Browser, address: str, names: list[str], folder: Path) -> Iterator[Shot]:
    """Yield a picture of each page in both languages and themes and at both widths; print each page's figures."""
    print("| page | language | width | height, pixels | sentences | Flesch | longest sentence, words | terms |")
    print("|---|---|---|---|---|---|---|---|")
    for language, width, theme in product(LANGUAGES, WIDTHS, THEMES):
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHTS[width]},
            color_scheme=theme,
            locale=language,
            timezone_id=ZONE,
            reduced_motion="reduce",
        )
        page = let_in(context).new_page()
        for name in names:
            open_page(page, address + PAGES[name], folder)
            page.wait_for_function(ADDED_UP)
            page.wait_for_function(DRAWN)
            page.evaluate(SETTLED)
            path = folder / f"{name}-{language}-{theme}-{width}.png"
            page.screenshot(path=path, full_page=True)
            height = int(page.evaluate("() => document.documentElement.scrollHeight"))
            if theme == "light":
                print(row(page, name, language, width, height), flush=True)
            yield Shot(name, language, theme, width, height, path)
        context.close()


def open_page(page: Page, address: str, folder: Path) -> None:
    """Open a page; a report, which is a download, from its file."""
    if not address.endswith("report.html"):
        page.goto(address)
        return
    report = folder / "report.html"
    language = page.evaluate("() => navigator.language")
    report.write_bytes(page.request.get(address, headers={"Accept-Language": language}).body())
    page.goto(report.resolve().as_uri())


def row(page: Page, name: str, language: Language, width: int, height: int) -> str:
    """Return a row of the table on a page."""
    found = readability(page.evaluate(BLOCKS), language, page.evaluate(SHOWN))
    cells = (name, language, width, height, found.sentences, f"{found.flesch:.0f}", found.longest_words)
    return f"| {' | '.join(map(str, cells))} | {len(found.terms)}: {', '.join(found.terms)} |"


if __name__ == "__main__":
    main()
