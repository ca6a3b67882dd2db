"""The page context of the averages after each kind of marker."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.comparisons.after_marker_words import group_label, verdict_words
from dashboard.comparisons.incremental import PartialResults
from dashboard.comparisons.limits import MOST_OF_A_TERM
from dashboard.comparisons.marker_charts import has_curve, left_out_words, marker_charts, marker_table
from dashboard.comparisons.marker_data import ClassWindows
from dashboard.database.read.class_search import ClassSearch
from dashboard.database.read.groups import Group
from dashboard.language.markers import KINDS, kind_label
from dashboard.snapshot.class_list import FoundClasses
from dashboard.statistics.after_markers import AfterMarker


@dataclass(frozen=True, slots=True)
class MarkerData:
    """The averages after markers of the classes that a search finds, as far as computed; `groups` are all there are."""

    groups: Sequence[Group]
    search: ClassSearch
    found: FoundClasses
    results: PartialResults[ClassWindows]
    after: tuple[AfterMarker, ...]


def markers_page(data: MarkerData) -> dict[str, Any]:
    """Return the values of after_markers.html."""
    kinds = [
        {
            "name": f"after-{place}",
            "label": group_label(after),
            "sentence": verdict_words(after),
            "left_out": left_out_words(after),
            "has_curve": has_curve(after),
            "table": marker_table(after),
        }
        for place, after in enumerate(data.after)
    ]
    return {
        "search": data.search,
        "groups": [group.name for group in data.groups],
        "kinds": kinds,
        "classes": len(data.results.found),
        "found": len(data.found.classes),
        "left_out": max(data.found.count - MOST_OF_A_TERM, 0),
        "most": MOST_OF_A_TERM,
        "keys": [(kind.key.upper(), kind_label(kind.name)) for kind in KINDS],
        "figures": marker_charts(data.after),
    }
