from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from dashboard.app import create_app
from dashboard.options import DashboardOptions
from tests.dashboard.class_fixtures import START, Cast, add_finished_cast, new_database

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
def cast(engine: Engine) -> Cast:
    return add_finished_cast(engine)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def options(database: Path, now: datetime) -> DashboardOptions:
    return DashboardOptions(f"sqlite:///{database.as_posix()}", now=lambda: now)


@pytest.fixture
def client(options: DashboardOptions) -> Iterator[FlaskClient]:
    """A client of an app whose database need not exist."""
    app = create_app(options)
    app.testing = True
    yield app.test_client()
    app.extensions["moodline"].reader.close()
