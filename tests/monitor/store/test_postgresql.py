from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import make_url, select, text
from sqlalchemy.exc import InternalError
from sqlalchemy.orm import Session

from classroom.database import open_engine, require_schema
from classroom.tables import ClassSession, SampleRow, Table
from dashboard.database.read.sample_reader import read_columns
from monitor.store.class_record import ClassRecord
from monitor.store.retention import close_interrupted_classes, delete_old_classes
from monitor.store.upgrade import upgrade_database
from tests.dashboard.database.test_sample_reader import FACTORS
from tests.monitor.fixtures import NINE, at
from tests.monitor.store.test_class_record import DETAILS, sample
from tests.monitor.store.test_covariance_as_bytes import (
    NO_COVARIANCES,
    assert_all_there,
    covariances_before,
    write_before,
)
from tests.monitor.store.test_messages_by_code import (
    assert_messages_by_code,
    assert_messages_by_code_again,
    assert_messages_in_sentences,
    write_0004,
)
from tests.monitor.store.test_schema_0004 import (
    add_everything,
    assert_as_before,
    assert_nothing_left,
    assert_upgraded,
    write_0003,
)
from tests.monitor.store.test_upgrade import migrate


@pytest.mark.slow
def test_a_class_lives_in_postgresql_as_it_does_in_sqlite(postgresql_url: str) -> None:
    engine = open_engine(postgresql_url)
    assert upgrade_database(engine) is None
    upgrade_database(engine)
    record = ClassRecord(engine, DETAILS, NINE)
    record.write(sample(1))
    record.finish(at(2))
    cut_off = ClassRecord(engine, DETAILS, NINE)
    cut_off.write(sample(3))
    cut_off._writer.end(5)

    reader = open_engine(postgresql_url, read_only=True)
    require_schema(reader)
    with Session(reader) as session:
        first = session.scalars(select(SampleRow).order_by(SampleRow.id)).first()
        assert first is not None
        assert first.captured_at == at(1)
        assert first.happy == pytest.approx(0.8)
    with reader.connect() as connection, pytest.raises(InternalError, match="read-only"):
        connection.execute(text("DELETE FROM samples"))

    assert close_interrupted_classes(engine, datetime.now(UTC) + timedelta(minutes=1)) == 1
    assert delete_old_classes(engine, 1, datetime.now(UTC) + timedelta(days=2)) == 2
    with Session(engine) as session:
        assert session.scalars(select(ClassSession)).all() == []
        assert session.scalars(select(SampleRow)).all() == []
    engine.dispose()
    reader.dispose()


@pytest.mark.slow
def test_covariances_become_bytes_in_postgresql_too_and_the_downgrade_restores_their_texts(postgresql_url: str) -> None:
    administrator = open_engine(postgresql_url).execution_options(isolation_level="AUTOCOMMIT")
    with administrator.connect() as connection:
        connection.execute(text("CREATE DATABASE before_bytes"))
    administrator.dispose()
    url = make_url(postgresql_url).set(database="before_bytes")
    engine = open_engine(url.render_as_string(hide_password=False))
    migrate(engine, "0002")
    covariances = covariances_before(2_500)
    with engine.begin() as connection:
        write_before(connection, [*covariances, NO_COVARIANCES[0]])
    upgrade_database(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Table.metadata) == []
        columns = read_columns(connection, 1, FACTORS)
    assert columns.variances is not None
    stored = [spread is not None for spread in covariances]
    assert np.isfinite(columns.variances).all(axis=1).tolist() == [*stored, False]
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM samples WHERE id > 2500"))
        assert_all_there(connection, covariances)
    migrate(engine, "0002", down=True)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT spread FROM samples ORDER BY id")).scalars().all() == covariances
    engine.dispose()


@pytest.mark.slow
def test_schema_0004_is_upgraded_and_downgraded_in_postgresql_as_in_sqlite(postgresql_url: str) -> None:
    administrator = open_engine(postgresql_url).execution_options(isolation_level="AUTOCOMMIT")
    with administrator.connect() as connection:
        connection.execute(text("CREATE DATABASE before_additions"))
    administrator.dispose()
    url = make_url(postgresql_url).set(database="before_additions")
    engine = open_engine(url.render_as_string(hide_password=False))
    migrate(engine, "0003")
    with engine.begin() as connection:
        write_0003(connection)
    upgrade_database(engine)
    with Session(engine) as session, session.begin():
        add_everything(session)
    migrate(engine, "0003", down=True)
    with engine.connect() as connection:
        assert_as_before(connection)
    upgrade_database(engine)
    assert_upgraded(engine)
    assert_nothing_left(engine)
    engine.dispose()


@pytest.mark.slow
def test_messages_by_code_come_to_postgresql_and_go_back_as_in_sqlite(postgresql_url: str) -> None:
    administrator = open_engine(postgresql_url).execution_options(isolation_level="AUTOCOMMIT")
    with administrator.connect() as connection:
        connection.execute(text("CREATE DATABASE before_codes"))
    administrator.dispose()
    url = make_url(postgresql_url).set(database="before_codes")
    engine = open_engine(url.render_as_string(hide_password=False))
    migrate(engine, "0004")
    with engine.begin() as connection:
        write_0004(connection)
    upgrade_database(engine)
    assert_messages_by_code(engine)
    migrate(engine, "0004", down=True)
    with engine.connect() as connection:
        assert_messages_in_sentences(connection)
    upgrade_database(engine)
    assert_messages_by_code_again(engine)
    engine.dispose()
