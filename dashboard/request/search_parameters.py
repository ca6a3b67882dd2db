"""Parameters of searches for classes, and the read of a page of the list."""

from datetime import date

from flask import request

from dashboard.database.read.class_search import MOST_TEXT, ClassSearch
from dashboard.errors import NoDatabaseYet, RequestRefused
from dashboard.language.time_zone import reader_zone
from dashboard.language.translate import say
from dashboard.request.class_parameters import number_parameter
from dashboard.request.services import services
from dashboard.snapshot.class_list import ClassListing


def search_parameters() -> ClassSearch:
    """Parse `?search=&group=&from=&to=`. Raises RequestRefused for a malformed day, or a too long text."""
    text = request.args.get("search", "").replace("\0", "").strip()
    if len(text) > MOST_TEXT:
        raise RequestRefused(
            400,
            "search_too_long",
            say("This search has {length} characters", length=len(text)),
            say("Search for up to {most} characters.", most=MOST_TEXT),
        )
    group = request.args.get("group", "").replace("\0", "")
    return ClassSearch(text, group, day_parameter("from"), day_parameter("to"), reader_zone())


def day_parameter(name: str) -> date | None:
    """Parse a day (2026-11-20) from this argument, None if it is missing or empty. Raises RequestRefused."""
    written = request.args.get(name, "")
    try:
        return date.fromisoformat(written) if written else None
    except ValueError as error:
        raise RequestRefused(
            400,
            "day_not_understood",
            say("{name}= holds no day: {text}", name=name, text=written[:40]),
            say("Write it as 2026-11-20."),
        ) from error


def no_such_page(number: int) -> RequestRefused:
    """Return the error of a page number that the list does not have."""
    message = say("The list has no page {number}", number=number)
    return RequestRefused(404, "page_not_found", message, say("Go to the live page or to the list of classes."))


def read_class_list() -> ClassListing:
    """Read page `?page=` of the classes that the search finds. Raises RequestRefused."""
    number = number_parameter("page", 1)
    if not 1 <= number <= 1_000_000:
        raise no_such_page(number)
    search = search_parameters()
    try:
        with services().open_snapshot() as snapshot:
            return snapshot.list_page(search, number)
    except NoDatabaseYet:
        return ClassListing(number, 0, [], search)
