"""The trend of a running class's mood against what is usual for it, and when it began."""

from dataclasses import dataclass
from typing import Final

from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import SampleColumns
from dashboard.statistics.mood_steps import watched_seconds
from dashboard.statistics.slump_watch import WARM_UP_SECONDS, Change, noticed_changes

WORDS: Final = {"low": "Dipped", "high": "Brighter"}


@dataclass(frozen=True, slots=True)
class Trend:
    """`word` is Just started, Steady, Brighter or Dipped; `since` the second when a change began, or None."""

    word: str
    since: float | None = None


def trend_of(columns: SampleColumns, row: ClassRow) -> Trend:
    """Return the change that lasts, the one noticed last if there are two; it was noticed by the newest sample."""
    if watched_seconds(columns, row) <= WARM_UP_SECONDS:
        return Trend("Just started")
    lasting = [change for change in noticed_changes(columns, row) if change.ended is None]
    return _trend(lasting[-1]) if lasting else Trend("Steady")


def _trend(change: Change) -> Trend:
    return Trend(WORDS[change.kind], change.began)
