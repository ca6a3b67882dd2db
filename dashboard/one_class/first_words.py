"""Three sentences that a class's page begins with: how it went, what stood out, and how much of it was seen."""

from collections.abc import Sequence

from dashboard.charts.palette import emotions_by_share
from dashboard.language.clock import duration_words
from dashboard.language.markers import kind_label
from dashboard.language.numbers import decimal, percent, signed
from dashboard.language.translate import say
from dashboard.one_class.sentences import highlight_sentences
from dashboard.segments.segment import Segment
from dashboard.snapshot.class_data import ClassData
from dashboard.statistics.change_points import ClassLevels, Highlight

LATELY_SECONDS = 300.0
"""A marker this long before a moment may have to do with it."""


def how_it_went(view: ClassData) -> str:
    """Return the class's mean mood in a sentence, or why there is none."""
    summary = view.summary
    if not summary.samples:
        return say("No sample was stored for this class.")
    if view.row.mode == "participation":
        return say("No class mood: moods were not read in this class.")
    if summary.mood is None:
        return say("No class mood: too few faces were in view.")
    shares = ", ".join(f"{percent(share)} {label}" for share, label in emotions_by_share(summary.mood)[:3])
    if summary.net_positivity is None:
        return say("On average {shares}.", shares=shares)
    return say("On average {shares}; net positivity {net}.", shares=shares, net=signed(summary.net_positivity))


def how_much_was_seen(view: ClassData) -> str:
    """Return how many people were in view, and for how much of the class a mood is known; "" without samples."""
    summary, expected = view.summary, view.row.expected_faces
    if summary.mean_faces is None:
        return ""
    values = {
        "faces": decimal(summary.mean_faces, 1),
        "share": percent(summary.mood_share_of_time),
        "length": duration_words(summary.seconds),
    }
    if expected and summary.coverage is not None:
        return say(
            "On average {faces} of {expected} people were in view ({coverage}); a mood is known for {share} of "
            "{length}.",
            expected=expected,
            coverage=percent(summary.coverage),
            **values,
        )
    return say("On average {faces} people were in view; a mood is known for {share} of {length}.", **values)


def what_stood_out(view: ClassData, class_levels: ClassLevels, segments: Sequence[Segment]) -> str:
    """Return the largest dip or peak with what was going on then, or why none is told; "" without samples."""
    if not class_levels.highlights:
        return " ".join(highlight_sentences(view, class_levels))
    largest = max(class_levels.highlights, key=lambda highlight: abs(highlight.size))
    moment = _moment(view, largest)
    context = "; ".join(_going_on(view, largest, segments))
    return f"{moment} {say('At that time: {what}.', what=context)}" if context else moment


def _moment(view: ClassData, highlight: Highlight) -> str:
    clock = view.row.clock
    values = {
        "begin": clock.axis(highlight.begin)[11:16],
        "end": clock.axis(highlight.end)[11:16],
        "net": signed(highlight.net_positivity),
        "usual": signed(highlight.against),
    }
    if highlight.kind == "dip":
        return say(
            "What stood out most: from {begin} to {end} the mood was below the class’s usual one (net positivity {net} "
            "against {usual}).",
            **values,
        )
    return say(
        "What stood out most: from {begin} to {end} the mood was above the class’s usual one (net positivity {net} "
        "against {usual}).",
        **values,
    )


def _going_on(view: ClassData, highlight: Highlight, segments: Sequence[Segment]) -> list[str]:
    """Return the segment in which the moment began, and the last marker that was placed lately or within it."""
    found = [segment.title for segment in segments if segment.begin <= highlight.begin < segment.end][:1]
    lately = [
        marker
        for marker in view.records.markers
        if highlight.begin - LATELY_SECONDS <= marker.marked_at.timestamp() < highlight.end
    ]
    if lately:
        last = lately[-1]
        label = last.note or kind_label(last.kind)
        if label not in found:
            time = view.row.clock.minute(last.marked_at)
            found.append(say("“{marker}” at {time}", marker=label, time=time))
    return found
