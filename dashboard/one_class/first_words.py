"""Three sentences that a class's page begins with: how it went, what stood out, and how much of it was seen.

Nothing is judged here: the moment is the largest of those that the statistics hold to be certain.
"""

from dashboard.charts.palette import emotions_by_share
from dashboard.database.read.records import MarkerRow
from dashboard.language.markers import kind_label
from dashboard.language.numbers import percent, signed
from dashboard.language.seen_words import faces_words, unseen_sentences
from dashboard.language.translate import say
from dashboard.one_class.sentences import moment_sentences, why_no_mood
from dashboard.segments.choice import chosen_segments
from dashboard.segments.segment import Segment
from dashboard.snapshot.class_data import ClassData
from dashboard.statistics.moments import ClassMoments, Moment


def how_it_went(view: ClassData) -> str:
    """Return the class's mean mood in words, or why it has none."""
    summary = view.summary
    if not summary.samples:
        return say("Nothing is known of this class: no sample was stored.")
    if view.row.mode == "participation":
        return who_was_there(view)
    if summary.mood is None:
        return why_no_mood(view)
    shares = ", ".join(f"{label} ({percent(share)})" for share, label in emotions_by_share(summary.mood)[:3])
    if view.row.status == "running":
        return say("So far the faces showed mostly {shares}.", shares=shares)
    return say("The faces showed mostly {shares}.", shares=shares)


def who_was_there(view: ClassData) -> str:
    """Return how many people were seen, for a class in which nothing else is known of them."""
    summary, expected = view.summary, view.row.expected_faces
    if summary.mean_faces is None:
        return say("Nothing was seen.")
    values = {"faces": faces_words(summary.mean_faces, expected), "most": summary.most_faces}
    if summary.coverage is None:
        return say("On average {faces} people were seen, at most {most}.", **values)
    values |= {"expected": expected, "share": percent(summary.coverage)}
    return say("On average {faces} of {expected} people were seen ({share}), at most {most}.", **values)


def what_stood_out(view: ClassData, found: ClassMoments) -> str:
    """Return the largest certain moment with its time and what was going on, or why no moment stood out."""
    largest = found.largest
    if largest is None:
        return " ".join(moment_sentences(view, found)[:2])
    values = {
        "begin": view.row.clock.axis(largest.begin)[11:16],
        "end": view.row.clock.axis(largest.end)[11:16],
        "size": signed(largest.size),
        "context": "".join(f", {part}" for part in _going_on(view, largest)),
    }
    return _headline(largest, values)


def _headline(moment: Moment, values: dict[str, str]) -> str:
    if moment.strength == "clearly":
        if moment.kind == "low":
            return say("{begin} to {end}{context}: the mood was clearly below usual ({size}).", **values)
        return say("{begin} to {end}{context}: the mood was clearly above usual ({size}).", **values)
    if moment.kind == "low":
        return say("{begin} to {end}{context}: the mood was slightly below usual ({size}).", **values)
    return say("{begin} to {end}{context}: the mood was slightly above usual ({size}).", **values)


def _going_on(view: ClassData, moment: Moment) -> list[str]:
    """Return the segment that the moment lies in and the last marker before it, as far as there are any."""
    segment = _segment_of(chosen_segments(view).segments, moment)
    marker = _last_marker(view, moment.begin)
    found = [] if segment is None else [say("during “{segment}”", segment=segment.title)]
    # A segment that the marker itself began is already named after it.
    begins_it = segment is not None and marker is not None and segment.begin == marker.marked_at.timestamp()
    if marker is not None and not begins_it:
        words = f"{kind_label(marker.kind)}: {marker.note}" if marker.note else kind_label(marker.kind)
        found.append(say("after “{marker}” at {time}", marker=words, time=view.row.clock.minute(marker.marked_at)))
    return found


def _segment_of(segments: tuple[Segment, ...], moment: Moment) -> Segment | None:
    """Return the segment that shares most time with the moment."""

    def shared(segment: Segment) -> float:
        return min(segment.end, moment.end) - max(segment.begin, moment.begin)

    most = max(segments, key=shared, default=None)
    return most if most is not None and shared(most) > 0 else None


def _last_marker(view: ClassData, second: float) -> MarkerRow | None:
    before = [marker for marker in view.records.markers if marker.marked_at.timestamp() <= second]
    return max(before, key=lambda marker: marker.marked_at, default=None)


def how_much_was_seen(view: ClassData) -> str:
    """Return the faces seen of those expected, the share of the time with a mood, and when nothing was seen."""
    summary, expected = view.summary, view.row.expected_faces
    if summary.mean_faces is None:
        return say("Nothing was seen.")
    if view.row.mode == "participation":
        counted = say("Nobody's expression was read: the people in view were counted, and nothing else.")
        return " ".join([counted, *unseen_sentences(summary.unseen, view.row.clock)])
    values = {"faces": faces_words(summary.mean_faces, expected), "expected": expected}
    if summary.coverage is None:
        parts = [say("Seen: {faces} faces on average, of how many was not said", **values)]
    else:
        seen = percent(summary.coverage)
        parts = [say("Seen: {faces} of {expected} people on average ({share})", share=seen, **values)]
    parts.append(say("enough for a mood {share} of the time", share=percent(summary.mood_share_of_time)))
    return " ".join([f"{'; '.join(parts)}.", *unseen_sentences(summary.unseen, view.row.clock)])
