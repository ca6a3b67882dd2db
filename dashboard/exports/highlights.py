"""Sentences on the lows and highs of an exported class, worded as on its page."""

from dataclasses import replace
from datetime import UTC, datetime

from dashboard.exports.exported_class import ExportedClass
from dashboard.language.translate import say
from dashboard.one_class.first_words import who_was_there
from dashboard.one_class.selected_range import selected_range
from dashboard.one_class.sentences import moment_sentences
from dashboard.segments.origins import extent_of
from dashboard.segments.segment import Segment
from dashboard.statistics.moments import ClassMoments, find_moments


def highlights_of(exported: ExportedClass) -> list[str]:
    """Return a sentence for each low and high, or one on why there is none."""
    view = exported.view
    if exported.row.mode == "participation":
        counted = say("In a participation class no expression is read: only faces are counted.")
        return [who_was_there(view), counted] if len(view.columns) else [counted]
    if not len(view.columns):
        return []
    found = find_moments(exported.whole, exported.row)
    if exported.time_range.is_whole:
        return list(moment_sentences(view, found))
    return _of_range(exported, found)


def _of_range(exported: ExportedClass, found: ClassMoments) -> list[str]:
    """Return a sentence on the range, and one for each low and high of the class in it, clipped to it."""
    begin, end = extent_of(exported.view.row, exported.view.columns)
    inside = [one for one in found.moments if one.begin < end and one.end > begin]
    cut = tuple(replace(one, begin=max(one.begin, begin), end=min(one.end, end)) for one in inside)
    sentences = moment_sentences(exported.view, replace(found, moments=cut)) if cut else ()
    return [_range_sentence(exported, begin, end), *sentences]


def _range_sentence(exported: ExportedClass, begin: float, end: float) -> str:
    """Return the page's sentence on the range: its mood, and its change from the class's baseline."""
    of_class = replace(exported.view, row=exported.row, columns=exported.whole)
    return selected_range(of_class, Segment(begin, max(end, begin + 1), "", "whole"), exported.options.profile).sentence


def times_words(exported: ExportedClass) -> str:
    """Return the date and times of the class, or of the range of it; an interrupted one ends with its last sample."""
    view, clock = exported.view, exported.row.own_clock
    begin, end = (clock.minute(datetime.fromtimestamp(edge, UTC)) for edge in extent_of(view.row, view.columns))
    times = say("{begin} to {end}", begin=begin, end=end)
    is_cut = exported.row.status == "interrupted" and exported.time_range.end is None
    return f"{times} ({say('interrupted')})" if is_cut else times
