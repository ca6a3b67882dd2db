import csv
import io
import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from classroom.emotions import EMOTIONS
from classroom.engagement import SHARMA2019, engagement
from classroom.spreadsheet import escape_formula
from tests.dashboard.class_fixtures import CALM, START, ClassIds, Taught, add_class, add_samples


def rows_of(client: FlaskClient, class_id: int) -> list[dict[str, str]]:
    answer = client.get(f"/classes/{class_id}/export.csv")
    assert answer.mimetype == "text/csv"
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))


def test_the_csv_has_a_row_for_each_sample_in_utc(client: FlaskClient, class_ids: ClassIds) -> None:
    rows = rows_of(client, class_ids.lesson)
    assert len(rows) == 1160
    assert datetime.fromisoformat(rows[0]["captured_at_utc"]) == START
    assert rows[0]["captured_at_utc"].endswith("+00:00")
    assert sum(float(rows[0][emotion]) for emotion in EMOTIONS) == pytest.approx(1, abs=0.001)
    assert float(rows[0]["coverage"]) == 0.92
    assert float(rows[0]["engagement_proxy_sharma2019_v1"]) == pytest.approx(engagement(CALM, SHARMA2019), abs=0.01)


def test_the_csv_leaves_the_mood_of_a_small_group_out(client: FlaskClient, class_ids: ClassIds) -> None:
    for row in rows_of(client, class_ids.few):
        assert row["mood_shown"] == "too few faces"
        assert {row[emotion] for emotion in EMOTIONS} == {""}


def test_no_cell_of_the_csv_is_a_formula(client: FlaskClient, class_ids: ClassIds) -> None:
    for class_id in (class_ids.formula, class_ids.script):
        for row in rows_of(client, class_id):
            texts = [row["class_title"], row["group_name"]]
            assert not any(text[:1] in "=+-@" for text in texts)
    assert rows_of(client, class_ids.formula)[0]["class_title"] == '\'=HYPERLINK("http://evil.example";"x")'


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "\r=1", "\n=1", "＝1"])
def test_what_a_spreadsheet_takes_for_a_formula_is_defused(text: str) -> None:
    assert escape_formula(text) == f"'{text}"


def test_an_ordinary_title_stays_as_it_is() -> None:
    assert escape_formula("Maths: 3 - 1 = 2") == "Maths: 3 - 1 = 2"


def test_the_json_says_its_schema_and_holds_every_sample(client: FlaskClient, class_ids: ClassIds) -> None:
    answer = client.get(f"/classes/{class_ids.lesson}/export.json")
    exported = json.loads(answer.get_data(as_text=True))
    assert exported["schema_version"] == 2
    assert exported["class"]["timezone"] == "Europe/Berlin"
    assert exported["engagement_profile"]["name"] == "sharma2019"
    assert len(exported["samples"]) == 1160
    assert set(exported["samples"][0]["mood"]) == set(EMOTIONS)


def test_a_class_without_samples_can_be_exported(client: FlaskClient, class_ids: ClassIds) -> None:
    assert rows_of(client, class_ids.empty) == []
    assert json.loads(client.get(f"/classes/{class_ids.empty}/export.json").get_data(as_text=True))["samples"] == []
    assert client.get(f"/classes/{class_ids.empty}/report.html").status_code == 200


def test_the_report_loads_nothing_from_anywhere(client: FlaskClient, class_ids: ClassIds) -> None:
    page = client.get(f"/classes/{class_ids.lesson}/report.html").get_data(as_text=True)
    assert not re.search(r"<(script|link|img|iframe)[^>]*\s(src|href)=[\"']?(?![\"']|data:)", page)
    assert "@import" not in page
    assert "url(http" not in page.split("</style>")[0]
    assert "default-src 'none'" in page


def test_the_report_says_how_to_read_it_and_what_it_cannot_say(client: FlaskClient, class_ids: ClassIds) -> None:
    page = client.get(f"/classes/{class_ids.lesson}/report.html").get_data(as_text=True)
    for words in ("How to read this", "What the figures cannot say", "How is this worked out?", "sharma2019"):
        assert words in page


def test_exporting_an_unknown_class_is_a_404(client: FlaskClient, class_ids: ClassIds) -> None:
    for address in ("export.csv", "export.json", "report.html"):
        assert client.get(f"/classes/999/{address}").status_code == 404


def test_times_in_the_json_are_utc(client: FlaskClient, class_ids: ClassIds) -> None:
    exported = json.loads(client.get(f"/classes/{class_ids.script}/export.json").get_data(as_text=True))
    assert datetime.fromisoformat(exported["samples"][0]["captured_at"]).tzinfo == UTC


def test_a_spreadsheet_can_tell_that_the_csv_is_utf8_and_reads_its_times(client: FlaskClient, engine: Engine) -> None:
    class_id = add_class(engine, title="Größen")
    add_samples(engine, class_id, START + timedelta(microseconds=123456), Taught(2))
    content = client.get(f"/classes/{class_id}/export.csv").data
    assert content.startswith("\ufeffclass_id,".encode())
    assert content.count("\ufeff".encode()) == 1
    assert rows_of(client, class_id)[0]["captured_at_utc"] == "2026-11-20T09:00:00.123+00:00"
