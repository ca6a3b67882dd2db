"""The rules of classroom.privacy on how much of a class is seen, for arrays and for SQL."""

import numpy as np
import numpy.typing as npt
from sqlalchemy import ColumnElement, or_

from classroom.privacy import MIN_COVERAGE, MOST_BELOW_ALL, ROUNDING
from classroom.tables import ClassSession, SampleRow

Floats = npt.NDArray[np.float64]


def enough_seen(faces: Floats, expected_faces: int | None) -> npt.NDArray[np.bool_]:
    """Return a mask (n,) of the counts of faces that are enough of `expected_faces`; of all if that is None.

    The array form of classroom.privacy.mood_may_be_shown.
    """
    return np.asarray(faces >= MIN_COVERAGE * (expected_faces or 0), dtype=bool)


def share_seen(faces: Floats, expected_faces: int | None) -> Floats:
    """Return the shares (n,) of the expected faces that were seen, NaN if that number is None; 1 only for all of them.

    The array form of classroom.privacy.coverage.
    """
    if not expected_faces:
        return np.full(len(faces), np.nan)
    share = faces / expected_faces
    return np.asarray(np.where(share >= 1 - ROUNDING, np.minimum(share, 1.0), np.minimum(share, MOST_BELOW_ALL)))


def enough_seen_in_sql() -> ColumnElement[bool]:
    """Return the rule as a condition on a sample joined with its class."""
    return or_(ClassSession.expected_faces.is_(None), SampleRow.faces >= MIN_COVERAGE * ClassSession.expected_faces)
