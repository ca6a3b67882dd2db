"""Attacks on what is left of a deleted class: its words are in no byte of the data folder."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, insert

from classroom.audit import faults_of, kept_head
from classroom.erasure import COPIES_LAST, delete_aged_copies
from classroom.retention import delete_old_classes
from classroom.tables import Marker
from tests.dashboard.class_fixtures import START, Taught, add_class, add_samples, new_database

TITLE = "Zitronenfalter üben"
NOTE = "Vulkanausbruch"
Delete = Callable[[FlaskClient, Engine, int], None]


@pytest.fixture
def database(data_folder: Path) -> Iterator[Path]:
    """A database in the data folder, as it is by default, without what the test before left."""
    data_folder.mkdir(exist_ok=True)
    file = data_folder / "moodline.db"
    yield file
    for left in data_folder.glob("moodline*"):
        left.unlink()


@pytest.fixture(params=[True, False], ids=["log", "journal"])
def engine(request: pytest.FixtureRequest, database: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """An engine in each of the two modes in which SQLite writes: which one depends on its version."""
    monkeypatch.setattr("classroom.database.wal_is_safe", lambda _version: request.param)
    engine = new_database(database)
    yield engine
    engine.dispose()


@pytest.fixture
def class_id(engine: Engine) -> int:
    """A class, among others, that has left its words in rows and in a copy from before an upgrade."""
    for number in range(3):
        add_samples(engine, add_class(engine, title=f"Algebra {number}"), START, Taught(60))
    class_id = add_class(engine, title=TITLE, notes=NOTE * 40, created_at=START - timedelta(days=400))
    add_samples(engine, class_id, START, Taught(600))
    with engine.begin() as connection:
        marker = {"class_session_id": class_id, "marked_at": START, "kind": "own", "note": NOTE}
        connection.execute(insert(Marker), [marker] * 50)
    copy_of(engine)
    return class_id


def copy_of(engine: Engine) -> Path:
    file = Path(str(engine.url.database))
    copy = file.with_name(f"{file.stem}.before-0008-20261101T080000Z{file.suffix}")
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy


def where(folder: Path, words: str) -> list[str]:
    """Return the files whose bytes hold the words, in any case that UTF-8 and UTF-16 may have."""
    forms = [words.encode("utf-8"), words.encode("utf-16-le")]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return sorted(path.name for path in files if any(form in path.read_bytes() for form in forms))


def on_the_page(client: FlaskClient, _engine: Engine, class_id: int) -> None:
    assert client.post(f"/classes/{class_id}/delete", data={"confirmed": "yes"}).status_code == 303


def by_the_api(client: FlaskClient, _engine: Engine, class_id: int) -> None:
    assert client.delete(f"/api/v1/classes/{class_id}").status_code == 204


def by_discarding_it(client: FlaskClient, _engine: Engine, class_id: int) -> None:
    assert client.post(f"/classes/{class_id}/discard").status_code == 303


def by_its_age(_client: FlaskClient, engine: Engine, _class_id: int) -> None:
    assert delete_old_classes(engine, 365, START, "monitor") == 1


@pytest.mark.parametrize("delete", [on_the_page, by_the_api, by_discarding_it, by_its_age])
def test_no_byte_of_the_data_folder_holds_a_word_of_a_deleted_class(
    client: FlaskClient, engine: Engine, class_id: int, data_folder: Path, delete: Delete
) -> None:
    assert {"moodline.db", "moodline.before-0008-20261101T080000Z.db"} <= set(where(data_folder, TITLE))
    delete(client, engine, class_id)
    assert where(data_folder, TITLE) == []
    assert where(data_folder, NOTE) == []
    assert len(where(data_folder, "Algebra 1")) >= 2  # the others are there, in the copy too
    with engine.connect() as connection:
        assert faults_of(connection, kept_head(engine.url)) == []


def test_an_old_title_goes_when_its_class_was_renamed_before(
    client: FlaskClient, engine: Engine, class_id: int, data_folder: Path
) -> None:
    client.post(f"/classes/{class_id}/rename", data={"title": "Biology", "group_name": ""})
    on_the_page(client, engine, class_id)
    assert where(data_folder, TITLE) == []


def test_the_search_finds_what_an_ordinary_deletion_leaves(engine: Engine, class_id: int, data_folder: Path) -> None:
    with closing(sqlite3.connect(str(engine.url.database))) as connection:
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("DELETE FROM class_sessions WHERE id = ?", (class_id,))
        connection.commit()
    assert "moodline.db" in where(data_folder, TITLE)


def test_a_copy_that_cannot_be_read_goes_with_the_class(
    client: FlaskClient, engine: Engine, class_id: int, data_folder: Path
) -> None:
    broken = data_folder / "moodline.before-0007-20261001T080000Z.db"
    broken.write_bytes(b"no database " + TITLE.encode() * 100)
    on_the_page(client, engine, class_id)
    assert where(data_folder, TITLE) == []
    assert not broken.exists()


def test_copies_from_before_upgrades_go_after_a_month(engine: Engine, database: Path) -> None:
    copy, now = copy_of(engine), datetime.now(UTC)
    assert delete_aged_copies(database, now) == 0
    aged = (now - COPIES_LAST - timedelta(hours=1)).timestamp()
    os.utime(copy, (aged, aged))
    assert delete_aged_copies(database, now) == 1
    assert not copy.exists()
    assert database.exists()


def test_sqlites_log_is_emptied_although_another_program_has_the_file_open(
    client: FlaskClient, engine: Engine, class_id: int, data_folder: Path
) -> None:
    with closing(sqlite3.connect(str(engine.url.database))) as idle:
        idle.execute("SELECT count(*) FROM samples").fetchone()
        client.post(f"/classes/{class_id}/rename", data={"title": TITLE, "group_name": NOTE})
        on_the_page(client, engine, class_id)
        assert where(data_folder, TITLE) == []
        assert where(data_folder, NOTE) == []
