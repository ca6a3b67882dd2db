"""The answers of a dashboard over the demo term at a fixed moment: every page, JSON answer and export, as text."""

import hashlib
import io
import math
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import Engine

from classroom.database import create_schema, open_engine
from dashboard.app import create_app
from dashboard.demo_data.term import term_classes
from dashboard.demo_data.term_rows import add_class
from dashboard.options import DashboardOptions
from tests.dashboard import class_fixtures
from tests.dashboard.class_fixtures import CALM, DIP, Taught
from tests.dashboard.shared_app import signed_in

NOW: Final = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
ZONE: Final = "Europe/Berlin"
LANGUAGES: Final = ("en", "de")
CLASSES: Final = (1, 14, 30)
"""Classes whose every page and export is kept; of the others the page and its JSON."""
RUNNING: Final = 31
LIST_ADDRESSES: Final = (
    "/classes",
    "/classes?search=an&group=7b",
    "/classes?from=2026-10-01&to=2026-10-31&page=2",
    "/compare?class=1&class=4&class=7",
    "/compare?class=1&class=4&align=segments",
    "/compare?class=1",
    "/terms",
    "/terms?group=7b",
    "/after-markers",
    "/after-markers?group=7b",
    "/classes/4711",
    "/api/v1/classes",
    "/api/v1/classes?search=an",
    "/api/v1/compare?class=1&class=4&class=7",
    "/api/v1/compare?class=1&class=4&align=segments",
    "/api/v1/groups",
    "/api/v1/groups/7b",
    "/api/v1/groups/9a",
    "/api/v1/after-markers",
    "/api/v1/schema/class.json",
    "/api/v1/openapi.json",
    "/api/v1/classes/4711",
    "/export.csv?class=1&class=4",
    "/export.json?class=1&class=4",
    "/export.xlsx?class=1&class=4",
    "/report.html?class=1&class=4",
    "/report.pdf?class=1&class=4",
    "/healthz",
)
CLASS_ADDRESSES: Final = (
    "/classes/{id}",
    "/classes/{id}?from=09:10&to=09:25&smoothing=60",
    "/classes/{id}?segments=markers&profile=valence",
    "/classes/{id}/delete",
    "/classes/{id}/pulse",
    "/classes/{id}/export.csv",
    "/classes/{id}/export.json",
    "/classes/{id}/export.xlsx",
    "/classes/{id}/report.html",
    "/classes/{id}/report.pdf",
    "/api/v1/classes/{id}/series?points=200",
    "/api/v1/classes/{id}/range?smoothing=30",
    "/api/v1/classes/{id}/segments",
    "/api/v1/classes/{id}/segments?segments=slides",
    "/api/v1/classes/{id}/plan",
    "/api/v1/classes/{id}/markers",
    "/api/v1/classes/{id}/excluded-ranges",
    "/api/v1/classes/{id}/pulse",
)
EVERY_CLASS: Final = ("/classes/{id}", "/api/v1/classes/{id}", "/api/v1/classes/{id}/highlights")
LIVE_ADDRESSES: Final = ("/", "/live/compact", f"/live/markers/{RUNNING}", "/api/v1/live?after=0")


NUMBER: Final = re.compile(r"-?\d+(?:[.,]\d+)?(?:e-?\d+)?")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A fingerprint of an answer: the SHA-256 of its text without numbers, how many numbers it has, and their sum.

    Processors differ in the last bits of a mean, and a share of 1.5 % becomes 1 % here and 2 % there: so numbers are
    held to a sum, each by its remainder of 1000, and words to the letter.
    """

    words: str
    numbers: int
    total: float

    @classmethod
    def of(cls, text: str) -> "Fingerprint":
        """Return the fingerprint of an answer's text."""
        found = [float(number.replace(",", ".")) for number in NUMBER.findall(text)]
        words = hashlib.sha256(NUMBER.sub("#", text).encode()).hexdigest()[:16]
        return cls(words, len(found), round(math.fsum(math.fmod(abs(number), 1000) for number in found), 2))

    def is_close_to(self, other: "Fingerprint") -> bool:
        """Say whether two answers have the same words and, but for rounding, the same numbers."""
        same = (self.words, self.numbers) == (other.words, other.numbers)
        return same and math.isclose(self.total, other.total, rel_tol=2e-5, abs_tol=2)


