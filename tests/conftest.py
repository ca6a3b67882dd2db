"""Fixtures that all tests share: a real database, and the data beside the project if it is there."""

import importlib.util
import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from classroom.database import open_engine
from tests.answered_settings import answered_settings

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"

ComposeGallery = Callable[[int, int, int, int], tuple[Any, list[list[float]]]]

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
os.environ["MOODLINE_SETTINGS_FILE"] = ""  # the developer's own settings count in no test
os.environ.setdefault("CI", "true")  # else each dashboard that a test starts would open a browser on the desktop


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if SHARED.is_dir():
        return
    for item in items:
        if "needs_shared" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="../shared, the training data and gallery, is not here"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Report a skipped test as failed where MOODLINE_SKIPS_FAIL is set (in CI), unless ../shared is what it lacks."""
    report = yield
    if report.skipped and os.environ.get("MOODLINE_SKIPS_FAIL") and "../shared" not in str(report.longrepr):
        report.outcome = "failed"
    return report


@pytest.fixture(scope="session")
def shared() -> Path:
    return SHARED


@pytest.fixture(scope="module", autouse=True)
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders of data and logs for the tests of a file alone, and for the monitors and dashboards that they start.

    No test shall see what the developer's own dashboard keeps. The region is said and the use accepted, so that real
    sources may be watched.
    """
    home = tmp_path_factory.mktemp("data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(home))
        patch.setenv("XDG_STATE_HOME", str(home / "state"))
        patch.setenv("MOODLINE_SETTINGS_FILE", answered_settings(home))
        yield home / "moodline"


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'class.db'}"


@pytest.fixture(scope="session")
def upgraded_database(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a database to which all migrations led: they take a while, a copy is there at once."""
    from monitor.store.upgrade import upgrade_database

    file = tmp_path_factory.mktemp("upgraded") / "class.db"
    engine = open_engine(f"sqlite:///{file}")
    upgrade_database(engine)
    engine.dispose()
    return file.read_bytes()


@pytest.fixture
def engine(database_url: str, upgraded_database: bytes) -> Engine:
    Path(database_url.removeprefix("sqlite:///")).write_bytes(upgraded_database)
    return open_engine(database_url)


@pytest.fixture
def break_writing(database_url: str) -> Callable[[], object]:
    """Lock the database for writing from outside, as another program would; the connection that does is returned."""
    import sqlite3

    def lock() -> sqlite3.Connection:
        connection = sqlite3.connect(database_url.removeprefix("sqlite:///"), isolation_level=None)
        connection.execute("BEGIN EXCLUSIVE")
        return connection

    return lock


@pytest.fixture(scope="session")
def compose_gallery(shared: Path) -> ComposeGallery:
    """Return compose(people, width, height, seed) → (image_bgr, boxes), from the script beside the pictures."""
    specification = importlib.util.spec_from_file_location("compose_gallery", shared / "gallery/compose_gallery.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    compose: ComposeGallery = module.compose
    return compose
