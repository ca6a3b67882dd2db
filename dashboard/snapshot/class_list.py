"""The classes that a search finds."""

from dataclasses import dataclass, field
from typing import Any, Final

from dashboard.database.read.class_search import ClassSearch
from dashboard.database.read.totals import ClassTotals

CLASSES_A_PAGE: Final = 20


@dataclass(frozen=True, slots=True)
class ClassListing:
    """Page `number` (from 1) of the `count` classes that `search` found, newest first; `groups` are all there are."""

    number: int
    count: int
    classes: list[ClassTotals]
    search: ClassSearch
    groups: list[str] = field(default_factory=list)

    @property
    def pages(self) -> int:
        """Return the number of pages, one at least."""
        return max(-(-self.count // CLASSES_A_PAGE), 1)

    def address(self, number: int) -> dict[str, Any]:
        """Return the query arguments of page `number` of the same search."""
        return search_address(self.search) | {"page": number}


@dataclass(frozen=True, slots=True)
class FoundClasses:
    """The newest classes of a search, newest first, not summed; `count` is how many it found in all."""

    classes: tuple[ClassTotals, ...]
    count: int

    @property
    def ids(self) -> list[int]:
        """Return the numbers of the classes."""
        return [bare.row.id for bare in self.classes]


NONE_FOUND: Final = FoundClasses((), 0)


def search_address(search: ClassSearch) -> dict[str, Any]:
    """Return the query arguments of a search."""
    days = {"from": search.first_day, "to": search.last_day}
    texts = {"search": search.text, "group": search.group} | {
        name: day.isoformat() if day else "" for name, day in days.items()
    }
    return {name: text for name, text in texts.items() if text}
