"""Every message comes to the page in the reader's language: on the live page, on the error page, with a profile."""

import html
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from classroom.engagement import BUILT_IN_PROFILES
from classroom.errors import DatabaseError
from classroom.messages import database
from classroom.messages.message import FilledMessage, Message
from classroom.messages.profiles import PROFILE_OF_CONFIG
from classroom.messages.registry import MESSAGES
from classroom.messages.sources import CAMERA_FROZEN, GALLERY_AWAY, PAGE_TURNED, PLACES_UNCERTAIN
from dashboard.app import create_app
from dashboard.errors import NoDatabaseYet
from dashboard.language.catalogue import Catalogue
from dashboard.options import DashboardOptions
from dashboard.snapshot.monitor_state import REMEDIES
from tests.dashboard.class_fixtures import ClassIds, add_running, set_status
from tests.dashboard.conftest import NOW
from tests.dashboard.shared_app import signed_in

GERMAN = Catalogue("de")
OF_THE_DATABASE = [message for message in vars(database).values() if isinstance(message, Message)]


def samples_of(message: Message) -> FilledMessage:
    """Fill each place with a value that stands nowhere else on a page."""
    return message.filled(**{place: f"⟨{place} & co⟩" for place in message.places})


def in_german(filled: FilledMessage) -> str:
    return GERMAN.text(filled.message.text).format(**filled.values)


def page_of(client: FlaskClient, address: str, language: str) -> str:
    return html.unescape(client.get(address, headers={"Accept-Language": language}).get_data(as_text=True))


def test_every_message_has_german_words_of_its_own() -> None:
    assert [code for code, message in MESSAGES.items() if GERMAN.text(message.text) == message.text] == []


def test_whatever_the_monitor_says_is_told_on_the_live_page_in_the_readers_language(
    client: FlaskClient, engine: Engine
) -> None:
    class_id = add_running(engine, NOW - timedelta(seconds=100))
    wrong = []
    for message in MESSAGES.values():
        filled = samples_of(message)
        set_status(engine, class_id, NOW, "waiting", filled)
        english, german = page_of(client, "/", "en"), page_of(client, "/", "de")
        if str(filled) not in english or in_german(filled) not in german or str(filled) in german:
            wrong.append(message.code)
    assert wrong == []


def test_a_monitors_number_is_written_as_the_readers_language_writes_it(client: FlaskClient, engine: Engine) -> None:
    class_id = add_running(engine, NOW - timedelta(seconds=100))
    set_status(engine, class_id, NOW, "blind", CAMERA_FROZEN.filled(seconds=2.5))
    assert "The camera has shown the same picture for 2.5 s" in page_of(client, "/", "en")
    assert "Die Kamera zeigt seit 2,5 s dasselbe Bild" in page_of(client, "/", "de")


@pytest.mark.parametrize("message", [GALLERY_AWAY, PAGE_TURNED, PLACES_UNCERTAIN], ids=lambda message: message.code)
def test_where_only_the_teacher_can_help_the_live_page_says_how(
    client: FlaskClient, engine: Engine, message: Message
) -> None:
    set_status(engine, add_running(engine, NOW - timedelta(seconds=100)), NOW, "blind", message.filled())
    remedy = REMEDIES[message.code]
    assert f"{message.text}. {remedy.text}" in page_of(client, "/", "en")
    assert f"{GERMAN.text(message.text)}. {GERMAN.text(remedy.text)}" in page_of(client, "/", "de")


@pytest.mark.parametrize("stored", ["The picture is black", "A sentence of {before}, 3 × <b>", "of_a_later_version"])
def test_a_sentence_from_before_there_were_codes_and_an_unknown_code_show_themselves(
    client: FlaskClient, engine: Engine, stored: str
) -> None:
    class_id = add_running(engine, NOW - timedelta(seconds=100))
    set_status(engine, class_id, NOW, "blind", stored)
    assert stored in page_of(client, "/", "en")
    assert stored in page_of(client, "/", "de")
    assert client.get("/api/v1/live").get_json()["state"]["sentence"] == stored


@pytest.fixture
def breakable(options: DashboardOptions) -> Flask:
    """An app of our own, because views are added to it."""
    return signed_in(create_app(options))


def raise_at(app: Flask, address: str, error: DatabaseError) -> None:
    """Let the app raise the error at this address."""

    def view() -> str:
        raise error

    app.add_url_rule(address, address, view)


@pytest.mark.parametrize("kind", [DatabaseError, NoDatabaseYet])
def test_every_error_of_the_database_is_told_on_its_page_in_the_readers_language(
    breakable: Flask, kind: type[DatabaseError]
) -> None:
    for message in OF_THE_DATABASE:
        raise_at(breakable, f"/broken/{message.code}", kind(samples_of(message), where="class.db"))
        remedies = (database.NO_CLASS_YET.filled(), samples_of(message))
        raise_at(breakable, f"/to-mend/{message.code}", kind(database.DATABASE_LOCKED, remedy=remedies))
    client, wrong = breakable.test_client(), []
    for message in OF_THE_DATABASE:
        filled = samples_of(message)
        for place in ("broken", "to-mend"):
            address = f"/{place}/{message.code}"
            english, german = page_of(client, address, "en"), page_of(client, address, "de")
            if str(filled) not in english or in_german(filled) not in german or str(filled) in german:
                wrong.append(address)
    assert wrong == []


def test_an_error_of_the_database_is_told_to_a_script_in_the_readers_language(breakable: Flask) -> None:
    raise_at(breakable, "/api/v1/broken", DatabaseError(database.DATABASE_LOCKED, remedy=database.CLOSE_OTHER_PROGRAM))
    answer = breakable.test_client().get("/api/v1/broken", headers={"Accept-Language": "de"})
    assert answer.status_code == 503
    assert answer.get_json()["error"] == {
        "code": "database",
        "message": "Die Datenbank ist gesperrt",
        "remedy": in_german(database.CLOSE_OTHER_PROGRAM.filled()),
    }


def test_where_a_profile_comes_from_is_told_in_the_readers_language(client: FlaskClient, class_ids: ClassIds) -> None:
    for profile in BUILT_IN_PROFILES.values():
        address = f"/classes/{class_ids.lesson}?profile={profile.name}"
        assert profile.source.text in page_of(client, address, "en")
        german = page_of(client, address, "de")
        assert GERMAN.text(profile.source.text) in german
        assert profile.source.text not in german
    assert GERMAN.text(PROFILE_OF_CONFIG.text) == "in config.yaml festgelegt"