def addresses() -> Iterator[tuple[str, str]]:
    """Yield each address with the language in which it is asked for."""
    for language in LANGUAGES:
        yield from ((language, address) for address in (*LIST_ADDRESSES, *LIVE_ADDRESSES))
        yield from ((language, each.format(id=one)) for one in CLASSES for each in CLASS_ADDRESSES)
    yield from (("en", each.format(id=one)) for one in range(1, RUNNING) for each in EVERY_CLASS)


def write_term(path: Path) -> None:
    """Write the demo term as of NOW, and a class that has been running for twelve minutes, into a new SQLite file."""
    path.write_bytes(_term())


@cache
def _term() -> bytes:
    """Return the bytes of the term's database: it takes three seconds to make, and a copy none."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "term.db"
        engine = open_engine(f"sqlite:///{path.as_posix()}")
        create_schema(engine)
        with engine.begin() as connection:
            for one in term_classes(NOW, ZONE):
                add_class(connection, one, ZONE, NOW)
        add_running_class(engine)
        engine.dispose()
        return path.read_bytes()


def add_running_class(engine: Engine) -> None:
    """Insert a class with a slump in its last minutes, and its monitor's heartbeat."""
    began_at = NOW - timedelta(seconds=720)
    class_id = class_fixtures.add_class(engine, started_at=began_at, status="running", title="Geometry")
    assert class_id == RUNNING
    class_fixtures.add_samples(
        engine, class_id, began_at, Taught(720, mood=lambda second: DIP if second >= 600 else CALM)
    )
    class_fixtures.set_status(engine, class_id, NOW, "watching")


def client_of(path: Path) -> FlaskClient:
    """Return a client of a dashboard over this file, whose clock stands at NOW."""
    app = signed_in(create_app(DashboardOptions(f"sqlite:///{path.as_posix()}", now=lambda: NOW, is_demo_data=True)))
    app.testing = True
    return app.test_client()


def answer_text(client: FlaskClient, language: str, address: str) -> str:
    """Return the status, media type and body of an answer; of a workbook its cells, of a PDF its words."""
    answer = client.get(address, headers={"Accept-Language": language})
    while answer.status_code == 202 or b"<progress" in answer.data:
        answer = client.get(address, headers={"Accept-Language": language})
    head = f"{answer.status_code} {answer.mimetype} {answer.headers.get('Content-Disposition', '')}\n"
    if answer.mimetype == "application/pdf":
        return head + pdf_text(answer.data)
    if "spreadsheet" in (answer.mimetype or ""):
        return head + workbook_text(answer.data)
    return head + without_inlined(answer.get_data(as_text=True))


def pdf_text(content: bytes) -> str:
    """Return the words of all pages."""
    return "\f".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def workbook_text(content: bytes) -> str:
    """Return the parts of a workbook one after the other, without the moment at which it was written."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        parts = [f"{name}\n{book.read(name).decode()}" for name in sorted(book.namelist()) if name.endswith(".xml")]
    return re.sub(r"(<dcterms:\w+ [^>]*>)[^<]*", r"\1", "\n".join(parts))


def without_inlined(text: str) -> str:
    """Return a page without the digests of its assets, and a report without the scripts and styles inlined in it."""
    text = re.sub(r"/assets/[0-9a-f]+/", "/assets/digest/", text)
    return re.sub(r"<(script|style)>.*?</\1>", r"<\1></\1>", text, flags=re.DOTALL)
