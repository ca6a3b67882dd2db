"""Test what is cached between requests, and that caches follow the database."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import Engine, delete, event, insert, update

from classroom.engagement import SHARMA2019
from classroom.tables import ClassSession, SampleRow
from dashboard.database.read.class_cache import ClassCache
from dashboard.database.read.classes import find_class
from tests.dashboard.class_fixtures import CALM, JOKE, START, ClassIds, Taught, add_class, add_samples, sample_values


def add_sample(engine: Engine, class_id: int, second: float) -> None:
    with engine.begin() as connection:
        row = sample_values(class_id, START + timedelta(seconds=second), 20, JOKE)
        connection.execute(insert(SampleRow), [row])


def test_a_sample_that_comes_later_is_on_the_page(client: FlaskClient, engine: Engine, class_ids: ClassIds) -> None:
    address = f"/api/v1/classes/{class_ids.lesson}"
    assert client.get(address).get_json()["summary"]["samples"] == 1160
    before = len(client.get(f"{address}/series").get_json()["points"]["x"])
    add_sample(engine, class_ids.lesson, 1200)
    assert client.get(address).get_json()["summary"]["samples"] == 1161
    points = client.get(f"{address}/series").get_json()["points"]
    assert len(points["x"]) == before + 1
    assert points["engagement_low"][-1] is not None


def test_a_deleted_class_is_gone_from_memory_too(client: FlaskClient, engine: Engine, class_ids: ClassIds) -> None:
    cache = client.application.extensions["moodline"].cache
    assert client.get(f"/classes/{class_ids.lesson}").status_code == 200
    with engine.begin() as connection:
        connection.execute(delete(ClassSession).where(ClassSession.id == class_ids.lesson))
    for address in (f"/classes/{class_ids.lesson}", f"/api/v1/classes/{class_ids.lesson}/series"):
        assert client.get(address).status_code == 404
    assert not cache.holds(class_ids.lesson)


def test_a_renamed_class_has_its_new_name_everywhere(client: FlaskClient, engine: Engine, class_ids: ClassIds) -> None:
    addresses = ("/classes", f"/classes/{class_ids.lesson}")
    assert all("Quadratics" in client.get(address).get_data(as_text=True) for address in addresses)
    with engine.begin() as connection:
        connection.execute(update(ClassSession).where(ClassSession.id == class_ids.lesson).values(title="Parabolas"))
    for address in addresses:
        page = client.get(address).get_data(as_text=True)
        assert "Parabolas" in page
        assert "Quadratics" not in page


def test_a_class_written_anew_under_the_same_number_is_read_anew(engine: Engine) -> None:
    class_id = add_class(engine)
    add_samples(engine, class_id, START, Taught(20))
    cache = ClassCache([SHARMA2019])
    with engine.connect() as connection:
        row = find_class(connection, class_id)
        assert row is not None
        assert len(cache.columns(connection, row, SHARMA2019)) == 20
    with engine.begin() as connection:
        connection.execute(delete(SampleRow))
    with engine.connect() as connection:
        moved = replace(row, created_at=row.created_at + timedelta(days=1))
        assert len(cache.columns(connection, moved, SHARMA2019)) == 0


def test_classes_looked_at_longest_ago_make_room(engine: Engine) -> None:
    ids = [add_class(engine, started_at=START + timedelta(days=day)) for day in range(3)]
    cache = ClassCache([SHARMA2019], most_samples=50)
    for day, class_id in enumerate(ids):
        add_samples(engine, class_id, START + timedelta(days=day), Taught(20))
        with engine.connect() as connection:
            row = find_class(connection, class_id)
            assert row is not None
            assert len(cache.with_variances(connection, row, SHARMA2019)) == 20
    assert [cache.holds(class_id) for class_id in ids] == [False, True, True]


def test_a_class_larger_than_all_the_room_is_still_shown(engine: Engine) -> None:
    class_id = add_class(engine)
    add_samples(engine, class_id, START, Taught(80))
    with engine.connect() as connection:
        row = find_class(connection, class_id)
        assert row is not None
        assert len(ClassCache([SHARMA2019], most_samples=50).columns(connection, row, SHARMA2019)) == 80


def test_the_list_sums_a_class_again_when_it_has_grown(
    client: FlaskClient, engine: Engine, class_ids: ClassIds
) -> None:
    def samples() -> int:
        return int(client.get("/api/v1/classes").get_json()["classes"][0]["samples"])

    assert samples() == samples() == 1160
    add_sample(engine, class_ids.lesson, 1200)
    assert samples() == 1161


def test_the_list_reads_the_samples_of_its_page_only_and_only_once(client: FlaskClient, engine: Engine) -> None:
    for day in range(25):
        class_id = add_class(engine, started_at=START - timedelta(days=day))
        add_samples(engine, class_id, START - timedelta(days=day), Taught(3, mood=lambda _second: CALM))
    reader = client.application.extensions["moodline"].reader
    statements: list[tuple[object, ...]] = []
    with reader.connect() as connection:

        @event.listens_for(connection.engine, "before_cursor_execute")
        def _note(*given: Any) -> None:  # noqa: ANN401 - SQLAlchemy's signature
            statement, values = given[2:4]
            if "sum(samples.usable_faces)" in statement or "group_concat(faces)" in statement:
                statements.append(values)

    first = client.get("/classes").get_data(as_text=True)
    assert client.get("/classes").get_data(as_text=True) == first
    page = set(range(1, 21))
    assert {value for value in statements[0] if isinstance(value, int)} == page
    assert sorted(values for values in statements[1:]) == [(class_id,) for class_id in sorted(page)]
