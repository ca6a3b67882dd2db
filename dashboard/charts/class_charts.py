"""The charts of a class as Plotly figures, plain dicts. Each trace names in `meta` the columns that a script fills in.

So the live page and the report share one description of each chart.
Colours of text, grid and outlines are the page's own, taken from its style sheet when a chart is drawn.
"""

from typing import Any, Final

from classroom.engagement import EngagementProfile
from dashboard.charts.palette import EMOTION_COLOURS, EMOTION_DASHES, STACK_ORDER, emotion_label
from dashboard.language.numbers import percent
from dashboard.language.preferred_language import language
from dashboard.language.translate import say

Figure = dict[str, Any]
LINE_COLOUR = "#0072B2"
BAND_COLOUR = "rgba(0, 114, 178, 0.25)"
FAINT_BAND_COLOUR: Final = "rgba(0, 114, 178, 0.13)"
PALE: Final = 0.6
"""The opacity of a mood that cannot be told from the usual one; it stays above 3:1."""
AXIS_MARGIN_PX: Final = 12
LABEL_MARGIN_PX: Final = 80
"""The room to the right of a chart for the names of its areas: the longest, in German, is "angewidert"."""
LEAST_REACH: Final = 0.4
"""The least reach of the mood's axis to either side of the usual one: chance is not to look like a slump."""
STRIP_HEIGHT: Final = 0.07
"""The share of the mood's chart that the strip of coverage below it takes."""
STRIP_GAP: Final = 0.045
TIME_FORMATS = [
    {"dtickrange": [None, 59_000], "value": "%H:%M:%S"},
    {"dtickrange": [60_000, None], "value": "%H:%M"},
]
SEPARATORS: Final = {"en": ".\N{NARROW NO-BREAK SPACE}", "de": ",."}
"""The signs before decimals and between thousands, as Plotly takes them."""


def profile_label(profile: EngagementProfile) -> str:
    """Return the name of engagement with the profile by which it is worked out."""
    return say(
        "Engagement, a guess from faces (profile {name}, version {version})", name=profile.name, version=profile.version
    )


def class_charts(expected_faces: int | None, profile: EngagementProfile) -> dict[str, Figure]:
    """Return the four charts of a class by name: mood, engagement, net_positivity, faces."""
    return {
        "mood": mood_chart(with_coverage=expected_faces is not None),
        "engagement": band_chart("engagement", [0, 100], f"{profile.name} v{profile.version}"),
        "net_positivity": band_chart("net_positivity", [-1, 1], say("mood")),
        "faces": faces_chart(expected_faces),
    }


def mood_chart(*, with_coverage: bool = False) -> Figure:
    """Return the areas of the seven shares, which the script stacks: Plotly's own stacks cannot have gaps.

    With coverage, a thin strip below them shows it on the same time axis.
    """
    traces: list[Figure] = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": emotion_label(emotion),
            "meta": {"y": f"share_{emotion}", "label": emotion_label(emotion), "stacked": True, "emotion": emotion},
            "fill": "toself",
            "hoveron": "points",
            "fillcolor": EMOTION_COLOURS[emotion],
            "line": {"width": 1, "dash": EMOTION_DASHES[emotion]},
            "hovertemplate": f"{emotion_label(emotion)}: %{{customdata:.0f}}\N{NO-BREAK SPACE}%<extra></extra>",
        }
        for emotion in STACK_ORDER
    ]
    layout = plain_layout({"range": [0, 1], "tickformat": ".0%", "tickvals": [0, 0.25, 0.5, 0.75, 1]})
    layout["yaxis"]["ticktext"] = [percent(share) for share in layout["yaxis"]["tickvals"]]
    layout["margin"]["r"] = LABEL_MARGIN_PX
    if with_coverage:
        traces.append(_coverage_strip())
        layout["yaxis"]["domain"] = [STRIP_HEIGHT + STRIP_GAP, 1]
        layout["yaxis2"] = {"domain": [0, STRIP_HEIGHT], "range": [0, 1], "fixedrange": True, "zeroline": False}
        layout["yaxis2"] |= {"tickvals": [], "anchor": "x", "showgrid": False}
        layout["xaxis"]["anchor"] = "y2"
        layout["hoversubplots"] = "axis"
        ends = {"xref": "paper", "x0": 0, "x1": 1, "yref": "paper", "y0": 0, "y1": STRIP_HEIGHT}
        layout["shapes"] = [{"type": "rect", **ends, "line": {"width": 1, "color": "#767676"}}]
    return {"data": traces, "layout": layout, "meta": {"others": say("others")}}


def _coverage_strip() -> Figure:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": say("seen"),
        "meta": {"y": "coverage", "label": say("seen"), "strip": True},
        "yaxis": "y2",
        "fill": "toself",
        "hoveron": "points",
        "fillcolor": LINE_COLOUR,
        "line": {"width": 0},
        "hovertemplate": f"{say('seen')}: %{{customdata:.0f}}\N{NO-BREAK SPACE}%<extra></extra>",
    }


