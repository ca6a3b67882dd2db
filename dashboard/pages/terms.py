"""A group's classes over a term."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from babel.dates import format_date
from flask import Blueprint, Response, current_app, make_response, render_template

from dashboard.comparisons.incremental import Gathered, Gatherer
from dashboard.comparisons.limits import MOST_OF_A_TERM
from dashboard.comparisons.term import ClassFigures, Term, TermClass, term_of
from dashboard.comparisons.term_data import Found, Group, find_classes, gather_figures, groups, tallies
from dashboard.comparisons.term_texts import (
    against_words,
    seen_sentence,
    side_words,
    tally_words,
    term_chart,
    term_sentence,
    term_table,
)
from dashboard.database.read.class_search import ClassSearch
from dashboard.database.read.connection import NoDatabaseYet
from dashboard.language.translate import locale
from dashboard.request.search_parameters import asked_search, search_address
from dashboard.request.services import context

STORE = "moodline_term_figures"

blueprint = Blueprint("terms", __name__)


@dataclass(frozen=True, slots=True)
class AskedTerm:
    """The term that a request asks for, as far as there was time; `term` is what is known of it so far."""

    search: ClassSearch
    found: Found
    gathered: Gathered[ClassFigures]
    term: Term


@blueprint.get("/terms")
def show() -> Response:
    """Show a group's classes in order of their dates; without a group, which groups there are."""
    search = asked_search()
    known = all_groups()
    if not search.group and len(known) == 1:
        search = ClassSearch(
            group=known[0].name, first_day=search.first_day, last_day=search.last_day, zone=search.zone
        )
    if not search.group:
        return make_response(render_template("term_groups.html", page="terms", groups=known))
    asked = asked_term(search)
    names = [group.name for group in known]
    if not asked.gathered.is_complete:
        progress = {"done": len(asked.gathered.found), "of": asked.gathered.of, "title": search.group}
        response = make_response(render_template("gathering.html", page="terms", **progress))
        response.headers["Refresh"] = "1"
        return response
    return make_response(render_template("terms.html", page="terms", groups=names, **term_sheet(asked)))


def all_groups() -> list[Group]:
    """Return all groups; none before the first class. Raises DatabaseError."""
    try:
        with context().reader.connect() as connection:
            return groups(connection)
    except NoDatabaseYet:
        return []


def asked_term(search: ClassSearch) -> AskedTerm:
    """Return the term of the classes that the search finds. Raises DatabaseError."""
    parts = context()
    try:
        with parts.reader.connect() as connection:
            found = find_classes(connection, search)
            beside = tallies(connection, [bare.row.id for bare in found.classes])
    except NoDatabaseYet:
        found, beside = Found((), 0), {}
    gatherer: Gatherer[ClassFigures] = current_app.extensions[STORE]
    gathered = gather_figures(parts, gatherer, found)
    term = term_of([bare.row for bare in found.classes], gathered.found, beside)
    return AskedTerm(search, found, gathered, term)


def term_sheet(asked: AskedTerm) -> dict[str, Any]:
    """Return the values of the page."""
    term = asked.term
    ids = [("class", one.row.id) for one in term.classes]
    return {
        "search": asked.search,
        "term": term,
        "left_out": max(asked.found.count - MOST_OF_A_TERM, 0),
        "most": MOST_OF_A_TERM,
        "sentence": term_sentence(term),
        "seen": seen_sentence(term),
        "months": by_month(term),
        "against": {one.row.id: against_words(one) for one in term.classes},
        "sides": {one.row.id: side_words(one.against.side) for one in term.classes if one.against},
        "tallies": {one.row.id: tally_words(one.tally, one.figures.dips, one.figures.peaks) for one in term.classes},
        "table": term_table(term),
        "figures": {"term": term_chart(term)},
        "chosen": urlencode(ids),
        "markers_address": "/after-markers?" + urlencode(search_address(asked.search)),
    }


def by_month(term: Term) -> list[tuple[str, list[TermClass]]]:
    """Return the classes by months, as the reader's clock and language have them."""
    months: dict[str, list[TermClass]] = {}
    for one in term.classes:
        day = one.row.clock.local(one.row.started_at).date()
        months.setdefault(str(format_date(day, "LLLL y", locale=locale())), []).append(one)
    return list(months.items())
