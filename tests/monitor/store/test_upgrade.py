import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from classroom.audit import faults_of, kept_head
from classroom.commands import CommandOptions
from classroom.data_folders import PROJECT_FOLDER
from classroom.database import open_engine
from classroom.errors import DatabaseError
from classroom.known_databases import remember
from classroom.tables import SCHEMA_REVISION, ClassSession, MonitorStatus, SampleRow, Table
from monitor.store.upgrade import require_present, upgrade_database

FROM_BEFORE_THE_BUDGET = (
    """INSERT INTO class_sessions (id, title, group_name, source, mode, started_at, created_at, status, timezone,
       sample_seconds, min_group_size, model_id) VALUES (1, 'Maths', '7b', 'webcam', 'mood',
       '2026-11-02 09:00:00.000000', '2026-11-02 09:00:00.000000', 'running', 'UTC', 1.0, 5, 'plain')""",
    """INSERT INTO samples (class_session_id, captured_at, faces, usable_faces, happy, frames_dropped, processing_ms)
       VALUES (1, '2026-11-02 09:00:01.000000', 6, 6, 0.25, 0, 31.5)""",
    """INSERT INTO monitor_status (class_session_id, heartbeat_at, frames_per_second, frames_dropped, state, message)
       VALUES (1, '2026-11-02 09:00:02.000000', 1.0, 3, 'blind', 'The picture is black')""",
)
"""A running class as a monitor without a CPU budget stores it."""


def migrate(engine: Engine, revision: str, *, down: bool = False) -> None:
    config = AlembicConfig()
    config.set_main_option("script_location", str(PROJECT_FOLDER / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        (command.downgrade if down else command.upgrade)(config, revision)


def test_the_migrations_make_exactly_the_tables_that_the_code_knows(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Table.metadata) == []


def test_the_newest_migration_is_the_revision_that_the_dashboard_requires() -> None:
    assert ScriptDirectory(str(PROJECT_FOLDER / "migrations")).get_current_head() == SCHEMA_REVISION


def test_a_new_database_is_made_with_its_folder_and_without_a_copy(tmp_path: Path) -> None:
    file = tmp_path / "new folder" / "class.db"
    assert upgrade_database(open_engine(f"sqlite:///{file}")) is None
    assert file.is_file()


def test_the_database_of_another_program_is_refused_and_no_byte_of_it_changes(tmp_path: Path) -> None:
    file = tmp_path / "bookmarks.sqlite"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    before = file.read_bytes()
    with pytest.raises(DatabaseError, match="another program"):
        upgrade_database(open_engine(f"sqlite:///{file}"))
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_a_file_that_held_classes_and_is_gone_is_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "class.db"
    require_present(file, CommandOptions())
    remember(file)
    with pytest.raises(DatabaseError, match="not where it was") as caught:
        require_present(file, CommandOptions())
    assert "--new-database" in caught.value.remedy
    file.touch()
    require_present(file, CommandOptions())


def test_an_upgrade_copies_the_file_before(tmp_path: Path) -> None:
    file = tmp_path / "class.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        connection.execute("INSERT INTO alembic_version VALUES ('0000')")
        connection.execute("CREATE TABLE class_sessions (x)")
        connection.execute("INSERT INTO class_sessions VALUES (42)")
    connection.close()
    engine = open_engine(f"sqlite:///{file}")
    with pytest.raises(Exception, match="0000"):  # there is no path from this invented revision to ours
        upgrade_database(engine)
    (copy,) = tmp_path.glob("class.before-0000-*.db")
    with sqlite3.connect(copy) as connection:
        assert connection.execute("SELECT x FROM class_sessions").fetchone() == (42,)
    connection.close()


def test_a_database_from_before_the_budget_keeps_its_classes_and_the_monitor_that_runs(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'class.db'}")
    migrate(engine, "0001")
    with engine.begin() as connection:
        for statement in FROM_BEFORE_THE_BUDGET:
            connection.execute(text(statement))
    copy = upgrade_database(engine)
    assert copy is not None
    assert copy.name.startswith("class.before-0001-")
    with Session(engine) as session:
        assert session.scalars(select(ClassSession.title)).all() == ["Maths"]
        assert session.scalars(select(SampleRow.happy)).all() == [0.25]
        status = session.scalars(select(MonitorStatus)).one()
        assert (status.state, status.frames_dropped, status.message_code) == ("blind", 3, "The picture is black")
        assert (status.cpu_percent, status.cpu_percent_allowed, status.frame_seconds) == (None, None, None)
        with pytest.raises(IntegrityError):
            session.execute(text("UPDATE monitor_status SET state = 'bored'"))


def test_the_way_back_to_the_first_tables_loses_nothing_but_the_budget(engine: Engine) -> None:
    migrate(engine, "0004", down=True)
    with engine.begin() as connection:
        for statement in FROM_BEFORE_THE_BUDGET:
            connection.execute(text(statement))
    migrate(engine, "0001", down=True)
    with engine.connect() as connection:
        found = connection.execute(text("SELECT state, frames_dropped FROM monitor_status")).one()
        assert tuple(found) == ("blind", 3)
        columns = connection.execute(text("SELECT name FROM pragma_table_info('monitor_status')")).scalars().all()
        assert not {"cpu_percent", "frame_seconds"} & set(columns)


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


def test_entries_of_the_audit_log_from_before_the_chain_are_chained(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'class.db'}")
    migrate(engine, "0008")
    with engine.begin() as connection:
        for number in (1, 2, 3):
            values = (
                f"({number}, '2026-11-02 09:00:0{number}.250000', 'monitor', 'class_started', 'Stunde für {number}')"
            )
            connection.exec_driver_sql(
                f"INSERT INTO audit_events (id, happened_at, actor, action, detail) VALUES {values}"
            )
    upgrade_database(engine)
    with engine.connect() as connection:
        kept = kept_head(engine.url)
        assert kept is not None
        assert kept.id == 3
        assert faults_of(connection, kept) == []
