"""Three sentences that a class's page begins with: how it went, what stood out, and how much of it was seen.

Nothing is judged here: the moment is the clearest dip or peak that the detection found, told as the statistics have it.
"""

from dashboard.charts.palette import emotions_by_share
from dashboard.database.read.records import MarkerRow
from dashboard.language.markers import kind_label
from dashboard.language.numbers import percent, signed
from dashboard.language.seen_words import faces_words, unseen_sentences
from dashboard.language.translate import say
from dashboard.one_class.sentences import highlight_sentences, why_no_mood
from dashboard.segments.choice import chosen_segments
from dashboard.segments.segment import Segment
from dashboard.snapshot.class_data import ClassData
from dashboard.statistics.change_points import ClassLevels, Highlight


def how_it_went(view: ClassData) -> str:
    """Return the class's mean mood in words, or why it has none."""
    summary = view.summary
    if not summary.samples:
        return say("Nothing is known of this class: no sample was stored.")
    if summary.mood is None:
        return why_no_mood(view)
    shares = ", ".join(f"{label} ({percent(share)})" for share, label in emotions_by_share(summary.mood)[:3])
    if view.row.status == "running":
        return say("So far the faces showed mostly {shares}.", shares=shares)
    return say("The faces showed mostly {shares}.", shares=shares)


def what_stood_out(view: ClassData, class_levels: ClassLevels) -> str:
    """Return the clearest dip or peak with its time and what was going on then, or why no moment stood out."""
    if not class_levels.highlights:
        return " ".join(highlight_sentences(view, class_levels))
    clearest = max(class_levels.highlights, key=_clearness)
    values = {
        "begin": view.row.clock.axis(clearest.begin)[11:16],
        "end": view.row.clock.axis(clearest.end)[11:16],
        "net": signed(clearest.net_positivity),
        "usual": signed(clearest.against),
        "context": "".join(f", {part}" for part in _going_on(view, clearest)),
    }
    if clearest.kind == "dip":
        return say(
            "What stood out most is a dip from {begin} to {end}{context}: net positivity {net}, usual was {usual}.",
            **values,
        )
    return say(
        "What stood out most is a peak from {begin} to {end}{context}: net positivity {net}, usual was {usual}.",
        **values,
    )


def _clearness(highlight: Highlight) -> float:
    """Return the size of the difference in widths of its own band."""
    return abs(highlight.size) / max(highlight.size_high - highlight.size_low, 1e-9)


def _going_on(view: ClassData, highlight: Highlight) -> list[str]:
    """Return the segment that the moment lies in and the last marker before it, as far as there are any."""
    segment = _segment_of(chosen_segments(view).segments, highlight)
    marker = _last_marker(view, highlight.begin)
    found = [] if segment is None else [say("during “{segment}”", segment=segment.title)]
    # A segment that the marker itself began is already named after it.
    begins_it = segment is not None and marker is not None and segment.begin == marker.marked_at.timestamp()
    if marker is not None and not begins_it:
        words = f"{kind_label(marker.kind)}: {marker.note}" if marker.note else kind_label(marker.kind)
        found.append(say("after “{marker}” at {time}", marker=words, time=view.row.clock.minute(marker.marked_at)))
    return found


def _segment_of(segments: tuple[Segment, ...], highlight: Highlight) -> Segment | None:
    """Return the segment that shares most time with the moment."""

    def shared(segment: Segment) -> float:
        return min(segment.end, highlight.end) - max(segment.begin, highlight.begin)

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
    values = {"faces": faces_words(summary.mean_faces, expected), "expected": expected}
    if summary.coverage is None:
        parts = [say("Seen: {faces} faces on average, of how many was not said", **values)]
    else:
        seen = percent(summary.coverage)
        parts = [say("Seen: {faces} of {expected} faces on average ({coverage})", coverage=seen, **values)]
    if view.row.mode != "participation":
        parts.append(say("enough for a mood {share} of the time", share=percent(summary.mood_share_of_time)))
    return " ".join([f"{'; '.join(parts)}.", *unseen_sentences(summary.unseen, view.row.clock)])
