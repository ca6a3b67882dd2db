"""The search for classes in a request, and the page of the list that it asks for."""

from datetime import date

from flask import abort, request

from dashboard.database.read.class_search import ClassSearch
from dashboard.database.read.connection import NoDatabaseYet
from dashboard.language.time_zone import reader_zone
from dashboard.request.class_parameters import asked_number
from dashboard.request.services import services
from dashboard.snapshot.class_list import ClassListing


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


def asked_listing() -> ClassListing:
    """Return the page that `?page=` of the search asks for; 404 for a number that is none. Raises ExportRefused."""
    number = asked_number("page", 1)
    if not 1 <= number <= 1_000_000:
        abort(404)
    search = asked_search()
    try:
        with services().open_snapshot() as snapshot:
            return snapshot.list_page(search, number)
    except NoDatabaseYet:
        return ClassListing(number, 0, [], search)
