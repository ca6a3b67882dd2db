"""Responses of the live page are made once for all viewers, and anew after each change."""

import threading
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, event, insert

from classroom.tables import SampleRow
from dashboard.live.response_cache import LiveCache
from tests.dashboard.class_fixtures import (
    CALM,
    START,
    add_running,
    sample_values,
    set_status,
)
from tests.waiting import until

NOW = START + timedelta(hours=1)


def selects(client: FlaskClient) -> list[str]:
    found: list[str] = []
    reader = client.application.extensions["moodline"].reader
    with reader.connect() as connection:
        event.listen(connection.engine, "before_cursor_execute", lambda *arguments: found.append(arguments[2]))
    return found


def test_a_poll_just_answered_asks_the_database_nothing_until_it_changes(client: FlaskClient, engine: Engine) -> None:
    client.application.extensions["moodline"].live_cache.seconds = 60
    class_id = add_running(engine, NOW - timedelta(seconds=100))
    set_status(engine, class_id, NOW, "watching")
    first = client.get("/api/v1/live?after=5")
    statements = selects(client)
    assert client.get("/api/v1/live?after=5").data == first.data
    assert statements == []
    with engine.begin() as connection:
        connection.execute(insert(SampleRow), [sample_values(class_id, NOW, 21, CALM)])
    assert client.get("/api/v1/live?after=5").get_json()["now"]["faces"] == 21


def test_readers_of_another_profile_language_or_zone_get_their_own_answer(client: FlaskClient, engine: Engine) -> None:
    client.application.extensions["moodline"].live_cache.seconds = 60
    set_status(engine, add_running(engine, NOW - timedelta(seconds=100)), NOW, "watching")
    plain = client.get("/api/v1/live?after=5").get_json()
    other = client.get("/api/v1/live?after=5&profile=valence").get_json()
    client.set_cookie("moodline-zone", "Asia/Tokyo")
    far = client.get("/api/v1/live?after=5").get_json()
    assert other["now"]["engagement"] != plain["now"]["engagement"]
    assert far["now"]["last_sample"][:2] == "18"


def test_of_many_who_ask_at_once_one_makes_the_answer_and_a_failure_is_not_kept() -> None:
    cache, made, together = LiveCache(seconds=60), [], threading.Barrier(8)

    def make() -> str:
        made.append(1)
        return "answer"

    def ask() -> None:
        together.wait()
        cache.get("same", make)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1

    def fail() -> str:
        raise LookupError

    with pytest.raises(LookupError):
        cache.get("other", fail)
    assert cache.get("other", make) == "answer"


def test_who_asks_for_something_else_does_not_wait_for_a_slow_answer() -> None:
    cache, begun, goes_on = LiveCache(seconds=60), threading.Event(), threading.Event()

    def slow() -> str:
        begun.set()
        goes_on.wait(60)
        return "slow"

    thread = threading.Thread(target=lambda: cache.get("slow", slow))
    thread.start()
    begun.wait(60)
    other = threading.Thread(target=lambda: cache.get("other", lambda: "quick"), daemon=True)
    other.start()
    other.join(10)
    has_waited = other.is_alive()
    goes_on.set()
    thread.join()
    assert not has_waited


class CountedKey:
    """Equals itself alone, and counts how often it is looked up."""

    looked_up = 0

    def __hash__(self) -> int:
        self.looked_up += 1
        return 1


def test_a_failure_is_told_at_once_to_all_who_waited_for_it() -> None:
    cache, tries, goes_on = LiveCache(seconds=60), list[int](), threading.Event()
    failures, same = list[str](), CountedKey()

    def fail() -> str:
        tries.append(1)
        goes_on.wait(60)
        raise LookupError("busy")

    def ask() -> None:
        try:
            cache.get(same, fail)
        except LookupError as failure:
            failures.append(str(failure))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    until(lambda: same.looked_up >= 9)  # by each of them, and by the first once more to keep what it makes
    with cache._lock:
        goes_on.set()
    for thread in threads:
        thread.join()
    assert (len(tries), failures) == (1, ["busy"] * 8)


def test_what_was_begun_before_a_change_is_not_told_to_who_asks_after_it() -> None:
    cache = LiveCache(seconds=60)

    def make() -> str:
        cache.clear()
        return "before"

    assert cache.get("same", make) == "before"
    assert cache.get("same", lambda: "after") == "after"


def test_old_answers_are_let_go_of() -> None:
    cache = LiveCache(seconds=0)
    for number in range(50):
        cache.get(number, lambda: "answer")
    assert len(cache._kept) == 1
