"""The page context of a group's classes over a term."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from babel.dates import format_date

from dashboard.comparisons.incremental import PartialResults
from dashboard.comparisons.limits import MOST_OF_A_TERM
from dashboard.comparisons.term import ClassFigures, Term, TermClass
from dashboard.comparisons.term_chart import term_chart
from dashboard.comparisons.term_texts import (
    seen_sentence,
    short_verdict,
    tally_words,
    term_sentence,
    term_table,
)
from dashboard.database.read.class_search import ClassSearch
from dashboard.database.read.groups import Group
from dashboard.language.preferred_language import locale
from dashboard.snapshot.class_list import FoundClasses, search_address


@dataclass(frozen=True, slots=True)
class TermData:
    """The classes that a search finds, and their term as far as computed; `groups` are all there are."""

    groups: Sequence[Group]
    search: ClassSearch
    found: FoundClasses
    results: PartialResults[ClassFigures]
    term: Term


def term_page(data: TermData) -> dict[str, Any]:
    """Return the values of terms.html."""
    term = data.term
    ids = [("class", one.row.id) for one in term.classes]
    return {
        "groups": [group.name for group in data.groups],
        "search": data.search,
        "term": term,
        "left_out": max(data.found.count - MOST_OF_A_TERM, 0),
        "most": MOST_OF_A_TERM,
        "sentence": term_sentence(term),
        "seen": seen_sentence(term),
        "months": by_month(term),
        "verdicts": {one.row.id: short_verdict(one) for one in term.classes},
        "tallies": {one.row.id: tally_words(one.tally, one.figures.dips, one.figures.peaks) for one in term.classes},
        "table": term_table(term),
        "figures": {"term": term_chart(term)},
        "chosen": urlencode(ids),
        "markers_address": "/after-markers?" + urlencode(search_address(data.search)),
    }


def by_month(term: Term) -> list[tuple[str, list[TermClass]]]:
    """Return the classes by month, in the reader's time zone and language."""
    months: dict[str, list[TermClass]] = {}
    for one in term.classes:
        day = one.row.clock.local(one.row.started_at).date()
        months.setdefault(str(format_date(day, "LLLL y", locale=locale())), []).append(one)
    return list(months.items())
