"""Test that texts, days and times come in the reader's language."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import Markup

from dashboard.language import translate as speech
from dashboard.language.clock import ClassClock, duration_words
from dashboard.language.preferred_language import language
from dashboard.language.translate import say, say_count, translate
from tests.dashboard.class_fixtures import ClassIds

NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)


@pytest.fixture
def app() -> Flask:
    app = Flask("speaking")
    speech.register(app)
    return app


def test_the_browsers_language_is_spoken_where_it_is_known(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "de-AT,de;q=0.9"}):
        assert language() == "de"
        assert say("Dark") == "Dunkel"
    with app.test_request_context(headers={"Accept-Language": "fr-FR"}):
        assert language() == "en"


def test_a_choice_comes_before_what_the_browser_asks_for(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "de", "Cookie": "moodline-language=en"}):
        assert language() == "en"
    with app.test_request_context(headers={"Accept-Language": "en", "Cookie": "moodline-language=klingon"}):
        assert language() == "en"


def test_outside_of_a_request_english_is_spoken() -> None:
    assert (language(), say("Dark"), say_count("{count} class", "{count} classes", 1)) == ("en", "Dark", "1 class")


def test_an_unknown_text_stays_english(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "de"}):
        assert say("Nobody ever said this {x}.", x=1) == "Nobody ever said this 1."


def test_values_are_escaped_beside_markup_and_only_there(app: Flask) -> None:
    with app.test_request_context():
        assert say("{a} and {b}", a=Markup("<b>1</b>"), b="<i>") == Markup("<b>1</b> and &lt;i&gt;")
        assert say("{b}", b="<i>") == "<i>"


def test_one_and_many_have_their_own_forms() -> None:
    assert [say_count("{count} face", "{count} faces", count) for count in (0, 1, 2)] == [
        "0 faces",
        "1 face",
        "2 faces",
    ]


def test_days_are_written_as_the_language_writes_them(app: Flask) -> None:
    clock = ClassClock.of("Europe/Berlin", NOON)
    assert (clock.day(NOON), clock.short_day(NOON)) == ("Friday 20 November 2026", "Fri 20 Nov 2026")
    assert duration_words(5400) == "1 h 30 min"
    with app.test_request_context(headers={"Accept-Language": "de"}):
        assert clock.day(NOON) == "Freitag, 20. November 2026"


def test_a_message_is_told_in_the_readers_language_with_its_values(app: Flask) -> None:
    values = {"found": "0003", "needed": "0004"}
    assert translate("schema_differs", values) == "The database has schema 0003, this Moodline needs 0004"
    with app.test_request_context(headers={"Accept-Language": "de"}):
        assert translate("schema_differs", values) == "Die Datenbank hat das Schema 0003, dieses Moodline braucht 0004"


def test_a_messages_number_is_written_as_the_language_writes_it(app: Flask) -> None:
    assert translate("camera_frozen", {"seconds": 2.5}) == "The camera has shown the same picture for 2.5 s"
    assert translate("camera_frozen", {"seconds": 30.0}) == "The camera has shown the same picture for 30 s"
    with app.test_request_context(headers={"Accept-Language": "de"}):
        assert translate("camera_frozen", {"seconds": 2.5}) == "Die Kamera zeigt seit 2,5 s dasselbe Bild"


def test_what_is_unknown_shows_itself_and_so_does_a_message_without_its_values() -> None:
    assert translate("of_a_later_version", {"a": 1}) == "of_a_later_version"
    assert translate("A sentence of {before}") == "A sentence of {before}"
    assert translate("camera_frozen", {"minutes": 1}) == "camera_frozen"


def test_times_are_told_in_the_readers_zone_or_the_classes_own(client: FlaskClient, class_ids: ClassIds) -> None:
    address = f"/classes/{class_ids.lesson}"
    own = client.get(address).get_data(as_text=True)
    assert "Europe/Berlin (UTC+01:00)" in own
    client.set_cookie("moodline-zone", "Asia/Kolkata")
    assert "Asia/Kolkata (UTC+05:30)" in client.get(address).get_data(as_text=True)
    client.set_cookie("moodline-zone", "class")
    assert "Europe/Berlin (UTC+01:00)" in client.get(address).get_data(as_text=True)
    client.set_cookie("moodline-zone", "../../etc/passwd")
    assert "Europe/Berlin (UTC+01:00)" in client.get(address).get_data(as_text=True)


def test_the_page_says_in_which_language_it_is(client: FlaskClient, class_ids: ClassIds) -> None:
    page = client.get("/classes", headers={"Accept-Language": "de"}).get_data(as_text=True)
    assert '<html lang="de">' in page
