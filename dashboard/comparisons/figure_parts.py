"""Plotly traces and layouts of the charts over classes. Colours are names, resolved by the page's style sheet."""

from typing import Any, Final

import numpy as np

from dashboard.charts.class_charts import common_layout
from dashboard.comparisons.baseline import ChangeCurve
from dashboard.database.read.columns import Floats
from dashboard.statistics.points import known_or_none

Figure = dict[str, Any]
DASHES: Final = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot", "12px 3px 2px 3px 2px 3px", "2px 6px")
SVG_DASHES: Final = ("", "9 6", "2 4", "9 4 2 4", "16 6", "16 4 2 4", "12 3 2 3 2 3", "2 7")
"""The same dashes, as the page's own lines take them."""
X_DIGITS: Final = 2


def line(x: Floats, y: Floats, digits: int, **values: Any) -> Figure:  # noqa: ANN401 - whatever a trace takes
    """Return a line that is broken where `y` (n,) is NaN."""
    columns = {"x": np.round(x, X_DIGITS).tolist(), "y": known_or_none(np.round(y, digits))}
    return {"type": "scatter", "mode": "lines", "connectgaps": False, **columns, **values}


def band(x: Floats, curve: ChangeCurve, digits: int, colour: str, label: str) -> Figure:
    """Return the area between `low` and `high`, one closed polygon for each interval without a gap.

    It is drawn only while the reader points at the line of this label.
    """
    xs: list[float | None] = []
    ys: list[float | None] = []
    known = np.isfinite(curve.low)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], known, [False]]).astype(int)))
    for begin, end in edges.reshape(-1, 2).tolist():
        along = np.round(x[begin:end], X_DIGITS)
        xs += [*along.tolist(), *along[::-1].tolist(), None]
        ys += [*np.round(curve.high[begin:end], digits).tolist()]
        ys += [*np.round(curve.low[begin:end], digits)[::-1].tolist(), None]
    meta = {"colour": colour, "band": True, "label": label}
    filled = {
        "type": "scatter",
        "mode": "none",
        "fill": "toself",
        "hoverinfo": "skip",
        "showlegend": False,
        "visible": False,
    }
    return {**filled, "x": xs, "y": ys, "meta": meta}


def layout(xaxis: Figure, yaxis: Figure) -> Figure:
    """Return the layout that all charts over classes share; an axis in words leaves its numbers' room to the lines."""
    left = 12 if yaxis.get("showticklabels") is False else 48
    return {
        **common_layout({"l": left, "r": 24, "t": 12, "b": 40}),
        "xaxis": {"fixedrange": True, "showgrid": False, "zeroline": False, "ticks": "outside", "ticklen": 5, **xaxis},
        "yaxis": {"fixedrange": True, "zeroline": True, "nticks": 6, **yaxis},
    }


def axis_words(positive: str, negative: str, zero: str = "") -> list[Figure]:
    """Return the words at the ends of an axis without numbers, and those of its zero in the margin beside it."""
    place = {"xref": "paper", "x": 0, "xanchor": "left", "yref": "paper", "showarrow": False, "font": {"size": 12}}
    ends = [{"text": text, "y": y, "yanchor": at} for text, y, at in ((positive, 1, "top"), (negative, 0, "bottom"))]
    words = [{**place, **end} for end in ends]
    if zero:
        at_zero = {"xref": "paper", "x": 1.005, "xanchor": "left", "y": 0, "yref": "y", "yanchor": "middle"}
        words.append({"text": zero, "showarrow": False, "font": {"size": 11}, **at_zero})
    return words


def words_axis(value_range: list[float] | None) -> Figure:
    """Return a vertical axis whose ends stand in words: its numbers are told beside the pointer."""
    axis: Figure = {"showticklabels": False, "showgrid": False, "zeroline": True}
    return axis | ({"range": value_range} if value_range else {})


def even_range(curves: list[ChangeCurve], least: float) -> list[float]:
    """Return a range around zero that holds all bands, `least` to either side at least."""
    edges = [np.abs(edge[np.isfinite(edge)]) for curve in curves for edge in (curve.value, curve.low, curve.high)]
    furthest = max((float(edge.max()) for edge in edges if len(edge)), default=0.0)
    end = round(max(1.05 * furthest, least), 3)
    return [-end, end]
