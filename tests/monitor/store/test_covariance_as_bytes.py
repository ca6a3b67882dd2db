"""The upgrade converts covariances from JSON to bytes, and the downgrade converts them back."""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Connection, Engine, insert, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from classroom.covariance import pack_covariance, unpack_covariance
from classroom.database import open_engine
from classroom.tables import SampleRow
from monitor.store.upgrade import upgrade_database
from tests.dashboard.class_fixtures import START, sample_values
from tests.monitor.store.test_upgrade import FROM_BEFORE_THE_BUDGET, migrate

A_CLASS = FROM_BEFORE_THE_BUDGET[0]
A_SAMPLE = text(
    """INSERT INTO samples (class_session_id, captured_at, faces, usable_faces, happy, spread, frames_dropped,
       processing_ms) VALUES (1, :captured_at, 9, 9, :happy, :spread, 0, 31.5)"""
)
NO_COVARIANCES = ["[0.1, 0.2]", "[]", "{}", "7", "no JSON", json.dumps(["x"] * 28), json.dumps([1e39] * 28)]


def covariances_before(count: int) -> list[str | None]:
    """Return covariances as they were stored before the conversion to bytes; every seventh sample has no mood."""
    random = np.random.default_rng(7)
    numbers = random.normal(0, 10.0 ** random.integers(-9, -1, (count, 1)), (count, 28)).tolist()
    written = [json.dumps([float(f"{number:.5g}") for number in row]) for row in numbers]
    return [None if place % 7 == 6 else spread for place, spread in enumerate(written)]


def write_before(connection: Connection, covariances: Sequence[str | None]) -> None:
    """Write a class with these samples into a database of revision 0002."""
    connection.execute(text(A_CLASS))
    moments = [f"2026-11-02 09:{place // 60:02}:{place % 60:02}.000000" for place in range(len(covariances))]
    happy = [None if spread is None else 0.25 for spread in covariances]
    given = zip(moments, happy, covariances, strict=True)
    connection.execute(A_SAMPLE, [{"captured_at": at, "happy": share, "spread": spread} for at, share, spread in given])


def assert_all_there(connection: Connection, covariances: Sequence[str | None]) -> None:
    """Compare the stored rows with those written before."""
    found = connection.execute(select(SampleRow.spread, SampleRow.happy).order_by(SampleRow.id)).all()
    assert len(found) == len(covariances)
    for (content, happy), spread in zip(found, covariances, strict=True):
        assert (content is None) == (happy is None) == (spread is None)
        if content is not None and spread is not None:
            assert unpack_covariance(content) == pytest.approx(json.loads(spread), rel=1e-7)


@pytest.fixture
def before(tmp_path: Path) -> Engine:
    """A database of revision 0002."""
    engine = open_engine(f"sqlite:///{tmp_path / 'class.db'}")
    migrate(engine, "0002")
    return engine


def schema(engine: Engine) -> set[str]:
    """Return the lines of the table's declaration; the order of its constraints does not matter."""
    with engine.connect() as connection:
        found = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = 'samples'")).scalar_one()
    return {line.strip(" ,\t") for line in str(found).replace('"', "").splitlines()}


def test_every_number_comes_back(before: Engine) -> None:
    covariances = covariances_before(2_500)  # more than are converted at once
    with before.begin() as connection:
        write_before(connection, covariances)
    assert upgrade_database(before) is not None
    with before.connect() as connection:
        assert_all_there(connection, covariances)


def test_an_upgraded_table_differs_in_the_one_column_only(before: Engine) -> None:
    was = schema(before)
    upgrade_database(before)
    assert schema(before) == was - {"spread TEXT"} | {"spread BLOB"}


def test_rules_and_numbering_outlive_the_upgrade(before: Engine) -> None:
    with before.begin() as connection:
        write_before(connection, covariances_before(6))
        connection.execute(text("DELETE FROM samples WHERE id > 3"))
    upgrade_database(before)
    with Session(before) as session:
        session.execute(insert(SampleRow).values(sample_values(1, START, 9, None)))
        assert session.scalars(select(SampleRow.id)).all() == [1, 2, 3, 7]
        with pytest.raises(IntegrityError, match="UNIQUE"):
            session.execute(insert(SampleRow).values(sample_values(1, START, 9, None)))
        with pytest.raises(IntegrityError, match="ck_samples_faces"):
            session.execute(text("UPDATE samples SET usable_faces = 10"))


def test_an_invalid_covariance_becomes_null_and_its_sample_stays(
    before: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    good = covariances_before(1)[0]
    with before.begin() as connection:
        write_before(connection, [*NO_COVARIANCES, good])
    upgrade_database(before)
    with before.connect() as connection:
        found = connection.execute(select(SampleRow.spread, SampleRow.happy).order_by(SampleRow.id)).all()
    assert [tuple(row) for row in found[:-1]] == [(None, 0.25)] * len(NO_COVARIANCES)
    assert found[-1].spread == pack_covariance(json.loads(good or ""))
    assert f"{len(NO_COVARIANCES)} samples have no spread any more" in caplog.text


def test_an_upgrade_that_is_cut_off_leaves_all_as_it_was(before: Engine, tmp_path: Path) -> None:
    covariances = covariances_before(5)
    with before.begin() as connection:
        write_before(connection, covariances)
        stop = "CREATE TRIGGER stop BEFORE UPDATE ON samples WHEN NEW.id = 4 BEGIN SELECT RAISE(ABORT, 'cut off'); END"
        connection.execute(text(stop))
    with pytest.raises(Exception, match="cut off"):
        upgrade_database(before)
    with closing(sqlite3.connect(tmp_path / "class.db")) as connection:
        assert [row[0] for row in connection.execute("SELECT spread FROM samples ORDER BY id")] == covariances
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("0002",)


def test_the_downgrade_restores_the_same_texts(before: Engine) -> None:
    covariances = covariances_before(30)
    was = schema(before)
    with before.begin() as connection:
        write_before(connection, covariances)
    upgrade_database(before)
    with before.begin() as connection:
        connection.execute(insert(SampleRow).values(sample_values(1, START, 9, None) | {"spread": b"no spread"}))
    migrate(before, "0002", down=True)
    with before.connect() as connection:
        assert connection.execute(text("SELECT spread FROM samples ORDER BY id")).scalars().all() == [
            *covariances,
            None,
        ]
    assert schema(before) == was
