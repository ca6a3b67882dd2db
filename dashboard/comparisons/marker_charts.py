"""The charts and tables of averages after markers."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from dashboard.comparisons.baseline import ChangeCurve
from dashboard.comparisons.compare_texts import Table
from dashboard.comparisons.figure_parts import Figure, axis_words, band, even_range, layout, line, words_axis
from dashboard.language.numbers import NONE, signed
from dashboard.language.translate import say, say_count
from dashboard.statistics.after_markers import AfterMarker

LEAST_RANGE: Final = 0.1
MINUTES: Final = (-2, -1, 0, 1, 2, 3)


def marker_charts(found: Sequence[AfterMarker]) -> dict[str, Figure]:
    """Return a chart for each group whose curve is known, by its place: after-0, after-1 … All have the same scale."""
    scale = even_range([_curve(after) for after in found], LEAST_RANGE)
    return {
        f"after-{place}": _chart(after, f"after-{place}", scale)
        for place, after in enumerate(found)
        if has_curve(after)
    }


def has_curve(after: AfterMarker) -> bool:
    """Return whether there are enough classes for a curve."""
    return bool(np.isfinite(after.curve.mean).any())


def _curve(after: AfterMarker) -> ChangeCurve:
    return ChangeCurve(after.curve.mean, after.curve.low, after.curve.high)


def _chart(after: AfterMarker, label: str, scale: list[float]) -> Figure:
    minutes = after.curve.seconds / 60
    curve = _curve(after)
    drawn = line(
        minutes,
        curve.value,
        4,
        name=say("change"),
        line={"width": 2.5},
        meta={"colour": "series-0", "name": label},
        hovertemplate="%{y:+.2f}",
    )
    axis: dict[str, Any] = {"range": [-2, 3], "tickvals": list(MINUTES), "hoverformat": ".1f", "tickangle": 0}
    axis["title"] = {"text": say("minutes from the marker")}
    axis["ticktext"] = [say("marker") if minute == 0 else signed(minute, 0) for minute in MINUTES]
    figure = layout(axis, words_axis(scale))
    figure["annotations"] = axis_words(say("more positive than before"), say("more negative than before"))
    figure["shapes"] = [
        {"type": "line", "name": "series-line", "x0": 0, "x1": 0, "y0": 0, "y1": 1, "yref": "paper"}
        | {"line": {"width": 1, "dash": "dot"}}
    ]
    return {"data": [band(minutes, curve, 4, "series-0", label), drawn], "layout": figure}


def marker_table(after: AfterMarker) -> Table:
    """Return heads and rows of ten seconds each, with the mean change and its band."""
    heads = [say("Seconds from the marker"), say("Mean change"), say("from"), say("to")]
    curve = after.curve
    columns = (curve.seconds, curve.mean, curve.low, curve.high)
    rows = [
        [f"{signed(second - 5, 0)} … {signed(second + 5, 0)}", *(_signed(value) for value in values)]
        for second, *values in zip(*(column.tolist() for column in columns), strict=True)
    ]
    return heads, rows


def _signed(value: float) -> str:
    return signed(value) if np.isfinite(value) else NONE


def left_out_words(after: AfterMarker) -> str:
    """Return sentences on the markers that do not count, and why; "" if all count."""
    sentences = []
    if after.left_out:
        sentences.append(
            say_count(
                "{count} marker had too little seen before or after it.",
                "{count} markers had too little seen before or after them.",
                after.left_out,
            )
        )
    if after.overlapped:
        sentences.append(
            say_count(
                "{count} came within two minutes after another of its kind.",
                "{count} came within two minutes after another of their kind.",
                after.overlapped,
            )
        )
    return " ".join(sentences)
