"""Conversion of the live page's figures to plain values for JSON."""

from dataclasses import asdict, dataclass

from classroom.privacy import coverage
from dashboard.database.read.classes import ClassRow, StatusRow
from dashboard.language.translate import say, say_count
from dashboard.live.headline import Headline, Nudge, seen_now
from dashboard.live.monitor_load import effort_sentence
from dashboard.live.mood_line import MoodLine
from dashboard.snapshot.monitor_state import MonitorState
from dashboard.snapshot.payload import Payload, mood_payload, rounded
from dashboard.statistics.points import Point

EFFORT_FIGURES = (
    "cpu_percent",
    "cpu_percent_allowed",
    "search_seconds",
    "search_seconds_wanted",
    "frame_seconds",
    "frame_seconds_wanted",
)

NOW_FIGURES = (
    "faces",
    "faces_words",
    "coverage",
    "mood",
    "engagement",
    "engagement_low",
    "engagement_high",
    "net_positivity",
)


@dataclass(frozen=True, slots=True)
class Now:
    """The live page's figures of this moment."""

    state: MonitorState
    headline: Headline
    point: Point | None
    last_sample_id: int


def said_first(now: Now) -> str:
    """Return the page's one sentence: the headline, less who is seen where that stands beside it."""
    head = now.headline
    return head.sentence.removesuffix(head.visible).rstrip() if now.state.has_figures else head.sentence


def seen_words(now: Now, row: ClassRow) -> str:
    """Return the words after the number of faces seen; "" without a picture: then the sentence tells of the last."""
    if now.point is None or not now.state.has_figures:
        return ""
    if row.expected_faces:
        return say("of {expected} seen", expected=row.expected_faces)
    return say_count("person seen", "people seen", round(now.point.faces))


def mood_line_payload(line: MoodLine) -> Payload:
    """Return the line of the mood: its SVG paths, the signs of its time axis, and its words."""
    return asdict(line) | {"sentence": line.sentence}


def effort_payload(status: StatusRow | None, row: ClassRow, state: MonitorState) -> Payload:
    """Return the monitor's CPU load, of all cores together, and its frame and search intervals."""
    figures: Payload = {name: rounded(getattr(status, name, None), 2) for name in EFFORT_FIGURES}
    return figures | {"sentence": effort_sentence(status, row, state)}


def nudge_payload(nudge: Nudge | None) -> Payload | None:
    """Return the question that a change raises."""
    return None if nudge is None else {"kind": nudge.kind, "since": nudge.since, "sentence": nudge.sentence}


def now_payload(now: Now, row: ClassRow, status: StatusRow | None) -> Payload:
    """Return the live page's values besides its charts: figures, and the same formatted."""
    point = now.point
    figures: Payload = dict.fromkeys(NOW_FIGURES)
    last_sample = ""
    if point is not None:
        seen = coverage(point.faces, row.expected_faces)
        last_sample = row.clock.axis(point.second)[11:19]
        figures = {
            "faces": int(point.faces),
            "faces_words": seen_now(int(point.faces), row),
            "coverage": rounded(seen, 3),
            "mood": mood_payload(point.mood),
            "engagement": rounded(point.engagement, 1),
            "engagement_low": rounded(point.engagement_low, 1),
            "engagement_high": rounded(point.engagement_high, 1),
            "net_positivity": rounded(point.net_positivity, 2),
        }
    return {
        "sentence": now.headline.sentence,
        "said": said_first(now),
        "seen_words": seen_words(now, row),
        "trend": now.headline.trend,
        "visible": now.headline.visible,
        "no_mood": now.headline.no_mood,
        "nudge": nudge_payload(now.headline.nudge),
        "mood_title": say("Mood now") if now.state.has_figures else say("Last mood"),
        "last_sample": last_sample,
        "frames_dropped": status.frames_dropped if status else None,
        "effort": effort_payload(status, row, now.state),
        **figures,
    }
