"""The page of the list of classes that a request asks for."""

from dataclasses import dataclass
from typing import Final

from flask import abort, request

from dashboard.context import context
from dashboard.reading.queries import count_classes
from dashboard.reading.reader import NoDatabaseYet
from dashboard.reading.totals import ClassTotals

CLASSES_A_PAGE: Final = 20


@dataclass(frozen=True, slots=True)
class ClassListing:
    """Page `number` (from 1) of `count` classes in all, newest first."""

    number: int
    count: int
    classes: list[ClassTotals]


def asked_listing() -> ClassListing:
    """Return the page that `?page=` asks for; 404 for a number that is none."""
    number = request.args.get("page", 1, type=int)
    if not 1 <= number <= 1_000_000:
        abort(404)
    parts = context()
    try:
        with parts.reader.connect() as connection:
            offset = (number - 1) * CLASSES_A_PAGE
            classes = parts.totals.list_classes(connection, limit=CLASSES_A_PAGE, offset=offset)
            return ClassListing(number, count_classes(connection), classes)
    except NoDatabaseYet:
        return ClassListing(number, 0, [])
