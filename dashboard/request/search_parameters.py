"""The page of the list of classes that a request asks for."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from flask import abort, request

from dashboard.database.read.class_search import ClassSearch, count_found, group_names
from dashboard.database.read.connection import NoDatabaseYet
from dashboard.database.read.totals import ClassTotals
from dashboard.language.time_zone import reader_zone
from dashboard.request.class_parameters import asked_number
from dashboard.request.services import context

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
        """Return how many pages there are, one at least."""
        return max(-(-self.count // CLASSES_A_PAGE), 1)

    def address(self, number: int) -> dict[str, Any]:
        """Return what the address of another page of the same search holds."""
        return search_address(self.search) | {"page": number}


def asked_search() -> ClassSearch:
    """Return what `?search=&group=&from=&to=` asks for; 400 for a day that is none, or an endless text."""
    try:
        return ClassSearch(
            text=request.args.get("search", "").replace("\0", "").strip(),
            group=request.args.get("group", "").replace("\0", ""),
            first_day=asked_day("from"),
            last_day=asked_day("to"),
            zone=reader_zone(),
        )
    except ValueError:
        abort(400)


def asked_day(name: str) -> date | None:
    """Return the day (2026-11-20) that the request asks for by this name, None for none. Raises ValueError."""
    written = request.args.get(name, "")
    return date.fromisoformat(written) if written else None


def search_address(search: ClassSearch) -> dict[str, Any]:
    """Return what an address holds that asks for the same search."""
    days = {"from": search.first_day, "to": search.last_day}
    texts = {"search": search.text, "group": search.group} | {
        name: day.isoformat() if day else "" for name, day in days.items()
    }
    return {name: text for name, text in texts.items() if text}


def asked_listing() -> ClassListing:
    """Return the page that `?page=` of the search asks for; 404 for a number that is none. Raises ExportRefused."""
    number = asked_number("page", 1)
    if not 1 <= number <= 1_000_000:
        abort(404)
    search = asked_search()
    parts = context()
    try:
        with parts.reader.connect() as connection:
            conditions = search.conditions(connection)
            offset = (number - 1) * CLASSES_A_PAGE
            classes = parts.totals.list_classes(connection, limit=CLASSES_A_PAGE, offset=offset, conditions=conditions)
            count = count_found(connection, conditions)
            return ClassListing(number, count, classes, search, group_names(connection))
    except NoDatabaseYet:
        return ClassListing(number, 0, [], search)
