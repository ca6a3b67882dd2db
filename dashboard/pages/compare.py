"""Classes side by side."""

from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from flask import Blueprint, abort, render_template, request

from classroom.engagement import EngagementProfile
from dashboard.charts.class_charts import profile_label
from dashboard.comparisons.by_segments import by_segments
from dashboard.comparisons.compare_charts import compare_charts, segment_charts
from dashboard.comparisons.compare_texts import (
    chart_sentence,
    class_sentence,
    seen_sentence,
    segments_table,
    steps_table,
    without_sentence,
)
from dashboard.comparisons.figure_parts import SVG_DASHES
from dashboard.comparisons.limits import FEWEST_COMPARED, MOST_COMPARED
from dashboard.comparisons.side_by_side import SideBySide, side_by_side
from dashboard.request.class_parameters import SMOOTHINGS, asked_context
from dashboard.request.services import AppContext

USUAL_SMOOTHING: Final = 60.0
Alignment = Literal["start", "segments"]

blueprint = Blueprint("compare", __name__)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a request asks to compare: class numbers, each once, how they are aligned, and with what smoothing."""

    ids: tuple[int, ...]
    align: Alignment
    parts: AppContext

    @property
    def profile(self) -> EngagementProfile:
        """Return the engagement profile in use."""
        return self.parts.options.profile

    @property
    def smoothing(self) -> float:
        """Return the window of the means in seconds."""
        return self.parts.options.mood_window_seconds

    @property
    def can_be_made(self) -> bool:
        """Say whether there are enough classes, and not too many."""
        return FEWEST_COMPARED <= len(self.ids) <= MOST_COMPARED


def asked_comparison() -> Comparison:
    """Return what `?class=&class=&align=&smoothing=&profile=` asks for. Answers 400 for what is none."""
    align = request.args.get("align", "start")
    written = request.args.getlist("class")
    if align not in ("start", "segments") or not all(text.isdecimal() and len(text) <= 18 for text in written):
        abort(400)
    parts = asked_context()
    if "smoothing" not in request.args:
        parts = replace(parts, options=replace(parts.options, mood_window_seconds=USUAL_SMOOTHING))
    return Comparison(tuple(dict.fromkeys(map(int, written))), "start" if align == "start" else "segments", parts)


def compared(asked: Comparison) -> SideBySide:
    """Return the classes side by side. Raises ClassNotFound, DatabaseError."""
    views = [asked.parts.whole(class_id, with_bands=True) for class_id in asked.ids]
    return side_by_side(views, asked.profile, asked.smoothing)


@blueprint.get("/compare")
def show() -> str:
    """Show two to eight classes side by side, each against its own start."""
    asked = asked_comparison()
    if not asked.can_be_made:
        return render_template("compare_too_few.html", page="classes", chosen=len(asked.ids), most=MOST_COMPARED)
    return render_template("compare.html", page="classes", **compare_sheet(asked))


def compare_sheet(asked: Comparison) -> dict[str, Any]:
    """Return the values of the page."""
    found = compared(asked)
    options = asked.parts.options
    sheet = {
        "asked": asked,
        "found": found,
        "sentences": {beside.letter: class_sentence(beside) for beside in found.classes},
        "seen": {beside.letter: seen_sentence(beside) for beside in found.classes},
        "dashes": SVG_DASHES,
        "smoothings": sorted({*SMOOTHINGS, round(options.mood_window_seconds)}),
        "profiles": options.profiles,
        "profile": options.profile,
        "profile_label": profile_label(options.profile),
        "sentence": chart_sentence(found),
        "parts": None,
    }
    if asked.align == "start":
        tables = {name: steps_table(found, name) for name in ("net", "proxy")}
        return sheet | {"figures": compare_charts(found), "tables": tables}
    parts = by_segments(found.classes, options.profile)
    names = {"net": "net_positivity", "proxy": "engagement"}
    tables = {name: segments_table(found, parts, figure) for name, figure in names.items()}
    alone = {name: figure for name, figure in compare_charts(found).items() if "-" in name}
    return sheet | {
        "parts": parts,
        "without": without_sentence(parts.without),
        "figures": alone | segment_charts(found, parts),
        "tables": tables,
    }
