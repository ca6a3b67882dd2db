"""Sentences about the averages after a kind of marker; they never name it as the cause."""

from dashboard.language.markers import kind_label
from dashboard.language.numbers import signed
from dashboard.language.translate import say, say_count
from dashboard.statistics.after_markers import FEWEST_CLASSES, FEWEST_MARKERS, AfterMarker
from dashboard.statistics.judgement import judge, strength_of


def group_label(after: AfterMarker) -> str:
    """Return the label of a group of markers: its kind, or the teacher's own words."""
    return after.words[:1].upper() + after.words[1:] if after.words else kind_label(after.kind)


def verdict_words(after: AfterMarker) -> str:
    """Return the verdict in the reader's language, with its figures and the counts of markers and classes."""
    if after.verdict == "too_few" or after.effect is None:
        return say(
            "Not enough seen to tell yet: {rests_on}. It takes {markers} markers in {classes} classes.",
            rests_on=_rests_on(after),
            markers=FEWEST_MARKERS,
            classes=FEWEST_CLASSES,
        )
    figures = _figures(after)
    if after.verdict == "nothing":
        if judge(after.effect, after.effect_low, after.effect_high).differs:
            return say("The mood may have changed, or it may be chance ({figures}).", figures=figures)
        return say("The mood was no different ({figures}).", figures=figures)
    values = {"how": _how(after.effect), "figures": figures}
    if after.after_seconds is None:
        return say("The mood was {how} within two minutes ({figures}).", **values)
    if not after.after_seconds:
        return say("The mood was {how} at once ({figures}).", **values)
    return say("The mood was {how} after {seconds} seconds ({figures}).", seconds=int(after.after_seconds), **values)


def _how(effect: float) -> str:
    is_clear = strength_of(effect) == "clearly"
    if effect > 0:
        return say("clearly more positive") if is_clear else say("slightly more positive")
    return say("clearly more negative") if is_clear else say("slightly more negative")


def _figures(after: AfterMarker) -> str:
    return say(
        "{effect}; {low} to {high}; {rests_on}",
        effect=signed(after.effect),
        low=signed(after.effect_low),
        high=signed(after.effect_high),
        rests_on=_rests_on(after),
    )


def _rests_on(after: AfterMarker) -> str:
    markers = say_count("{count} marker", "{count} markers", after.markers)
    classes = say_count("{count} class", "{count} classes", after.classes)
    return say("{markers} in {classes}", markers=markers, classes=classes)
