"""Sentences, table and chart of a term."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from dashboard.charts.plotly_text import plotly_text
from dashboard.comparisons.compare_texts import Table, change_words
from dashboard.comparisons.figure_parts import Figure, layout
from dashboard.comparisons.term import Side, Term, TermClass
from dashboard.database.read.groups import Tally
from dashboard.language.clock import duration_words
from dashboard.language.numbers import NONE, percent, signed, thousands
from dashboard.language.preferred_language import language
from dashboard.language.translate import say, say_count

LEAST_RANGE: Final = 0.15
DAY_TICKS: Final = {"en": "%-d %b", "de": "%-d.%-m."}
"""The format of days below a chart; Plotly knows the names of months in English only."""


def term_sentence(term: Term) -> str:
    """Return sentences on the number of classes, and of those clearly above or below the usual level."""
    with_mood = [one for one in term.classes if one.figures.mood is not None]
    sentences = [say_count("{count} class with a mood.", "{count} classes with a mood.", len(with_mood))]
    if term.usual is None:
        sentences.append(say("A usual level needs three of them."))
        return " ".join(sentences)
    sides = [member.against.side for member in with_mood if member.against is not None]
    if above := sides.count("above"):
        sentences.append(say("{count} clearly above what is usual for this group.", count=above))
    if below := sides.count("below"):
        sentences.append(say("{count} clearly below.", count=below))
    if len(sentences) == 1:
        sentences.append(say("None lies clearly outside of what is usual for this group."))
    return " ".join(sentences)


def seen_sentence(term: Term) -> str:
    """Return a sentence on the length and the coverage of the term."""
    seconds = sum(one.figures.seconds for one in term.classes)
    known = [one.coverage for one in term.classes if one.coverage is not None]
    values = {"length": duration_words(seconds)}
    if not known:
        return say("{length} watched.", **values)
    return say(
        "{length} watched; on average {seen} of the expected faces seen.", seen=percent(float(np.mean(known))), **values
    )


def side_words(side: Side) -> str:
    """Return the side of the usual range on which a class lies, in words."""
    return {"above": say("above usual"), "below": say("below usual"), "usual": say("as usual")}[side]


def against_words(one: TermClass) -> str:
    """Format a class's difference to the usual level, with its band: +0.12 (+0.07 to +0.19)."""
    if one.against is None:
        return NONE
    return change_words(one.against.value, one.against.low, one.against.high)


def tally_words(tally: Tally, dips: int, peaks: int) -> list[str]:
    """Return the counts of a class's markers, answers, dips and peaks in words, without those that are 0."""
    markers = sum(tally.markers.values())
    counts = [
        (markers, say_count("{count} marker", "{count} markers", markers)),
        (
            tally.answers,
            say_count("{number} answer", "{number} answers", tally.answers, number=thousands(tally.answers)),
        ),
        (dips, say_count("{count} dip", "{count} dips", dips)),
        (peaks, say_count("{count} peak", "{count} peaks", peaks)),
    ]
    return [words for count, words in counts if count]


def term_table(term: Term) -> Table:
    """Return heads and rows of one class each, in order of their dates."""
    heads = [say("Class"), say("Day"), say("Length"), say("Seen"), say("Mood shown"), say("Net positivity")]
    heads += [say("Against usual"), say("Markers"), say("Answers"), say("Dips"), say("Peaks")]
    return heads, [_cells(one) for one in term.classes]


def _cells(one: TermClass) -> list[str]:
    row, figures = one.row, one.figures
    cells = [
        row.title,
        row.clock.short_day(row.started_at),
        duration_words(figures.seconds),
        percent(one.coverage),
        percent(figures.mood_share_of_time),
        signed(figures.net),
        against_words(one),
        str(sum(one.tally.markers.values())),
        thousands(one.tally.answers),
        str(figures.dips),
        str(figures.peaks),
    ]
    return [cell.replace("\t", " ").replace("\n", " ") for cell in cells]


def term_chart(term: Term) -> Figure:
    """Return the classes as points with their bands by date, over the group's usual range."""
    drawn = [one for one in term.classes if one.against is not None]
    if not drawn:
        return {"data": [], "layout": layout({}, {})}
    edges = [abs(edge) for one in drawn if one.against for edge in (one.against.low, one.against.high)]
    end = round(max(1.1 * max(edges), 2 * term.half_range, LEAST_RANGE), 3)
    days = {"type": "date", "tickformat": DAY_TICKS[language()]}
    figure = layout(days, {"range": [-end, end], "tickformat": ".2~f"})
    figure["hovermode"] = "closest"
    figure["shapes"] = [_usual_range(term.half_range)]
    figure["annotations"] = [_usual_label()]
    return {"data": [_points(drawn)], "layout": figure}


def _points(drawn: Sequence[TermClass]) -> Figure:
    against = [one.against for one in drawn if one.against is not None]
    values = [round(found.value, 4) for found in against]
    symbols: dict[Side, str] = {"above": "triangle-up", "below": "triangle-down", "usual": "circle-open"}
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [one.row.clock.axis(one.row.started_at.timestamp()) for one in drawn],
        "y": values,
        "error_y": {
            "type": "data",
            "array": [round(found.high - found.value, 4) for found in against],
            "arrayminus": [round(found.value - found.low, 4) for found in against],
            "thickness": 1.5,
            "width": 3,
        },
        "marker": {"size": 10, "symbol": [symbols[found.side] for found in against], "line": {"width": 1.5}},
        "meta": {"colour": "series-0"},
        "text": [_hover(one) for one in drawn],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _hover(one: TermClass) -> str:
    day = one.row.clock.short_day(one.row.started_at)
    side = "" if one.against is None else side_words(one.against.side)
    return f"{plotly_text(one.row.title)}<br>{day}<br>{against_words(one)}, {side}"


def _usual_range(half: float) -> Figure:
    ends = {"y0": round(-half, 4), "y1": round(half, 4), "x0": 0, "x1": 1, "xref": "paper", "yref": "y"}
    return {"type": "rect", "layer": "below", "name": "series-band", "opacity": 0.12, "line": {"width": 0}, **ends}


def _usual_label() -> Figure:
    place = {"x": 1, "xref": "paper", "xanchor": "right", "y": 0, "yref": "y", "yanchor": "bottom"}
    return {"text": say("usual"), "showarrow": False, "font": {"size": 11}, **place}
