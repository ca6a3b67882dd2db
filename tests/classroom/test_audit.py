import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine

from classroom.audit import Head, add_entry, faults_of, head_file, keep_head, kept_head
from tests.classroom.modes import mode_of


@pytest.fixture
def log(engine: Engine) -> Engine:
    """A database whose audit log has five entries, the last of which stands beside it."""
    for number in range(1, 6):
        add(engine, f"class {number}")
    return engine


def add(engine: Engine, detail: str) -> None:
    with engine.begin() as connection:
        head = add_entry(connection, "monitor", "class_started", detail)
    keep_head(engine.url, head)


def faults(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return faults_of(connection, kept_head(engine.url))


def tamper(engine: Engine, statement: str) -> None:
    with closing(sqlite3.connect(str(engine.url.database))) as connection, connection:
        connection.execute(statement)


def test_a_log_that_nobody_touched_is_whole(log: Engine) -> None:
    assert faults(log) == []


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE audit_events SET detail = 'class 9' WHERE id = 2", "Entry 2, or the one before it, was changed"),
        ("UPDATE audit_events SET happened_at = '2026-01-01 00:00:00.000000' WHERE id = 3", "Entry 3"),
        ("UPDATE audit_events SET entry_hash = 'x' WHERE id = 5", "Entry 5"),
        ("DELETE FROM audit_events WHERE id = 3", "Entries are missing before entry 4"),
        ("DELETE FROM audit_events WHERE id = 1", "Entries are missing before entry 2"),
        ("DELETE FROM audit_events WHERE id > 3", "it went on to entry 5, and ends with entry 3"),
        ("DELETE FROM audit_events", "it went on to entry 5, and ends with entry 0"),
    ],
)
def test_what_was_changed_taken_out_or_cut_off_is_found(log: Engine, statement: str, fault: str) -> None:
    tamper(log, statement)
    assert any(fault in each for each in faults(log))


def test_an_end_that_was_cut_off_and_written_anew_is_found(log: Engine) -> None:
    tamper(log, "DELETE FROM audit_events WHERE id = 5")
    tamper(log, "UPDATE sqlite_sequence SET seq = 4 WHERE name = 'audit_events'")
    add(log, "class 6")
    assert faults(log) == ["Entry 5 is not the one that was written"]


def test_a_database_without_the_file_beside_it_is_told(log: Engine) -> None:
    file = head_file(log.url)
    assert file is not None
    if sys.platform != "win32":
        assert mode_of(file) == 0o600
    file.unlink()
    assert "moved without it" in faults(log)[0]


def test_a_program_that_was_killed_before_it_noted_its_last_entry_is_no_fault(log: Engine) -> None:
    with log.begin() as connection:
        add_entry(connection, "monitor", "class_finished", "class 5")
    assert faults(log) == []


def test_what_is_taken_back_leaves_no_entry_and_no_gap(log: Engine) -> None:
    with pytest.raises(RuntimeError), log.begin() as connection:
        add_entry(connection, "monitor", "class_started", "class 6")
        raise RuntimeError
    add(log, "class 7")
    assert faults(log) == []


def test_an_older_head_never_takes_the_place_of_a_newer_one(log: Engine) -> None:
    keep_head(log.url, Head(2, "older"))
    kept = kept_head(log.url)
    assert kept is not None
    assert kept.id == 5


def test_two_programs_that_write_at_once_make_one_chain(tmp_path: Path, log: Engine) -> None:
    from threading import Thread

    from classroom.database import open_engine

    def write(name: str) -> None:
        engine = open_engine(log.url.render_as_string(hide_password=False))
        for number in range(20):
            add(engine, f"{name} {number}")
        engine.dispose()

    threads = [Thread(target=write, args=(name,)) for name in ("monitor", "dashboard")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults(log) == []
    with closing(sqlite3.connect(str(log.url.database))) as connection:
        assert connection.execute("SELECT count(*) FROM audit_events").fetchone() == (45,)
