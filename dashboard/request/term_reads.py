"""Reads of figures over many classes: one snapshot for the search, and one for each class not yet computed."""

from dataclasses import replace

from dashboard.comparisons.limits import MOST_OF_A_TERM
from dashboard.comparisons.marker_data import after_each_kind, compute_windows
from dashboard.comparisons.markers_page import MarkerData
from dashboard.comparisons.term import term_of
from dashboard.comparisons.term_data import compute_figures
from dashboard.comparisons.term_page import TermData
from dashboard.database.read.class_search import ClassSearch
from dashboard.database.read.groups import Group, Tally
from dashboard.database.read.records import MarkerRow
from dashboard.errors import NoDatabaseYet
from dashboard.request.services import services
from dashboard.snapshot.class_list import NONE_FOUND, FoundClasses
from dashboard.statistics.breaks import Break


def read_groups() -> list[Group]:
    """Read all groups in the order of the alphabet; none before the first class. Raises DatabaseError."""
    try:
        with services().open_snapshot() as snapshot:
            return snapshot.groups()
    except NoDatabaseYet:
        return []


def read_term(search: ClassSearch) -> TermData:
    """Read the term of a group, of the only one there is if the search names none. Raises DatabaseError."""
    groups: list[Group] = []
    found: FoundClasses = NONE_FOUND
    tallies: dict[int, Tally] = {}
    breaks: dict[int, tuple[Break, ...]] = {}
    try:
        with services().open_snapshot() as snapshot:
            groups = snapshot.groups()
            if not search.group and len(groups) == 1:
                search = replace(search, group=groups[0].name)
            if search.group:
                found = snapshot.newest_classes(search, MOST_OF_A_TERM)
                tallies, breaks = snapshot.tallies(found), snapshot.breaks(found)
    except NoDatabaseYet:
        pass
    results = compute_figures(services().open_snapshot, services().term_figures, found, breaks)
    term = term_of([bare.row for bare in found.classes], results.found, tallies)
    return TermData(groups, search, found, results, term)


def read_markers(search: ClassSearch) -> MarkerData:
    """Read the averages after the markers of the classes that the search finds. Raises DatabaseError."""
    groups: list[Group] = []
    found: FoundClasses = NONE_FOUND
    markers: dict[int, tuple[MarkerRow, ...]] = {}
    try:
        with services().open_snapshot() as snapshot:
            groups, found = snapshot.groups(), snapshot.newest_classes(search, MOST_OF_A_TERM)
            markers = snapshot.markers(found)
    except NoDatabaseYet:
        pass
    results = compute_windows(services().open_snapshot, services().marker_windows, found, markers)
    after = after_each_kind(results) if results.is_complete else ()
    return MarkerData(groups, search, found, results, after)
