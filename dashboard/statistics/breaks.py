"""The breaks of a class, as its markers and its plan name them: every mean of a whole class leaves them out."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from dashboard.database.read.columns import SampleColumns
from dashboard.database.read.records import ClassRecords, MarkerRow, PlanRow

Break = tuple[float, float]
"""Begin and end of a break, in seconds since 1970."""

BEGINS_A_SEGMENT: Final = frozenset({"topic", "quiz", "break", "own"})
LONGEST_SECONDS: Final = 1200.0
"""A break that no marker ended is not believed to be longer: the next topic was forgotten."""
BREAK_WORDS: Final = ("break", "recess", "pause")
"""The last word of a title that names a break, in the languages of the pages; German joins it to the word before."""


def is_break_title(title: str) -> bool:
    """Return whether a part of a plan is a break by its title: "Break", "Coffee break", "Große Pause"."""
    last = title.casefold().strip(" .!:0123456789'′’-–").rsplit(maxsplit=1)[-1:]
    return bool(last) and (last[0] in BREAK_WORDS or last[0].endswith("pause"))


def breaks_of(markers: Sequence[MarkerRow], plan: Sequence[PlanRow]) -> tuple[Break, ...]:
    """Return the breaks in order of time. A marker's ends with the next part, and after 20 minutes at the latest."""
    found = [(part.began_at.timestamp(), part.ended_at.timestamp()) for part in plan if is_break_title(part.title)]
    begins = [(marker.marked_at.timestamp(), marker.kind) for marker in markers if marker.kind in BEGINS_A_SEGMENT]
    for place, (begin, kind) in enumerate(begins):
        if kind == "break":
            after = begins[place + 1][0] if place + 1 < len(begins) else np.inf
            found.append((begin, min(float(after), begin + LONGEST_SECONDS)))
    return tuple(sorted(found))


def outside(columns: SampleColumns, breaks: Sequence[Break]) -> npt.NDArray[np.bool_]:
    """Return a mask (n,) of the samples outside of all breaks."""
    kept = np.ones(len(columns), dtype=bool)
    for begin, end in breaks:
        kept &= (columns.seconds < begin) | (columns.seconds >= end)
    return kept


def in_lesson(columns: SampleColumns, records: ClassRecords) -> npt.NDArray[np.bool_]:
    """Return a mask (n,) of the samples outside of the breaks that a class's records name."""
    return outside(columns, breaks_of(records.markers, records.plan))


def lesson_columns(columns: SampleColumns, records: ClassRecords) -> SampleColumns:
    """Return the samples outside of the breaks that a class's records name."""
    return columns.where(in_lesson(columns, records))
