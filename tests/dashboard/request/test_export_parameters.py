import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from tests.dashboard.class_fixtures import START, ClassIds
from tests.dashboard.export_fixtures import add_rich, every_class, file_of

FILES = ("export.csv", "export.xlsx", "export.json", "report.html", "report.pdf")
TEN_DAYS = timedelta(days=10)


def moments(client: FlaskClient, address: str) -> list[datetime]:
    text = file_of(client, address).decode("utf-8-sig")
    return [datetime.fromisoformat(row["captured_at_utc"]) for row in csv.DictReader(io.StringIO(text, newline=""))]


@pytest.mark.parametrize(
    "ask",
    [
        "from=2026-11-10T09:05:00Z&to=2026-11-10T09:07:00Z",
        "from=2026-11-10T10:05:00%2B01:00&to=2026-11-10T10:07:00%2B01:00",
        "from=2026-11-10T10:05:00+01:00&to=2026-11-10T10:07:00+01:00",
        "from=2026-11-10T10:05&to=2026-11-10T10:07",
        "from=10:05&to=10:07:00",
    ],
)
def test_a_range_may_be_written_with_an_offset_or_by_the_readers_clock(
    client: FlaskClient, engine: Engine, ask: str
) -> None:
    found = moments(client, f"/classes/{add_rich(engine)}/export.csv?{ask}")
    begin = datetime(2026, 11, 10, 9, 5, tzinfo=UTC)
    assert (found[0], found[-1], len(found)) == (begin, begin + timedelta(seconds=119), 120)


def test_a_range_may_have_one_end(client: FlaskClient, engine: Engine) -> None:
    class_id = add_rich(engine)
    assert len(moments(client, f"/classes/{class_id}/export.csv?from=10:15")) == 300
    assert len(moments(client, f"/classes/{class_id}/export.csv?to=10:15")) == 900


def test_a_range_has_figures_of_its_own(client: FlaskClient, engine: Engine) -> None:
    address = f"/classes/{add_rich(engine)}/export.json?from=10:12:10&to=10:14:50"
    file = json.loads(file_of(client, address))
    assert file["summary"]["net_positivity"] < -0.5
    assert file["summary"]["samples"] == 160
    assert [segment["title"] for segment in file["segments"]] == ["Part 3"]
    assert file["segments"][0]["from"] == "2026-11-10T09:12:10+00:00"
    assert file["markers"] == []
    assert file["range"] == {"from": "2026-11-10T09:12:10+00:00", "to": "2026-11-10T09:14:50+00:00"}
    assert [fact["text"] for fact in file["facts"] if fact["name"] == "range"] == ["Only from 10:12:10 to 10:14:50"]


def test_a_range_without_samples_makes_a_file_of_each_kind(client: FlaskClient, engine: Engine) -> None:
    class_id = add_rich(engine)
    for file in FILES:
        assert file_of(client, f"/classes/{class_id}/{file}?from=2026-11-10T12:00Z")


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        ("from=10:07&to=10:05", "The range ends before it begins"),
        ("from=yesterday", "from= holds no time: yesterday"),
        ("to=2026-13-40T00:00:00Z", "to= holds no time"),
        ("from=" + "9" * 500, "from= holds no time"),
    ],
)
def test_a_range_that_makes_no_sense_is_refused_in_words(
    client: FlaskClient, engine: Engine, ask: str, message: str
) -> None:
    class_id = add_rich(engine)
    for file in FILES:
        answer = client.get(f"/classes/{class_id}/{file}?{ask}")
        assert answer.status_code == 400
        assert message in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        ("", "No class was chosen"),
        ("?class=", "is not the number of a class"),
        ("?class=1&class=x", "x is not the number of a class"),
        ("?class=²", "is not the number of a class"),
        ("?" + "&".join(f"class={number}" for number in range(51)), "51 classes are too many for one file"),
        ("?class=1&from=10:00", "A range is of one class"),
    ],
)
def test_classes_that_cannot_be_meant_are_refused_in_words(
    client: FlaskClient, class_ids: ClassIds, ask: str, message: str
) -> None:
    for file in FILES:
        answer = client.get(f"/{file}{ask}")
        assert answer.status_code == 400
        assert message in answer.get_data(as_text=True)


def test_an_unknown_class_among_several_is_told(client: FlaskClient, class_ids: ClassIds) -> None:
    for file in FILES:
        answer = client.get(f"/{file}?class={class_ids.lesson}&class=999")
        assert answer.status_code == 404
        assert "There is no class 999" in answer.get_data(as_text=True)


def test_a_class_asked_for_twice_comes_once(client: FlaskClient, class_ids: ClassIds) -> None:
    once = moments(client, f"/export.csv?class={class_ids.few}")
    assert moments(client, f"/export.csv?class={class_ids.few}&class={class_ids.few}") == once


def test_each_kind_of_file_takes_all_classes_together(client: FlaskClient, engine: Engine, class_ids: ClassIds) -> None:
    numbers = "&class=".join(str(each) for each in [*every_class(class_ids), add_rich(engine)])
    for file in FILES:
        answer = client.get(f"/{file}?class={numbers}")
        assert answer.status_code == 200
        named = answer.headers["Content-Disposition"]
        assert named.startswith('attachment; filename="2026-11-20 Moodline - 7 classes.')
        assert len(answer.data) > 1000


def test_times_are_the_class_s_own_wherever_the_reader_is(client: FlaskClient, engine: Engine) -> None:
    class_id = add_rich(engine, started_at=START - TEN_DAYS)
    client.set_cookie("moodline-zone", "America/New_York")
    assert "04:00" in client.get(f"/classes/{class_id}").get_data(as_text=True)
    report = file_of(client, f"/classes/{class_id}/report.html").decode()
    assert "Europe/Berlin (UTC+01:00)" in report
    assert "America/New_York" not in report
