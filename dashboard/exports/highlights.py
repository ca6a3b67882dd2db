"""What stood out in a class, in words, with times of the class's own."""

from datetime import UTC, datetime

from dashboard.clock import ClassClock
from dashboard.exports.exported_class import ExportedClass
from dashboard.figures.change_points import Highlight, find_highlights
from dashboard.language.numbers import decimal, signed
from dashboard.language.speech import say


def highlights_of(exported: ExportedClass) -> list[str]:
    """Return a sentence for each dip and peak that was found, or one that says why there is none."""
    view = exported.view
    if view.summary.mood is None:
        return [say("No class mood: too few faces were in view.")] if view.summary.samples else []
    found = find_highlights(view.columns, view.row).highlights
    if not found:
        return [say("No dip and no peak: the class stayed within its bands of uncertainty.")]
    return [highlight_words(each, exported.row.own_clock) for each in found]


def highlight_words(highlight: Highlight, clock: ClassClock) -> str:
    """Return when the dip or peak was, and how far it lay from the class's usual level."""
    begin, end = (datetime.fromtimestamp(second, UTC) for second in (highlight.begin, highlight.end))
    told = {
        "begin": clock.second(begin),
        "end": clock.second(end),
        "level": signed(highlight.net_positivity),
        "size": decimal(abs(highlight.size), 2),
    }
    if highlight.kind == "peak":
        return say(
            "Peak from {begin} to {end}: net positivity {level}, {size} above the usual level of this class.", **told
        )
    return say("Dip from {begin} to {end}: net positivity {level}, {size} below the usual level of this class.", **told)
