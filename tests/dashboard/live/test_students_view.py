"""Students may see of their class no more than the live page says at that moment."""

from dataclasses import asdict
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from dashboard.pulse.shown_class import ShownClass
from pulse.shown_class import ShownClass as CheckedClass
from pulse.shown_class_texts import ENGLISH
from tests.dashboard.class_fixtures import CALM, DIP, JOKE, Mood, Taught, add_class, add_samples, set_status
from tests.dashboard.conftest import NOW
from tests.dashboard.pulse_fixtures import parts_of


def running(engine: Engine, into: Mood = CALM, faces: int = 23, **values: object) -> int:
    """Insert a class that runs, and turned two minutes ago."""
    began_at = NOW - timedelta(seconds=700)
    class_id = add_class(engine, started_at=began_at, status="running", **values)
    taught = Taught(700, mood=lambda second: into if second >= 550 else CALM, faces=lambda _second: faces)
    add_samples(engine, class_id, began_at, taught)
    set_status(engine, class_id, NOW, "watching")
    return class_id


def shown(client: FlaskClient, class_id: int) -> ShownClass:
    """Return what the students' page would be told, as that page accepts it."""
    found = parts_of(client).pulse.shown(class_id)
    assert asdict(CheckedClass.from_line(found.line)) == asdict(found)
    return found


@pytest.mark.parametrize("into", [CALM, DIP, JOKE])
def test_the_mood_is_in_the_words_of_the_live_page(client: FlaskClient, engine: Engine, into: Mood) -> None:
    told = shown(client, running(engine, into))
    live = client.get("/api/v1/live").get_json()["now"]
    assert (told.least, told.most, told.expected) == (23, 23, 25)
    assert told.change is not None
    assert live["mood_line"]["now"]
    assert live["mood_line"]["now"] in ENGLISH.changes[told.change]


def test_near_the_minimum_group_nobody_says_how_many(client: FlaskClient, engine: Engine) -> None:
    told = shown(client, running(engine, faces=6, expected_faces=8))
    assert (told.least, told.most) == (5, 7)
    assert client.get("/api/v1/live").get_json()["now"]["faces_words"] == "5 to 7"


def test_where_too_few_are_seen_nothing_is_said_of_the_mood(client: FlaskClient, engine: Engine) -> None:
    told = shown(client, running(engine, faces=9, expected_faces=25))
    assert (told.least, told.change) == (9, None)


def test_a_mood_of_those_who_just_left_is_not_told(client: FlaskClient, engine: Engine) -> None:
    began_at = NOW - timedelta(seconds=700)
    class_id = add_class(engine, started_at=began_at, status="running")
    add_samples(engine, class_id, began_at, Taught(700, faces=lambda second: 23 if second < 698 else 9))
    set_status(engine, class_id, NOW, "watching")
    assert client.get("/api/v1/live").get_json()["now"]["mood_line"]["now"] == ""
    told = shown(client, class_id)
    assert (told.least, told.change) == (9, None)


def test_in_participation_people_are_all_that_is_told(client: FlaskClient, engine: Engine) -> None:
    told = shown(client, running(engine, DIP, mode="participation"))
    assert told == ShownClass("participation", 23, 23, 25, None)


def test_without_a_sign_of_the_monitor_nothing_is_told(client: FlaskClient, engine: Engine) -> None:
    class_id = running(engine)
    set_status(engine, class_id, NOW - timedelta(minutes=2), "watching")
    assert shown(client, class_id) == ShownClass("mood", None, None, 25, None)
