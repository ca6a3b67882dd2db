"""Annotations of a class's charts: markers, excluded ranges, students' answers."""

from dataclasses import dataclass
from typing import Any, Final

from dashboard.charts.class_charts import Figure, plain_layout
from dashboard.charts.plotly_text import plotly_text
from dashboard.database.read.classes import ClassRow
from dashboard.database.read.records import ClassRecords, MarkerRow
from dashboard.language.excluded_notes import note_words
from dashboard.language.markers import kind_label
from dashboard.language.numbers import percent
from dashboard.language.time_input import address_of
from dashboard.language.translate import say
from dashboard.pulse.points import PulsePoint
from dashboard.pulse.words import answer_words, answers_sentence
from dashboard.snapshot.record_payload import marker_letter

BEFORE_SECONDS: Final = 120.0
AFTER_SECONDS: Final = 180.0
"""The interval around a marker that is shown: that of the averages after markers."""
PULSE_FILLS: Final = (("#009E73", ""), ("#E69F00", "/"), ("#CC79A7", "x"))
"""A colour and a pattern for each of a question's three answers."""
LABEL_SHARE: Final = 0.14
"""The least share of the chart's height that a label takes."""


@dataclass(frozen=True, slots=True)
class MarkerWords:
    """A row of the table of markers: `at`, and `begin` and `end` of the range around it, as addresses carry them."""

    at: str
    time: str
    letter: str
    label: str
    begin: str
    end: str


def record_marks(records: ClassRecords, row: ClassRow) -> dict[str, Any]:
    """Return the values of markers and excluded ranges for static/charts/annotations.js, in the reader's local time."""
    clock = row.clock
    markers = [
        {
            "x": clock.axis(marker.marked_at.timestamp()),
            "letter": marker_letter(marker.kind),
            "title": f"{clock.second(marker.marked_at)} {plotly_text(_marker_label(marker))}",
        }
        for marker in records.markers
    ]
    excluded = [
        {
            "begin": clock.axis(excluded_range.began_at.timestamp()),
            "end": clock.axis(excluded_range.ended_at.timestamp()),
            "label": plotly_text(note_words(excluded_range.note)[:40]) or say("left out"),
            "title": say(
                "Left out of all figures, {begin} to {end}",
                begin=clock.second(excluded_range.began_at),
                end=clock.second(excluded_range.ended_at),
            ),
        }
        for excluded_range in records.excluded
    ]
    return {"markers": markers, "excluded": excluded}


def marker_rows(records: ClassRecords, row: ClassRow) -> tuple[MarkerWords, ...]:
    """Return the table of markers."""
    return tuple(
        MarkerWords(
            address_of(marker.marked_at.timestamp()),
            row.clock.second(marker.marked_at),
            marker_letter(marker.kind),
            _marker_label(marker),
            address_of(marker.marked_at.timestamp() - BEFORE_SECONDS),
            address_of(marker.marked_at.timestamp() + AFTER_SECONDS),
        )
        for marker in records.markers
    )


def _marker_label(marker: MarkerRow) -> str:
    kind = kind_label(marker.kind)
    return f"{kind}: {marker.note}" if marker.note else kind


def pulse_chart(points: tuple[PulsePoint, ...], row: ClassRow) -> Figure:
    """Return the shares of the answers to each question as stacked bars, each as wide as its interval."""
    layout = plain_layout({"range": [0, 1], "tickformat": ".0%", "tickvals": [0, 0.5, 1]})
    layout["yaxis"]["ticktext"] = [percent(share) for share in layout["yaxis"]["tickvals"]]
    layout |= {"barmode": "stack", "bargap": 0}
    traces = []
    for question in dict.fromkeys(point.question for point in points):
        of_question = [point for point in points if point.question == question]
        for place, (answer, (colour, shape)) in enumerate(zip(answer_words(question), PULSE_FILLS, strict=True)):
            traces.append(
                {
                    "type": "bar",
                    "name": answer,
                    "x": [row.clock.axis(point.began_at.timestamp()) for point in of_question],
                    "width": [1000 * (point.ended_at - point.began_at).total_seconds() for point in of_question],
                    "offset": 0,
                    "y": [round(point.counts[place] / point.answers, 4) for point in of_question],
                    "marker": {"color": colour, "pattern": _pattern(colour, shape)},
                    "customdata": [point.counts[place] for point in of_question],
                    "hovertemplate": "%{customdata}",
                }
            )
    layout["annotations"] = _answer_labels(points[-1]) if points else []
    return {"data": traces, "layout": layout}


def _pattern(colour: str, shape: str) -> dict[str, Any]:
    return {"shape": shape, "fillmode": "overlay", "bgcolor": colour, "fgcolor": "#000000", "solidity": 0.25, "size": 6}


def _answer_labels(point: PulsePoint) -> list[dict[str, Any]]:
    """Return the names of the answers, beside the right end of the chart, as high as in the last interval."""
    beneath, labels, least = 0.0, [], 0.0
    for answer, count in zip(answer_words(point.question), point.counts, strict=True):
        share = count / point.answers
        least = max(beneath + share / 2, least)
        labels.append(
            {"xref": "paper", "x": 1.005, "xanchor": "left", "yref": "paper", "y": min(least, 1.0), "text": answer}
            | {"yanchor": "middle", "showarrow": False}
        )
        beneath, least = beneath + share, least + LABEL_SHARE
    return labels


def pulse_rows(points: tuple[PulsePoint, ...], row: ClassRow) -> tuple[str, ...]:
    """Return a sentence for each interval of answers."""
    clock = row.clock
    return tuple(
        answers_sentence(point.question, point.counts, clock.minute(point.began_at), clock.minute(point.ended_at))
        for point in points
    )
