"""Bulk reads of all samples of a class: from SQLite into arrays, without an object for each sample.

A class of eight hours has 28,800 samples. With an object for each, reading them takes several times as long.
"""

from itertools import chain
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from pydantic_core import from_json
from sqlalchemy import Connection, select

from classroom.covariance import COVARIANCE_BYTES
from classroom.emotions import EMOTION_COUNT, EMOTIONS
from classroom.tables import SampleRow
from dashboard.database.read.classes import pages_of_samples
from dashboard.database.read.columns import Floats, SampleColumns, columns_of, numbers_of

ROWS_AT_ONCE: Final = 500
"""A few hundred covariances are read as fast as all of them together, in a fiftieth of the memory."""

FIGURES: Final = ("faces", "usable_faces", "agreement", "frames_dropped", *EMOTIONS)
OF_CLASS: Final = "FROM samples WHERE class_session_id = ?"
READ_FIGURES: Final = f"SELECT {', '.join(FIGURES)} {OF_CLASS} ORDER BY captured_at"
READ_TIMES: Final = f"SELECT group_concat(id), group_concat(captured_at) {OF_CLASS}"
"""Both of them are answered out of the index of a class's times, and as two texts at once instead of as rows."""
READ_FACES: Final = f"SELECT group_concat(faces), group_concat(captured_at) {OF_CLASS}"
BY_ID: Final = "FROM samples WHERE id BETWEEN ? AND ? AND +class_session_id = ?"
READ_COVARIANCES: Final = f"SELECT id, spread {BY_ID} AND length(spread) = {COVARIANCE_BYTES}"
"""The plus keeps SQLite from the index: a class's ids lie together, and a page wants only those of two intervals."""


def read_columns(connection: Connection, class_id: int, factors: Floats) -> SampleColumns:
    """Return all samples of the class, on SQLite without their variances: `read_variances` reads those.

    The connection is in a transaction: a sample stored between the two statements would have a time and no figures.
    """
    if connection.dialect.name != "sqlite":
        return columns_of([sample for page in pages_of_samples(connection, class_id) for sample in page], factors)
    ids, seconds = _whole_and_seconds(*_raw(connection, READ_TIMES, class_id).fetchone())
    figures: Floats = np.fromiter(chain.from_iterable(_raw(connection, READ_FIGURES, class_id)), dtype=np.float64)
    return _columns(ids, seconds, figures.reshape(-1, len(FIGURES)).T)


def read_faces(connection: Connection, class_id: int) -> tuple[Floats, Floats]:
    """Return the times, in seconds since 1970, and the faces of all samples of the class, in order of time."""
    if connection.dialect.name != "sqlite":
        columns = (SampleRow.captured_at, SampleRow.faces)
        query = select(*columns).where(SampleRow.class_session_id == class_id).order_by(SampleRow.captured_at)
        found = [(moment.timestamp(), faces) for moment, faces in connection.execute(query)]
        seconds, faces = np.array(found, dtype=float).reshape(-1, 2).T
        return seconds, faces
    faces, seconds = _whole_and_seconds(*_raw(connection, READ_FACES, class_id).fetchone())
    return seconds, faces


def _raw(connection: Connection, statement: str, *values: int) -> Any:  # noqa: ANN401 - the driver's cursor
    """Return the driver's own cursor: SQLAlchemy would make an object of each row."""
    return connection.exec_driver_sql(statement, values).cursor


def _whole_and_seconds(numbers: str | None, moments: str | None) -> tuple[Floats, Floats]:
    """Return whole numbers, and seconds since 1970, in order of time. Both texts may be in any order, but one."""
    if numbers is None or moments is None:
        return np.empty(0), np.empty(0)
    # As SQLAlchemy keeps UTC in SQLite: 2026-11-20 09:00:00.000000
    microseconds = np.array(moments.split(","), dtype="datetime64[us]").astype(np.int64)
    order = np.argsort(microseconds)
    return np.array(from_json(f"[{numbers}]"), dtype=float)[order], microseconds[order] / 1e6


def _columns(ids: Floats, seconds: Floats, figures: Floats) -> SampleColumns:
    faces, usable_faces, agreement, frames_dropped = figures[:-EMOTION_COUNT].copy()
    mood = figures[-EMOTION_COUNT:].T.copy()
    mood[np.isnan(mood).any(axis=1)] = np.nan
    return SampleColumns(ids, seconds, faces, usable_faces, mood, agreement, frames_dropped, None)


def read_variances(connection: Connection, class_id: int, ids: Floats, factors: Floats) -> Floats:
    """Return the variances (n, 2) of the samples with these ids (n,), NaN without a covariance. SQLite only."""
    variances = np.full((len(ids), factors.shape[1]), np.nan)
    if not len(ids):
        return variances
    order = np.argsort(ids)
    sought = ids[order]
    rows = _raw(connection, READ_COVARIANCES, int(sought[0]), int(sought[-1]), class_id)
    while page := rows.fetchmany(ROWS_AT_ONCE):
        found, contents = zip(*page, strict=True)
        places, known = _places(sought, np.array(found, dtype=float))
        variances[order[places[known]]] = (numbers_of(b"".join(contents)) @ factors)[known]
    return variances


def _places(sought: Floats, found: Floats) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.bool_]]:
    """Return for each found id its place in the sorted ids, and whether it is among them."""
    places = np.minimum(np.searchsorted(sought, found), len(sought) - 1)
    return places, sought[places] == found