def band_chart(column: str, value_range: list[float], name: str) -> Figure:
    """Return a line with its 10-90 % band over faces."""
    low, high = ("net_low", "net_high") if column == "net_positivity" else (f"{column}_low", f"{column}_high")
    is_net = column == "net_positivity"
    band = {
        "type": "scatter",
        "mode": "none",
        "name": say("10 to 90 %"),
        "meta": {"y": high, "low": low},
        "hoverinfo": "skip",
        "fill": "toself",
        "fillcolor": BAND_COLOUR,
    }
    line = {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "meta": {"y": column, "band": [low, high], "places": 2 if is_net else 0, "signed": is_net},
        "connectgaps": False,
        "line": {"color": LINE_COLOUR, "width": 2},
        "hovertemplate": f"{name}: %{{customdata}}<extra></extra>",
    }
    return {"data": [band, line], "layout": plain_layout({"range": value_range, "nticks": 5}), "meta": {"fades": True}}


def mood_line_chart(usual: float | None) -> Figure:
    """Return the mood as one line over its axis in words: pale, but for its named moments; `usual` is drawn thin."""
    figure = band_chart("net_positivity", [-1, 1], say("mood"))
    band, line = figure["data"]
    band["fillcolor"] = FAINT_BAND_COLOUR
    named = {**line, "meta": {**line["meta"], "within_moments": True}, "hoverinfo": "skip", "hovertemplate": ""}
    figure["data"] = [band, {**line, "opacity": PALE}, {**named, "line": {"color": LINE_COLOUR, "width": 3}}]
    layout = figure["layout"]
    layout["yaxis"] |= {"showticklabels": False, "showgrid": False}
    layout["margin"]["l"] = AXIS_MARGIN_PX
    positive, negative = say("more positive"), say("more negative")
    layout["annotations"] = [_axis_words(positive, 1, "top"), _axis_words(negative, 0, "bottom")]
    if usual is not None:
        ends = {"xref": "paper", "x0": 0, "x1": 1, "y0": round(usual, 4), "y1": round(usual, 4)}
        layout["shapes"] = [{"type": "line", **ends, "layer": "below", "line": {"width": 1, "color": "#767676"}}]
        at_end = {"xref": "paper", "x": 1.005, "xanchor": "left", "y": round(usual, 4), "yanchor": "middle"}
        layout["annotations"].append({"text": say("usual"), "showarrow": False, **at_end})
        figure["meta"]["fits"] = {"least": [usual - LEAST_REACH, usual + LEAST_REACH], "step": 0.05}
    return figure


def _axis_words(text: str, y: int, anchor: str) -> Figure:
    place = {"xref": "paper", "x": 0, "xanchor": "left", "yref": "paper", "y": y, "yanchor": anchor}
    return {"text": text, "showarrow": False, **place}


def faces_chart(expected_faces: int | None) -> Figure:
    """Return the faces seen, and a dashed line at the faces expected; the axis holds both, even when more are seen."""
    line = {
        "type": "scatter",
        "mode": "lines",
        "name": say("faces seen"),
        "meta": {"y": "faces"},
        "connectgaps": False,
        "line": {"color": LINE_COLOUR, "width": 2, "shape": "hv"},
        "hovertemplate": f"{say('faces seen')}: %{{y:.0f}}<extra></extra>",
    }
    layout = plain_layout({"rangemode": "tozero", "nticks": 5})
    if expected_faces:
        layout["shapes"] = [
            {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": expected_faces, "y1": expected_faces}
            | {"line": {"dash": "dash", "width": 1, "color": "#767676"}}
        ]
    return {"data": [line], "layout": layout}


def common_layout(margin: dict[str, int]) -> Figure:
    """Return the layout of all charts without axes; `margin` in pixels."""
    return {
        "autosize": True,
        "showlegend": False,
        "hovermode": "x unified",
        "dragmode": False,
        "separators": SEPARATORS[language()],
        "margin": margin,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": "system-ui, sans-serif", "size": 12},
    }


def plain_layout(yaxis: dict[str, Any]) -> dict[str, Any]:
    """Return the layout of a chart over time with this value axis."""
    return {
        **common_layout({"l": 44, "r": 16, "t": 12, "b": 32}),
        "xaxis": {"type": "date", "fixedrange": False, "showgrid": False, "nticks": 5, "tickangle": 0}
        | {
            "tickformatstops": TIME_FORMATS,
            "hoverformat": "%H:%M:%S",
            "zeroline": False,
            "ticks": "outside",
            "ticklen": 5,
        },
        "yaxis": {"fixedrange": True, "zeroline": False, **yaxis},
    }
