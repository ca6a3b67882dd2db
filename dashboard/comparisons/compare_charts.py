"""The charts of classes side by side; each class has a letter, a dash and a colour.

All that lies around a line is there, but hidden: the page shows it of the class that the reader points at.
"""

from typing import Any, Final

import numpy as np

from dashboard.charts.plotly_text import plotly_text
from dashboard.comparisons.baseline import ChangeCurve
from dashboard.comparisons.by_segments import BySegments
from dashboard.comparisons.figure_parts import DASHES, Figure, axis_words, band, even_range, layout, line, words_axis
from dashboard.comparisons.side_by_side import ClassBeside, SideBySide
from dashboard.language.translate import say
from dashboard.segments.statistics import SegmentFigures
from dashboard.statistics.points import known_or_none

LEAST_NET: Final = 0.2
LEAST_PROXY: Final = 10.0
STEP_APART: Final = 0.1
LONGEST_TITLE: Final = 16


def compare_charts(found: SideBySide) -> dict[str, Figure]:
    """Return the charts on minutes from the start by name: net, proxy, coverage."""
    minutes = {"title": {"text": say("minutes from the start")}, "rangemode": "tozero", "hoverformat": ".0f"}
    nets = [beside.net for beside in found.classes if beside.net is not None]
    proxies = [beside.proxy for beside in found.classes if beside.proxy is not None]
    net_axis = words_axis(even_range(nets, LEAST_NET))
    proxy_axis: Figure = {"range": even_range(proxies, LEAST_PROXY), "tickformat": ".0f"}
    return {
        "net": _lines(found, "net", 3, layout(minutes, net_axis) | {"annotations": _mood_words()}),
        "proxy": _lines(found, "proxy", 1, layout(minutes, proxy_axis)),
        "coverage": _coverage(found, layout(minutes, {"range": [0, 1.04], "tickformat": ".0%"})),
    }


def _mood_words() -> list[Figure]:
    return axis_words(say("more positive than at the start"), say("more negative than at the start"))


def _lines(found: SideBySide, name: str, digits: int, of_chart: Figure) -> Figure:
    curves = [(place, beside, getattr(beside, name)) for place, beside in enumerate(found.classes)]
    drawn = [(place, beside, curve) for place, beside, curve in curves if curve is not None]
    bands = [band(beside.minutes, curve, digits, f"series-{place}", beside.letter) for place, beside, curve in drawn]
    return {"data": [*bands, *(_line(*part, digits) for part in drawn)], "layout": of_chart}


def _line(place: int, beside: ClassBeside, curve: ChangeCurve, digits: int) -> Figure:
    return line(
        beside.minutes,
        curve.value,
        digits,
        name=beside.letter,
        line={"width": 2, "dash": DASHES[place]},
        meta={"colour": f"series-{place}", "label": beside.letter},
        hovertemplate=f"%{{y:{'+.2f' if digits > 1 else '+.0f'}}}",
    )


def _coverage(found: SideBySide, of_chart: Figure) -> Figure:
    traces = [
        line(
            beside.minutes,
            beside.coverage,
            3,
            name=beside.letter,
            line={"width": 2, "dash": DASHES[place], "shape": "hv"},
            meta={"colour": f"series-{place}", "label": beside.letter},
            hovertemplate="%{y:.0%}",
        )
        for place, beside in enumerate(found.classes)
        if np.isfinite(beside.coverage).any()
    ]
    return {"data": traces, "layout": of_chart}


def segment_charts(found: SideBySide, parts: BySegments) -> dict[str, Figure]:
    """Return the charts on common segments by name: net, proxy, coverage; a point with its band for each class."""
    titles = [plotly_text(_short(row.title)) for row in parts.rows]
    places = {"tickvals": list(range(len(titles))), "ticktext": titles, "automargin": True}
    axis = places | {"range": [-0.5, len(titles) - 0.5]}
    in_words = layout(axis, words_axis(None)) | {"annotations": _mood_words()}
    return {
        "net": _points(found, parts, "net_positivity", in_words),
        "proxy": _points(found, parts, "engagement", layout(axis, {"tickformat": ".0f", "zeroline": True})),
        "coverage": _segment_coverage(found, parts, layout(axis, {"range": [0, 1.04], "tickformat": ".0%"})),
    }


def _short(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1].rstrip()}…"


def _along(found: SideBySide, parts: BySegments, place: int) -> list[float]:
    """Return the x values of the points of a class, beside those of the others, so that no band hides another."""
    middle = (len(found.classes) - 1) / 2
    return [round(row + STEP_APART * (place - middle), 3) for row in range(len(parts.rows))]


def _points(found: SideBySide, parts: BySegments, name: str, of_chart: Figure) -> Figure:
    traces = []
    for place, beside in enumerate(found.classes):
        changes = [_change(row.figures[place], name) for row in parts.rows]
        if not any(changes):
            continue
        above = [None if change is None else change[2] - change[0] for change in changes]
        below = [None if change is None else change[0] - change[1] for change in changes]
        ends = {"type": "data", "array": above, "arrayminus": below, "thickness": 1.5, "width": 4, "visible": False}
        traces.append(
            _segment_trace(found, parts, place, [None if change is None else change[0] for change in changes])
            | {"error_y": ends, "name": beside.letter}
            | {"hovertemplate": "%{y:+.2f}" if name == "net_positivity" else "%{y:+.0f}"}
        )
    if name == "net_positivity":
        of_chart["yaxis"]["range"] = _range_of(traces)
    return {"data": traces, "layout": of_chart}


def _range_of(traces: list[Figure]) -> list[float]:
    """Return a range around zero that holds all bands, so that the words at its ends are true."""
    ends = [
        abs(value + side * reach)
        for trace in traces
        for side, name in ((1, "array"), (-1, "arrayminus"))
        for value, reach in zip(trace["y"], trace["error_y"][name], strict=True)
        if value is not None
    ]
    furthest = round(max(1.15 * max(ends, default=0.0), LEAST_NET), 3)
    return [-furthest, furthest]


def _segment_trace(found: SideBySide, parts: BySegments, place: int, values: list[Any]) -> Figure:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "connectgaps": False,
        "x": _along(found, parts, place),
        "y": values,
        "line": {"width": 1.5, "dash": DASHES[place]},
        "marker": {"size": 8, "symbol": place},
        "meta": {"colour": f"series-{place}", "label": found.classes[place].letter},
    }


def _change(figures: SegmentFigures | None, name: str) -> tuple[float, float, float] | None:
    """Return a segment's change from the class's baseline with its band, None where there is none."""
    if figures is None or figures.from_start is None:
        return None
    change = getattr(figures.from_start, name)
    if change.low is None or change.high is None:
        return None
    return round(change.value, 4), round(change.low, 4), round(change.high, 4)


def _segment_coverage(found: SideBySide, parts: BySegments, of_chart: Figure) -> Figure:
    traces = []
    for place, beside in enumerate(found.classes):
        points = [None if row.figures[place] is None else row.figures[place].point for row in parts.rows]  # type: ignore[union-attr] # asked just before
        seen = np.array([np.nan if point is None or point.coverage is None else point.coverage for point in points])
        if np.isfinite(seen).any():
            drawn = _segment_trace(found, parts, place, known_or_none(np.round(seen, 3)))
            traces.append(drawn | {"name": beside.letter, "hovertemplate": "%{y:.0%}"})
    return {"data": traces, "layout": of_chart}
