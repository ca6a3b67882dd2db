"""Sentences about the averages after a kind of marker; they never name it as the cause."""

from dashboard.language.markers import kind_label
from dashboard.language.numbers import signed
from dashboard.language.translate import say, say_count
from dashboard.statistics.after_markers import FEWEST_CLASSES, FEWEST_MARKERS, AfterMarker
from dashboard.statistics.judgement import judge


def group_label(after: AfterMarker) -> str:
    """Return the label of a group of markers: its kind, or the teacher's own words."""
    return after.words[:1].upper() + after.words[1:] if after.words else kind_label(after.kind)


def verdict_words(after: AfterMarker) -> str:
    """Return the verdict in the reader's language, with its figures and the counts of markers and classes."""
    name = group_label(after)
    if after.verdict == "too_few" or after.effect is None:
        return say(
            "{name}: too little is known yet: {rests_on}. It takes {markers} markers in {classes} classes.",
            name=name,
            rests_on=_rests_on(after),
            markers=FEWEST_MARKERS,
            classes=FEWEST_CLASSES,
        )
    if after.verdict == "nothing":
        return _nothing(after, name)
    if after.after_seconds is None:
        return _between(after, name)
    return _from_when(after, name)


def _nothing(after: AfterMarker, name: str) -> str:
    if judge(after.effect, after.effect_low, after.effect_high).differs:
        return say(
            "{name}: perhaps a change, but not a sure one: a band 19 times in 20 sure would hold zero ({figures}).",
            name=name,
            figures=_figures(after),
        )
    return say("{name}: no change that stands out ({figures}).", name=name, figures=_figures(after))


def _from_when(after: AfterMarker, name: str) -> str:
    values = {"name": name, "seconds": int(after.after_seconds or 0), "figures": _figures(after)}
    if not after.after_seconds:
        if after.verdict == "lifts":
            return say("{name}: the mood is up at once ({figures}).", **values)
        return say("{name}: the mood is down at once ({figures}).", **values)
    if after.verdict == "lifts":
        return say("{name}: the mood is up after {seconds} s ({figures}).", **values)
    return say("{name}: the mood is down after {seconds} s ({figures}).", **values)


def _between(after: AfterMarker, name: str) -> str:
    if after.verdict == "lifts":
        return say("{name}: the mood is up within two minutes ({figures}).", name=name, figures=_figures(after))
    return say("{name}: the mood is down within two minutes ({figures}).", name=name, figures=_figures(after))


def _figures(after: AfterMarker) -> str:
    return say(
        "{effect} as read, likely {low} to {high}; {rests_on}",
        effect=signed(after.effect),
        low=signed(after.effect_low),
        high=signed(after.effect_high),
        rests_on=_rests_on(after),
    )


def _rests_on(after: AfterMarker) -> str:
    markers = say_count("{count} marker", "{count} markers", after.markers)
    classes = say_count("{count} class", "{count} classes", after.classes)
    return say("{markers} in {classes}", markers=markers, classes=classes)
