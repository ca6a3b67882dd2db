"""The rule of classroom.privacy on the least coverage for a mood to be shown, for arrays and for SQL."""

import numpy as np
import numpy.typing as npt
from sqlalchemy import ColumnElement, or_

from classroom.privacy import MIN_COVERAGE
from classroom.tables import ClassSession, SampleRow

Floats = npt.NDArray[np.float64]


def enough_seen(faces: Floats, expected_faces: int | None) -> npt.NDArray[np.bool_]:
    """Return a mask (n,) of the counts of faces that are enough of `expected_faces`; of all if that is None.

    The array form of classroom.privacy.mood_may_be_shown.
    """
    return np.asarray(faces >= MIN_COVERAGE * (expected_faces or 0), dtype=bool)


def enough_seen_in_sql() -> ColumnElement[bool]:
    """Return the rule as a condition on a sample joined with its class."""
    return or_(ClassSession.expected_faces.is_(None), SampleRow.faces >= MIN_COVERAGE * ClassSession.expected_faces)
