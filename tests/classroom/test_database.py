import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from classroom.database import open_engine, parse_url, require_schema, sqlite_file, wal_is_safe
from classroom.errors import DatabaseError


@pytest.mark.parametrize(
    ("version", "is_safe"),
    [
        ((3, 40, 1), False), ((3, 44, 5), False), ((3, 44, 6), True), ((3, 45, 1), False), ((3, 50, 4), False),
        ((3, 50, 7), True), ((3, 51, 2), False), ((3, 51, 3), True), ((3, 53, 1), True),
    ],
)  # fmt: skip
def test_wal_is_used_only_where_its_reset_bug_is_fixed(version: tuple[int, int, int], is_safe: bool) -> None:
    assert wal_is_safe(version) is is_safe


def test_the_journal_is_what_this_sqlite_can_be_trusted_with(engine: Engine) -> None:
    with engine.connect() as connection:
        journal = connection.execute(text("PRAGMA journal_mode")).scalar()
        synchronous = connection.execute(text("PRAGMA synchronous")).scalar()
    assert journal == ("wal" if wal_is_safe(sqlite3.sqlite_version_info[:3]) else "truncate")
    assert synchronous == 2


def test_a_read_only_engine_cannot_change_anything(engine: Engine, database_url: str) -> None:
    reader = open_engine(database_url, read_only=True)
    with reader.connect() as connection, pytest.raises(OperationalError, match="readonly"):
        connection.execute(text("DELETE FROM samples"))


@pytest.mark.parametrize("name", ["my class.db", "50% ä#1?.db"])
def test_a_read_only_engine_finds_a_file_with_an_odd_name(tmp_path: Path, name: str) -> None:
    with sqlite3.connect(tmp_path / name) as connection:
        connection.execute("CREATE TABLE here (x)")
    connection.close()
    from sqlalchemy import URL

    url = URL.create("sqlite", database=str(tmp_path / name)).render_as_string()
    with open_engine(url, read_only=True).connect() as reading:
        assert reading.execute(text("SELECT count(*) FROM here")).scalar() == 0


@pytest.mark.parametrize("url", ["nonsense", "oracle9://x", "sqlite", "://"])
def test_a_url_that_is_none_is_refused_with_an_example(url: str) -> None:
    with pytest.raises(DatabaseError, match=r"sqlite:///class\.db"):
        parse_url(url)


def test_a_postgresql_url_without_a_driver_gets_psycopg() -> None:
    assert parse_url("postgresql://someone@localhost/moodline").drivername == "postgresql+psycopg"


def test_a_database_that_does_not_exist_yet_names_the_command_that_makes_it(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="--demo"):
        require_schema(open_engine(f"sqlite:///{tmp_path / 'none.db'}", read_only=True))


def test_a_database_at_head_is_accepted(engine: Engine) -> None:
    require_schema(engine)


def test_an_older_schema_names_the_command_that_upgrades(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    with pytest.raises(DatabaseError, match="--upgrade-database"):
        require_schema(engine)


def test_a_newer_schema_requires_a_newer_moodline(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseError, match="Update Moodline"):
        require_schema(engine)


def test_a_database_whose_writer_was_cut_off_names_the_command_that_mends_it(tmp_path: Path) -> None:
    file, torn = tmp_path / "class.db", tmp_path / "torn.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode = DELETE")
        writer.execute("PRAGMA cache_size = 1")
        writer.execute("CREATE TABLE alembic_version (version_num)")
        writer.execute("BEGIN IMMEDIATE")
        for _ in range(200):
            writer.execute("INSERT INTO alembic_version VALUES (randomblob(2000))")
        for name, copy in ((file, torn), (Path(f"{file}-journal"), Path(f"{torn}-journal"))):
            copy.write_bytes(name.read_bytes())  # what a power cut would leave
    with pytest.raises(DatabaseError, match=r"(?s)torn\.db.*--upgrade-database"):
        require_schema(open_engine(f"sqlite:///{torn}", read_only=True))


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("sqlite:///a/class.db", "a/class.db"),
        ("sqlite:///file:/a/my%20class.db?mode=ro&uri=true", "/a/my class.db"),
        ("sqlite:///:memory:", None),
        ("sqlite:///file::memory:?uri=true", None),
        ("postgresql+psycopg://u@h/moodline", None),
    ],
)
def test_the_file_of_a_sqlite_url_is_known_however_it_is_written(url: str, file: str | None) -> None:
    assert sqlite_file(parse_url(url)) == (Path(file) if file else None)
