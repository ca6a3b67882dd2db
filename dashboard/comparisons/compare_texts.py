"""Sentences and tables of classes side by side."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from dashboard.comparisons.baseline import ChangeCurve
from dashboard.comparisons.by_segments import BySegments
from dashboard.comparisons.side_by_side import ClassBeside, SideBySide
from dashboard.language.numbers import NONE, percent, signed
from dashboard.language.translate import say, say_count
from dashboard.segments.statistics import Change, SegmentFigures
from dashboard.statistics.moments import Moment

MOST_NAMED: Final = 2
Table = tuple[list[str], list[list[str]]]


def class_sentence(beside: ClassBeside) -> str:
    """Return sentences on the class's certain lows and highs, the largest ones."""
    if beside.net is None:
        return say("Not enough seen to tell: too few faces were in view.")
    certain = beside.moments.certain
    if not certain:
        return say("No moment surely stands out from what was usual in this class.")
    largest = sorted(certain, key=lambda moment: -abs(moment.size))[:MOST_NAMED]
    in_order = sorted(largest, key=lambda moment: moment.begin)
    sentence = " ".join(_moment_sentence(beside, moment) for moment in in_order)
    others = len(certain) - len(largest)
    if not others:
        return sentence
    more = say_count("{count} more moment, not as large.", "{count} more moments, not as large.", others)
    return f"{sentence} {more}"


def change_sentence(beside: ClassBeside) -> str:
    """Return a sentence on how the mood after the class's start differed from it, with how sure that is."""
    change = beside.whole
    if change is None or change.low is None or change.high is None:
        counted = say("Only who was seen was counted in this class, so it has no line of the mood.")
        unknown = say("Not enough seen to tell how the mood changed after the start.")
        return counted if beside.row.mode == "participation" else unknown
    values = {"size": signed(change.value), "low": signed(change.low), "high": signed(change.high)}
    judged = change.judgement
    if not judged.differs:
        return say("After the start the mood was no different: {size} may be chance ({low} to {high}).", **values)
    if judged.verdict == "better":
        if judged.strength == "clearly":
            return say("After the start the mood was clearly more positive ({size}; {low} to {high}).", **values)
        return say("After the start the mood was slightly more positive ({size}; {low} to {high}).", **values)
    if judged.strength == "clearly":
        return say("After the start the mood was clearly more negative ({size}; {low} to {high}).", **values)
    return say("After the start the mood was slightly more negative ({size}; {low} to {high}).", **values)


def _moment_sentence(beside: ClassBeside, moment: Moment) -> str:
    begin = round(beside.minute(moment.begin))
    values = {
        "begin": begin,
        "end": max(round(beside.minute(moment.end)), begin + 1),
        "size": signed(moment.size),
    }
    if moment.strength == "clearly":
        if moment.kind == "low":
            return say("Minute {begin} to {end}: the mood was clearly below usual ({size}).", **values)
        return say("Minute {begin} to {end}: the mood was clearly above usual ({size}).", **values)
    if moment.kind == "low":
        return say("Minute {begin} to {end}: the mood was slightly below usual ({size}).", **values)
    return say("Minute {begin} to {end}: the mood was slightly above usual ({size}).", **values)


def seen_sentence(beside: ClassBeside) -> str:
    """Return a sentence on the coverage of the class."""
    if beside.row.mode == "participation":
        known = beside.mean_coverage
        return (
            say("How many to expect was not said.")
            if known is None
            else say("Seen: {seen} of the class.", seen=percent(known))
        )
    shown = percent(beside.view.summary.mood_share_of_time)
    if beside.mean_coverage is None:
        return say("A mood is shown for {shown} of the time.", shown=shown)
    seen = percent(beside.mean_coverage)
    return say("Seen: {seen} of the class. A mood is shown for {shown} of the time.", seen=seen, shown=shown)


