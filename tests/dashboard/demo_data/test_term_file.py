"""The term's file is made once a day, and never stands there half made."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from classroom.errors import DatabaseError
from dashboard.demo_data import term_file
from dashboard.demo_data.term import TermClass, term_classes
from dashboard.demo_data.term_file import is_fit, make_term, ready_term

NOW = datetime(2026, 11, 19, 18, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def short_term(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the term have two classes, so that making it takes no time."""

    def two(now: datetime, zone_name: str) -> tuple[TermClass, ...]:
        return term_classes(now, zone_name)[:2]

    monkeypatch.setattr(term_file, "term_classes", two)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a folder" / "demo-term.db"


def changed(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(statement)
    connection.close()


def test_it_is_made_where_there_is_none_and_nothing_is_left_beside_it(path: Path) -> None:
    assert ready_term(path, NOW)
    assert [found.name for found in path.parent.iterdir()] == ["demo-term.db"]


def test_one_of_today_is_used_again_with_what_was_changed_in_it(path: Path) -> None:
    ready_term(path, NOW)
    changed(path, "UPDATE class_sessions SET title = 'Renamed'")
    before = path.read_bytes()
    assert not ready_term(path, NOW + timedelta(hours=23))
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE alembic_version SET version_num = '0003'",
        "PRAGMA user_version = 0",
        "DELETE FROM class_sessions",
        "DROP TABLE class_sessions",
    ],
)
def test_one_of_another_moodline_or_without_classes_is_made_anew(path: Path, statement: str) -> None:
    ready_term(path, NOW)
    changed(path, statement)
    assert ready_term(path, NOW)
    assert is_fit(path, NOW)


def test_one_of_yesterday_or_of_the_future_is_made_anew(path: Path) -> None:
    ready_term(path, NOW)
    assert ready_term(path, NOW + timedelta(days=1))
    assert ready_term(path, NOW)


def test_what_is_no_database_gives_way_and_an_old_journal_is_not_played_back(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("no database at all " * 100, encoding="utf-8")
    path.with_name("demo-term.db-journal").write_bytes(b"old")
    assert ready_term(path, NOW)
    assert is_fit(path, NOW)
    assert [found.name for found in path.parent.iterdir()] == ["demo-term.db"]


def test_a_term_that_could_not_be_finished_leaves_the_old_one(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ready_term(path, NOW)
    before = path.read_bytes()

    def broken(*_values: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(term_file, "add_class", broken)
    with pytest.raises(DatabaseError, match="No space left"):
        ready_term(path, NOW + timedelta(days=2))
    assert path.read_bytes() == before
    assert [found.name for found in path.parent.iterdir()] == ["demo-term.db"]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(DatabaseError, match="cannot be written") as refusal:
        ready_term(tmp_path / "file" / "demo-term.db", NOW)
    assert refusal.value.remedy


def test_it_says_how_far_it_has_come(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_term(path, NOW)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Inventing a term of 2 classes" in captured.err
