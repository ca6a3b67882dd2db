"""The share of a class that was seen is one figure, wherever it stands: pages, answers and files of one class."""

import io
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import Engine, insert

from classroom.tables import PlanSegment, UnseenSpan
from tests.dashboard.class_fixtures import START, Taught
from tests.dashboard.term_fixtures import add_lesson, exclude

FACES, EXPECTED = 24, 25
SHARE = FACES * 170 / (EXPECTED * 190)
"""Of four minutes 50 seconds are a break, and in 20 others nothing was seen."""
SEEN = "86\N{NO-BREAK SPACE}%"
OF_ALL = "21.5"


@pytest.fixture
def class_id(engine: Engine) -> int:
    taught = Taught(241, faces=lambda _second: FACES, gaps=((61, 81),))
    class_id = add_lesson(engine, 0, taught, ended_at=START + timedelta(seconds=240))
    add_lesson(engine, 1, Taught(241), ended_at=START + timedelta(seconds=240, days=-1))
    exclude(engine, class_id, START, 100, 150)
    times = {"began_at": START + timedelta(seconds=60), "ended_at": START + timedelta(seconds=81)}
    with engine.begin() as connection:
        own = {"class_session_id": class_id}
        connection.execute(insert(UnseenSpan).values(**own, **times, reason="window_covered"))
        times = {"began_at": START, "ended_at": START + timedelta(seconds=240)}
        connection.execute(insert(PlanSegment).values(**own, **times, title="All of it"))
    return class_id


def page(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text[-300:]
    return re.sub(r"[ \n]+", " ", re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", answer.text, flags=re.DOTALL))


def shares(found: Any, names: tuple[str, ...] = ("coverage", "mean_coverage")) -> Iterator[float]:  # noqa: ANN401 - JSON
    """Yield each figure of these names in a JSON answer."""
    if isinstance(found, dict):
        for name, value in found.items():
            yield from [value] if name in names and isinstance(value, float) else shares(value, names)
    elif isinstance(found, list):
        for each in found:
            yield from shares(each, names)


def test_a_class_s_page_says_when_nothing_was_seen_and_why(client: FlaskClient, class_id: int) -> None:
    words = page(client, f"/classes/{class_id}")
    assert f"Seen: {OF_ALL} of {EXPECTED} people on average ({SEEN}); enough for a mood 89\N{NO-BREAK SPACE}%" in words
    assert "Nothing seen for 20 seconds, 10:01:01 to 10:01:21: the window was covered." in words
    assert "100\N{NO-BREAK SPACE}%" not in words


@pytest.mark.parametrize(
    "address",
    [
        "/classes",
        "/classes/{id}",
        "/terms?group=7b",
        "/compare?class={id}&class={other}",
        "/classes/{id}/report.html",
    ],
)
def test_every_page_has_the_same_share(client: FlaskClient, class_id: int, address: str) -> None:
    assert SEEN in page(client, address.format(id=class_id, other=class_id + 1))


def test_every_answer_has_the_same_share(client: FlaskClient, class_id: int) -> None:
    listed = client.get("/api/v1/classes").get_json()["classes"][0]
    summary = client.get(f"/api/v1/classes/{class_id}").get_json()["summary"]
    segments = client.get(f"/api/v1/classes/{class_id}/segments").get_json()["segments"]
    term = client.get("/api/v1/groups/7b").get_json()["classes"][-1]
    compared = client.get(f"/api/v1/compare?class={class_id}&class={class_id + 1}").get_json()["classes"][-1]
    exported = client.get(f"/classes/{class_id}/export.json").get_json()
    for found in (listed, summary, segments, term, {"coverage": compared["mean_coverage"]}):
        figures = list(shares(found))
        assert figures == [pytest.approx(SHARE, abs=6e-4)] * len(figures)
        assert figures
    in_file = [exported["summary"]["coverage"], *(part["coverage"] for part in exported["segments"])]
    assert in_file == [pytest.approx(SHARE, abs=6e-4)] * 2
    unseen = {"began_at": "2026-11-20T09:01:01+00:00", "ended_at": "2026-11-20T09:01:21+00:00", "seconds": 20.0}
    assert summary["unseen"] == exported["summary"]["unseen"] == [unseen | {"reason": "window_covered"}]


def test_every_report_has_the_same_share(client: FlaskClient, class_id: int) -> None:
    pdf = "".join(
        part.extract_text() for part in PdfReader(io.BytesIO(client.get(f"/classes/{class_id}/report.pdf").data)).pages
    )
    assert SEEN in pdf
    assert "Nothing seen for 20 seconds" in re.sub(r"\s+", " ", pdf)
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/classes/{class_id}/export.xlsx").data))
    cells = {row[0]: row[1] for row in book.worksheets[0].iter_rows(values_only=True)}
    assert cells["Seen of those expected"] == pytest.approx(SHARE)
    assert "the window was covered" in str(cells["Nothing seen"])
