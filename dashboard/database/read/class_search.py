"""Search for classes by words, group and days; only the table of classes is searched."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from classroom.tables import ClassSession

MOST_TEXT: Final = 100
MOST_WORDS: Final = 8
BARE: Final = frozenset("]^")
"""Signs that mean something to GLOB within brackets only: [^] would be everything else."""
SEARCHED: Final = (ClassSession.title, ClassSession.group_name, ClassSession.notes)


@dataclass(frozen=True, slots=True)
class ClassSearch:
    """Classes with every word of `text` in title, group or notes, of `group`, begun from `first_day` to `last_day`.

    Empty or None leaves no class out. `zone` names the time zone of the two days, None for each class's own.
    Raises ValueError if the text is longer than 100 characters.
    """

    text: str = ""
    group: str = ""
    first_day: date | None = None
    last_day: date | None = None
    zone: str | None = None

    def __post_init__(self) -> None:
        """Check the length of the text."""
        if len(self.text) > MOST_TEXT:
            raise ValueError(f"a search has {MOST_TEXT} characters at most")

    @property
    def is_narrow(self) -> bool:
        """Return whether it leaves any class out."""
        return bool(self.text.strip() or self.group or self.first_day or self.last_day)

    def conditions(self, connection: Connection) -> list[ColumnElement[bool]]:
        """Return the conditions of the search, for a WHERE clause."""
        is_sqlite = connection.dialect.name == "sqlite"
        found = [_has_word(word, is_sqlite=is_sqlite) for word in self.text.split()[:MOST_WORDS]]
        if self.group:
            found.append(ClassSession.group_name == self.group)
        if self.first_day or self.last_day:
            found += self._in_days(connection)
        return found

    def _in_days(self, connection: Connection) -> list[ColumnElement[bool]]:
        if self.zone is not None:
            return _between(*self._ends(self.zone))
        # Each class's own day: a day of each zone that there is, and around all of them what the index can narrow down.
        zones = connection.execute(select(ClassSession.timezone).distinct()).scalars().all()
        ends = [self._ends(zone) for zone in zones]
        begins, closes = [begin for begin, _ in ends if begin], [end for _, end in ends if end]
        around = _between(min(begins, default=None), max(closes, default=None))
        own = [and_(ClassSession.timezone == zone, *_between(*pair)) for zone, pair in zip(zones, ends, strict=True)]
        return [*around, or_(*own)] if own else around

    def _ends(self, zone: str) -> tuple[datetime | None, datetime | None]:
        end = self.last_day + timedelta(days=1) if self.last_day and self.last_day < date.max else None
        return _midnight(self.first_day, zone), _midnight(end, zone)


def _midnight(day: date | None, zone: str) -> datetime | None:
    """Return the begin of the day in the zone, in UTC; an unknown zone is UTC, as for a class's clock."""
    if day is None:
        return None
    try:
        place = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        place = ZoneInfo("UTC")
    try:
        return datetime.combine(day, time(), place).astimezone(UTC)
    except OverflowError:
        return datetime.combine(day, time(), UTC)


def _between(begin: datetime | None, end: datetime | None) -> list[ColumnElement[bool]]:
    found = [] if begin is None else [ClassSession.started_at >= begin]
    return found if end is None else [*found, ClassSession.started_at < end]


def _has_word(word: str, *, is_sqlite: bool) -> ColumnElement[bool]:
    if is_sqlite:
        return or_(*(column.op("GLOB")(glob_of(word)) for column in SEARCHED))
    return or_(*(column.icontains(word, autoescape=True) for column in SEARCHED))


def glob_of(word: str) -> str:
    """Return SQLite's GLOB pattern for texts that contain the word, ignoring case.

    SQLite's LIKE and lower() know the case of A to Z only: to them Übung is no übung. Each letter is offered in both of
    its cases, and each sign that means something to GLOB stands for itself.
    """
    letters = []
    for letter in word:
        cases = {letter, *(case for case in (letter.lower(), letter.upper()) if len(case) == 1)}
        letters.append("".join(sorted(cases)) if cases <= BARE else f"[{''.join(sorted(cases))}]")
    return f"*{''.join(letters)}*"


def group_names(connection: Connection) -> list[str]:
    """Return the names of all groups, in the order of the alphabet."""
    query = select(ClassSession.group_name).where(ClassSession.group_name != "").distinct()
    return sorted(connection.execute(query).scalars(), key=lambda name: (name.casefold(), name))


def count_found(connection: Connection, conditions: Sequence[ColumnElement[bool]]) -> int:
    """Count the classes that meet these conditions."""
    return connection.execute(select(func.count()).select_from(ClassSession).where(*conditions)).scalar_one()
