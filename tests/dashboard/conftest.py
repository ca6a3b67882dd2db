from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from dashboard.options import DashboardOptions
from tests.dashboard.class_fixtures import START, ClassIds, fill_with_finished_classes, new_database
from tests.dashboard.shared_app import app_of

NOW = START + timedelta(hours=1)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "moodline.db"


@pytest.fixture
def engine(database: Path) -> Iterator[Engine]:
    engine = new_database(database)
    yield engine
    engine.dispose()


@pytest.fixture
def class_ids(database: Path, engine: Engine) -> ClassIds:
    return fill_with_finished_classes(database)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def options(database: Path, now: datetime) -> DashboardOptions:
    return DashboardOptions(f"sqlite:///{database.as_posix()}", now=lambda: now)


@pytest.fixture
def client(options: DashboardOptions) -> Iterator[FlaskClient]:
    """A client of an app whose database need not exist."""
    app = app_of(options)
    app.testing = True
    yield app.test_client()
    app.extensions["moodline"].reader.close()
