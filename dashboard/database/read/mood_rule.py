"""How much of a class must be seen for its mood to be shown: classroom.privacy's rule, for arrays and for SQL too."""

import numpy as np
import numpy.typing as npt
from sqlalchemy import ColumnElement, or_

from classroom.privacy import MIN_COVERAGE
from classroom.tables import ClassSession, SampleRow

Floats = npt.NDArray[np.float64]


def enough_seen(faces: Floats, expected_faces: int | None) -> npt.NDArray[np.bool_]:
    """Say for each count (n,) of faces whether enough of the class was seen; always, if nobody said how many to expect.

    The same as classroom.privacy.mood_may_be_shown, for many moments at once.
    """
    return np.asarray(faces >= MIN_COVERAGE * (expected_faces or 0), dtype=bool)


def enough_seen_in_sql() -> ColumnElement[bool]:
    """Return the same as a condition on a sample joined with its class."""
    return or_(ClassSession.expected_faces.is_(None), SampleRow.faces >= MIN_COVERAGE * ClassSession.expected_faces)
