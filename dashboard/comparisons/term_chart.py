"""The chart of a term: a group's classes by date, each against what is usual for the group."""

from collections.abc import Sequence
from typing import Final

from dashboard.charts.plotly_text import plotly_text
from dashboard.comparisons.figure_parts import Figure, axis_words, layout, words_axis
from dashboard.comparisons.term import AgainstUsual, Side, Term, TermClass
from dashboard.comparisons.term_texts import class_sentence
from dashboard.language.preferred_language import language
from dashboard.language.translate import say

LEAST_RANGE: Final = 0.15
ROOM_FOR_USUAL_PX: Final = 52
DAY_TICKS: Final = {"en": "%-d %b", "de": "%-d.%-m."}
"""The format of days below a chart; Plotly knows the names of months in English only."""
SYMBOLS: Final[dict[Side, str]] = {"above": "triangle-up", "below": "triangle-down", "usual": "circle-open"}


def term_chart(term: Term) -> Figure:
    """Return the classes as points by date on a line, over the group's usual range.

    `meta` of the points has what is shown of the class that the reader points at: a sentence, and the ends of its band.
    """
    drawn = [(one, one.against) for one in term.classes if one.against is not None]
    if not drawn:
        return {"data": [], "layout": layout({}, {})}
    edges = [abs(edge) for _, against in drawn for edge in (against.low, against.high)]
    end = round(max(1.1 * max(edges), 2 * term.half_range, LEAST_RANGE), 3)
    figure = layout({"type": "date", "tickformat": DAY_TICKS[language()]}, words_axis([-end, end]))
    figure["hovermode"] = "closest"
    figure["margin"]["r"] = ROOM_FOR_USUAL_PX
    figure["shapes"] = [_usual_range(term.half_range)]
    figure["annotations"] = axis_words(say("more positive than usual"), say("more negative than usual"), say("usual"))
    return {"data": [_points(drawn), _pointed()], "layout": figure}


def _points(drawn: Sequence[tuple[TermClass, AgainstUsual]]) -> Figure:
    meta = {
        "colour": "series-0",
        "ids": [one.row.id for one, _ in drawn],
        "sentences": [f"{one.row.title}: {class_sentence(one)}" for one, _ in drawn],
        "above": [round(against.high - against.value, 4) for _, against in drawn],
        "below": [round(against.value - against.low, 4) for _, against in drawn],
    }
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [one.row.clock.axis(one.row.started_at.timestamp()) for one, _ in drawn],
        "y": [round(against.value, 4) for _, against in drawn],
        "line": {"width": 1},
        "marker": {"size": 10, "symbol": [SYMBOLS[against.side] for _, against in drawn], "line": {"width": 1.5}},
        "meta": meta,
        "text": [_hover(one) for one, _ in drawn],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _pointed() -> Figure:
    """Return the trace of the class that the reader points at, which the page's script fills in."""
    ends = {"type": "data", "array": [], "arrayminus": [], "thickness": 2.5, "width": 6}
    shown = {"mode": "markers", "marker": {"size": 13, "symbol": "circle-open", "line": {"width": 2.5}}}
    meta = {"colour": "series-0", "pointed": True}
    return {"type": "scatter", "x": [], "y": [], "error_y": ends, "meta": meta, "hoverinfo": "skip", **shown}


def _hover(one: TermClass) -> str:
    return f"{plotly_text(one.row.title)}<br>{one.row.clock.short_day(one.row.started_at)}"


def _usual_range(half: float) -> Figure:
    ends = {"y0": round(-half, 4), "y1": round(half, 4), "x0": 0, "x1": 1, "xref": "paper", "yref": "y"}
    return {"type": "rect", "layer": "below", "name": "series-band", "opacity": 0.12, "line": {"width": 0}, **ends}
