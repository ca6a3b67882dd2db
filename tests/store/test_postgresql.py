from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import InternalError
from sqlalchemy.orm import Session

from classroom.database import open_engine, require_schema
from classroom.tables import ClassSession, SampleRow
from monitor.store.class_record import ClassRecord
from monitor.store.retention import close_interrupted_classes, delete_old_classes
from monitor.store.upgrade import upgrade_database
from tests.monitor.cast import NINE, at
from tests.store.test_class_record import DETAILS, sample


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
