"""The headline of the live page, and the question that a change of the mood raises."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal

import numpy as np

from classroom.choices import Nudges
from classroom.privacy import is_near_minimum, mood_may_be_shown
from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import SampleColumns
from dashboard.language.seen_words import size_words
from dashboard.language.translate import say, say_count
from dashboard.snapshot.monitor_state import MonitorState
from dashboard.statistics.time_series import Moments
from dashboard.statistics.trend import Trend, trend_of

SELDOM_SECONDS: Final = 180.0
"""For how long a change holds before it becomes a question where these are to be seldom."""


@dataclass(frozen=True, slots=True)
class Nudge:
    """A question to the teacher about a change that lasts: its `kind`, since when (seconds), and the words."""

    kind: Literal["dipped", "brighter"]
    since: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Headline:
    """The headline of the live page: its sentence, the trend in words, and why there is no mood, if there is none."""

    sentence: str
    trend: str
    visible: str
    no_mood: str
    nudge: Nudge | None = None


def headline_of(
    row: ClassRow, state: MonitorState, columns: SampleColumns, moments: Moments, nudges: Nudges = "usual"
) -> Headline:
    """Return the headline of the last sample; without new samples, since when there are none."""
    if not len(columns):
        return Headline(say("Waiting for the first sample."), "", "", say("No sample yet."))
    visible = _visible(int(columns.faces[-1]), row)
    has_mood = bool(np.isfinite(moments.mood[-1, 0]))
    if not state.is_running:
        sentence = say("The class is over. At its end, {visible}", visible=visible)
        return Headline(sentence, "", visible, "" if has_mood else say("No class mood at its end."))
    if not state.has_figures:
        since = row.clock.minute(datetime.fromtimestamp(float(columns.seconds[-1]), UTC))
        sentence = say("No figures since {time}. Before that, {visible}", time=since, visible=visible)
        return Headline(sentence, "", visible, "" if has_mood else _why_no_mood(row, columns))
    if row.mode == "participation":
        return Headline(
            f"{_counted(int(columns.faces[-1]), row.expected_faces)} {visible}", "", visible, _why_no_mood(row, columns)
        )
    # Half a minute's mean outlasts the faces it is of: what is said now is said of a class that is seen now.
    if not has_mood or not mood_may_be_shown(float(columns.faces[-1]), row.expected_faces):
        reason = _why_no_mood(row, columns)
        return Headline(f"{reason} {visible}", "", visible, reason)
    trend = trend_of(columns, row)
    words = _trend_words(trend, row)
    return Headline(f"{words}. {visible}", words, visible, "", _nudge(trend, row, float(columns.seconds[-1]), nudges))


def seen_now(faces: int, row: ClassRow) -> str:
    """Return the number of people in view as it may be said: rounded where it could tell something of one of them."""
    return str(faces) if row.mode == "participation" else size_words(faces, row.min_group_size, row.expected_faces)


def _visible(faces: int, row: ClassRow) -> str:
    words = seen_now(faces, row)
    if row.expected_faces:
        return say("{faces} of {expected} visible.", faces=words, expected=row.expected_faces)
    return say_count("{number} face visible.", "{number} faces visible.", faces, number=words)


def _counted(faces: int, expected: int | None) -> str:
    """Return who is there in words, for a class of which nothing else is known."""
    if not expected:
        return say("Counted are the people in view.")
    if faces >= expected:
        return say("Everybody expected is in view.")
    return say_count("{count} person is not in view.", "{count} people are not in view.", expected - faces)


def _why_no_mood(row: ClassRow, columns: SampleColumns) -> str:
    if row.mode == "participation":
        return say("Participation only: no emotions are read.")
    if not mood_may_be_shown(float(columns.faces[-1]), row.expected_faces):
        return _too_few_seen()
    usable = int(columns.usable_faces[-1])
    if is_near_minimum(usable, row.min_group_size):
        return say("So small a group has a mood once nobody has come or gone for half a minute.")
    if usable >= row.min_group_size:
        return say("Not long enough in view for a class mood.")
    return say(
        "Too few faces for a class mood ({usable} of at least {needed}).", usable=usable, needed=row.min_group_size
    )


def _too_few_seen() -> str:
    return say("Not enough seen to tell: fewer than half of the class.")


def _trend_words(trend: Trend, row: ClassRow) -> str:
    """Return the trend's word, and since when where something changed."""
    since = None if trend.since is None else _minute(trend.since, row)
    if trend.word == "Brighter":
        return say("Brighter since {time}", time=since)
    if trend.word == "Dipped":
        return say("Dipped since {time}", time=since)
    return say("Steady") if trend.word == "Steady" else say("Just started")


def _nudge(trend: Trend, row: ClassRow, now: float, nudges: Nudges) -> Nudge | None:
    """Return the question that a change raises; none while the class is steady, or none is wanted (yet)."""
    if trend.since is None or nudges == "never" or (nudges == "seldom" and now - trend.since < SELDOM_SECONDS):
        return None
    since = _minute(trend.since, row)
    if trend.word == "Dipped":
        return Nudge("dipped", trend.since, say("Mood has dipped since {time}. Check understanding?", time=since))
    sentence = say("The mood has brightened since {time}. Worth noting what you did?", time=since)
    return Nudge("brighter", trend.since, sentence)


def _minute(second: float, row: ClassRow) -> str:
    return row.clock.minute(datetime.fromtimestamp(second, UTC))