def is_counts_only(found: SideBySide) -> bool:
    """Return whether no class has a mood to compare: in all of them only who was seen was counted."""
    return all(beside.row.mode == "participation" for beside in found.classes)


def chart_sentence(found: SideBySide) -> str:
    """Return a summary of the charts on minutes, for screen readers."""
    if is_counts_only(found):
        sentences = [f"{beside.letter}: {seen_sentence(beside)}" for beside in found.classes]
        return " ".join([say("How much of each class was seen."), *sentences])
    sentences = [f"{beside.letter}: {change_sentence(beside)}" for beside in found.classes]
    return " ".join([say("How the mood moved since the start of each class."), *sentences])


def steps_table(found: SideBySide, name: str) -> Table:
    """Return heads and rows of the table by minutes: for each class the change with its band, and coverage."""
    heads = [say("Minutes"), *_heads(found)]
    rows = []
    for place, begin in enumerate(found.step_begins):
        row = [f"{begin}–{begin + found.step_minutes}"]
        for beside in found.classes:
            curve = beside.steps_net if name == "net" else beside.steps_proxy
            if beside.row.mode != "participation":
                row.append(_with_band(curve, place, 2 if name == "net" else 0))
            row.append(_percent(beside.steps_coverage[place]))
        rows.append(row)
    return heads, rows


def _heads(found: SideBySide) -> list[str]:
    """Return the heads of each class's columns: its change, where moods were read, and its coverage."""
    heads = []
    for beside in found.classes:
        heads += [] if beside.row.mode == "participation" else [say("{letter}: change", letter=beside.letter)]
        heads.append(say("{letter}: seen", letter=beside.letter))
    return heads


def _with_band(curve: ChangeCurve | None, place: int, places: int) -> str:
    if curve is None or np.isnan(curve.value[place]):
        return NONE
    return change_words(*(float(each[place]) for each in (curve.value, curve.low, curve.high)), places=places)


def change_words(value: float, low: float | None, high: float | None, *, places: int = 2) -> str:
    """Format a change with its band, which need not be symmetric: +0.12 (+0.10 to +0.19)."""
    if low is None or high is None or np.isnan(low) or np.isnan(high):
        return signed(value, places)
    values = {"change": value, "low": low, "high": high}
    return say("{change} ({low} to {high})", **{name: signed(each, places) for name, each in values.items()})


def _percent(share: float) -> str:
    return NONE if np.isnan(share) else percent(float(share))


def segments_table(found: SideBySide, parts: BySegments, name: str) -> Table:
    """Return heads and rows of the table by segments: change from the class's baseline, and coverage."""
    heads = [say("Part"), *_heads(found)]
    rows = []
    for row in parts.rows:
        cells = [row.title]
        for beside, figures in zip(found.classes, row.figures, strict=True):
            if beside.row.mode != "participation":
                cells.append(_segment_change(figures, name, by_title=parts.by_title))
            cells.append(_segment_seen(figures))
        rows.append(cells)
    return heads, [[cell.replace("\t", " ").replace("\n", " ") for cell in row] for row in rows]


def _segment_change(figures: SegmentFigures | None, name: str, *, by_title: bool) -> str:
    if figures is None:
        return NONE
    changes = figures.from_start
    change: Change | None = None if changes is None else getattr(changes, name)
    places = 2 if name == "net_positivity" else 0
    change_text = NONE if change is None else change_words(change.value, change.low, change.high, places=places)
    return change_text if by_title else f"{figures.segment.title}: {change_text}"


def _segment_seen(figures: SegmentFigures | None) -> str:
    return NONE if figures is None or figures.point is None else percent(figures.point.coverage)


def without_sentence(letters: Sequence[str]) -> str:
    """Return a sentence that names the classes without segments."""
    if not letters:
        return ""
    return say(
        "Without parts: {letters}. Parts come from markers, a lesson plan or slides.",
        letters=", ".join(letters),
    )
