"""The page context of classes side by side."""

from typing import Any

from dashboard.charts.class_charts import profile_label
from dashboard.comparisons.by_segments import by_segments
from dashboard.comparisons.compare_charts import compare_charts, segment_charts
from dashboard.comparisons.compare_texts import (
    change_sentence,
    chart_sentence,
    class_sentence,
    is_counts_only,
    seen_sentence,
    segments_table,
    steps_table,
    without_sentence,
)
from dashboard.comparisons.comparison import Comparison
from dashboard.comparisons.figure_parts import SVG_DASHES
from dashboard.comparisons.side_by_side import SideBySide
from dashboard.options import SMOOTHINGS


def compare_page(parameters: Comparison, found: SideBySide) -> dict[str, Any]:
    """Return the values of compare.html."""
    options = parameters.options
    context = {
        "parameters": parameters,
        "found": found,
        "sentences": {beside.letter: class_sentence(beside) for beside in found.classes},
        "changes": {beside.letter: change_sentence(beside) for beside in found.classes},
        "seen": {beside.letter: seen_sentence(beside) for beside in found.classes},
        "dashes": SVG_DASHES,
        "smoothings": sorted({*SMOOTHINGS, round(options.mood_window_seconds)}),
        "profiles": options.profiles,
        "profile": options.profile,
        "profile_label": profile_label(options.profile),
        "sentence": chart_sentence(found),
        "counts_only": is_counts_only(found),
        "parts": None,
    }
    if parameters.align == "start":
        tables = {name: steps_table(found, name) for name in ("net", "proxy")}
        return context | {"figures": compare_charts(found), "tables": tables}
    parts = by_segments(found.classes, options.profile)
    names = {"net": "net_positivity", "proxy": "engagement"}
    tables = {name: segments_table(found, parts, figure) for name, figure in names.items()}
    return context | {
        "parts": parts,
        "without": without_sentence(parts.without),
        "figures": segment_charts(found, parts),
        "tables": tables,
    }
