import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from classroom.database import open_engine
from classroom.errors import DatabaseError
from classroom.places import PROJECT_FOLDER
from classroom.tables import SCHEMA_REVISION, Table
from monitor.store.upgrade import upgrade_database


def test_the_migrations_make_exactly_the_tables_that_the_code_knows(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Table.metadata) == []


def test_the_newest_migration_is_the_revision_that_the_dashboard_asks_for() -> None:
    assert ScriptDirectory(str(PROJECT_FOLDER / "migrations")).get_current_head() == SCHEMA_REVISION


def test_a_new_database_is_made_with_its_folder_and_without_a_copy(tmp_path: Path) -> None:
    file = tmp_path / "new folder" / "class.db"
    assert upgrade_database(open_engine(f"sqlite:///{file}")) is None
    assert file.is_file()


def test_an_upgrade_copies_the_file_before(tmp_path: Path) -> None:
    file = tmp_path / "class.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        connection.execute("INSERT INTO alembic_version VALUES ('0000')")
        connection.execute("CREATE TABLE precious (x)")
        connection.execute("INSERT INTO precious VALUES (42)")
    connection.close()
    engine = open_engine(f"sqlite:///{file}")
    with pytest.raises(Exception, match="0000"):  # there is no way from this invented revision to ours
        upgrade_database(engine)
    (copy,) = tmp_path.glob("class.before-0000-*.db")
    with sqlite3.connect(copy) as connection:
        assert connection.execute("SELECT x FROM precious").fetchone() == (42,)
    connection.close()


def test_a_database_of_a_newer_moodline_is_left_alone(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseError, match="Update Moodline"):
        upgrade_database(engine)


def test_a_file_that_is_no_database_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "class.db"
    file.write_bytes(b"these are my notes, not a database\n" * 100)
    before = file.read_bytes()
    with pytest.raises(DatabaseError, match="no intact database"):
        upgrade_database(open_engine(f"sqlite:///{file}"))
    assert file.read_bytes() == before


def test_a_database_whose_folder_cannot_be_made_is_refused_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(DatabaseError, match="--database"):
        upgrade_database(open_engine(f"sqlite:///{tmp_path / 'file' / 'class.db'}"))


def test_a_locked_database_says_so(engine: Engine, break_writing: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("classroom.database.BUSY_TIMEOUT_SECONDS", 0.1)
    assert callable(break_writing)
    holder = break_writing()
    with pytest.raises(DatabaseError, match="locked"):
        upgrade_database(open_engine(engine.url.render_as_string()))
    holder.close()
