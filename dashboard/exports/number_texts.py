"""Formatting of columns of numbers, by look-up in a table: in a tenth of the time of formatting each."""

from functools import lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from dashboard.database.read.columns import Floats

LARGEST: Final = 10_000
"""Figures are looked up from −LARGEST to LARGEST units of their last digit: shares and net positivity in ten
thousandths, the engagement proxy in hundredths, faces in ones."""


def number_texts(values: Floats, digits: int, missing: str) -> list[str]:
    """Format numbers (n,) with `digits` decimal places and a point; NaN as `missing`."""
    known = np.isfinite(values)
    units = np.rint(np.where(known, values, 0.0) * 10.0**digits)
    if np.abs(units).max(initial=0) > LARGEST:
        return [f"{value:.{digits}f}" if value == value else missing for value in values.tolist()]  # noqa: PLR0124 - NaN alone differs
    found: list[str] = _table(digits, missing)[np.where(known, units + LARGEST, -1).astype(np.intp)].tolist()
    return found


@lru_cache(maxsize=12)  # four numbers of digits, and what is missing in each kind of file
def _table(digits: int, missing: str) -> npt.NDArray[Any]:
    """Return the texts of all units from the smallest to the largest, then `missing`."""
    texts = [f"{unit / 10**digits:.{digits}f}" for unit in range(-LARGEST, LARGEST + 1)]
    return np.array([*texts, missing], dtype=object)


def moment_texts(seconds: Floats) -> list[str]:
    """Format moments (n,), in seconds since 1970, as 2026-11-20T09:00:00.123+00:00."""
    milliseconds = np.rint(seconds * 1e6).astype(np.int64).astype("datetime64[us]").astype("datetime64[ms]")
    return [f"{text}+00:00" for text in np.datetime_as_string(milliseconds).tolist()]
