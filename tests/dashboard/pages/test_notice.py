"""The notice and the receipt as pages: the settings' own figures, and what stands in the database."""

import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from dashboard.options import DashboardOptions
from tests.dashboard.class_fixtures import START, ClassIds, add_class
from tests.dashboard.export_fixtures import add_rich


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own.yaml"


@pytest.fixture
def options(database: Path, now: datetime, own: Path) -> DashboardOptions:
    own.write_text("privacy: {retention_days: 77, min_group_size: 9}\n", encoding="utf-8")
    return DashboardOptions(f"sqlite:///{database.as_posix()}", now=lambda: now, settings_file=own)


def text_of(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("kind", ["", "/slide", "/letter"])
def test_a_notice_has_its_language_its_direction_and_the_settings_figures(client: FlaskClient, kind: str) -> None:
    page = text_of(client, f"/notice{kind}?language=ar&mode=mood&contact=%3Cb%3ELee")
    assert 'lang="ar"' in page
    assert 'dir="rtl"' in page
    assert "\u206877\u2069" in page
    assert "\u20689\u2069" in page
    assert "&lt;b&gt;Lee" in page
    assert "<b>" not in page


def test_the_start_page_leads_to_the_notice(client: FlaskClient) -> None:
    assert 'href="/notice"' in text_of(client, "/")


def test_where_the_law_forbids_moods_there_is_no_notice_of_them(client: FlaskClient, own: Path) -> None:
    assert "guesses the expression" in text_of(client, "/notice?mode=mood")
    own.write_text("monitor: {region: eu}\n", encoding="utf-8")
    client.application.extensions["moodline"].settings.read()
    page = text_of(client, "/notice?mode=mood")
    assert "guesses the expression" not in page
    assert 'value="mood"' not in page


@pytest.mark.parametrize("wrong", ["language=tlh", "mode=marks"])
def test_an_unknown_choice_is_refused_with_those_that_there_are(client: FlaskClient, wrong: str) -> None:
    assert "Use one of:" in text_of(client, f"/notice?{wrong}", 400)


def test_the_receipt_tells_what_stands_in_the_database(client: FlaskClient, engine: Engine, database: Path) -> None:
    class_id = add_rich(engine, notes="went well", left_out_percent=[[0, 0, 20, 20]])

    def count(table: str, where: str = "1") -> int:
        with sqlite3.connect(database) as connection:
            query = f"SELECT count(*) FROM {table} WHERE class_session_id = ? AND {where}"
            found: int = connection.execute(query, (class_id,)).fetchone()[0]
        return found

    page = text_of(client, f"/classes/{class_id}/receipt")
    for line in (
        f"Rows: {count('samples')}, from ",
        f"how far they spread: {count('samples', 'happy IS NOT NULL')}",
        f"Moments that the teacher marked: {count('markers')}",
        "Characters of notes: 9",
        f"Times that answers were counted: {count('pulse_windows')}",
        f"Times that the teacher left out: {count('excluded_ranges')}",
        "Places left out of the picture: 1",
    ):
        assert f"<li>{line}" in page or line in page, line
        assert page.count(line) == 2, line  # and in the message to copy
    assert count("markers") > 0


def test_the_receipt_names_the_day_on_which_retention_deletes_the_class(client: FlaskClient, engine: Engine) -> None:
    class_id = add_class(engine, mode="participation", source="demo")
    day = (START + timedelta(days=77)).date().isoformat()
    page = text_of(client, f"/classes/{class_id}/receipt")
    assert f"Kept until {day}." in page
    assert "No expression." in page
    assert "mean expressions" not in page.split("<footer>")[0]
    client.application.extensions["moodline"].writer.delete_old_classes(77, START + timedelta(days=77))
    assert client.get(f"/classes/{class_id}/receipt").status_code == 200
    client.application.extensions["moodline"].writer.delete_old_classes(77, START + timedelta(days=77, seconds=1))
    assert client.get(f"/classes/{class_id}/receipt").status_code == 404


def test_a_receipt_comes_in_six_languages(client: FlaskClient, class_ids: ClassIds) -> None:
    for language, words in (("de", "Aufbewahrt bis"), ("fr", "Conservé"), ("es", "Se conserva"), ("tr", "Saklama")):
        assert words in text_of(client, f"/classes/{class_ids.lesson}/receipt?language={language}")
    assert 'dir="rtl"' in text_of(client, f"/classes/{class_ids.empty}/receipt?language=ar")
