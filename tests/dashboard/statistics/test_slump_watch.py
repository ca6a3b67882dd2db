"""Lows and highs that are noticed while a class runs, how soon, and when they are over."""

from collections.abc import Callable

import numpy as np
import pytest

from dashboard.database.read.columns import SampleColumns
from dashboard.statistics.slump_watch import Change, noticed_changes
from dashboard.statistics.trend import Trend, trend_of
from tests.dashboard.class_fixtures import CALM, DIP, JOKE, ROW, START, Mood, wavering
from tools.measure_nudges import SIZES, quiet_hours, slumps

BEGAN = START.timestamp()


def taught(seconds: int, mood: Callable[[float], Mood], step: float = 1.0, faces: int = 20) -> SampleColumns:
    times = np.arange(0.0, seconds, step)
    count = np.full(len(times), float(faces))
    shares = np.array([wavering(mood(second), second) for second in times.tolist()])
    numbers = np.arange(1.0, len(times) + 1)
    return SampleColumns(
        numbers, BEGAN + times, count, count, shares, np.full(len(times), 0.7), np.zeros(len(times)), None
    )


def between(begin: float, end: float, mood: Mood) -> Callable[[float], Mood]:
    return lambda second: mood if begin <= second < end else CALM


def steady(_second: float) -> Mood:
    return CALM


def test_in_its_first_minute_a_class_has_just_started() -> None:
    assert trend_of(taught(45, steady), ROW).word == "Just started"


@pytest.mark.parametrize("minutes", [2, 10, 40])
def test_a_class_that_stays_as_it_is_is_steady(minutes: int) -> None:
    assert trend_of(taught(60 * minutes, steady), ROW) == Trend("Steady")


@pytest.mark.parametrize("step", [0.5, 1.0, 2.0, 3.3, 6.0, 10.0])
@pytest.mark.parametrize(("mood", "word", "within"), [(DIP, "Dipped", 25), (JOKE, "Brighter", 60)])
def test_a_change_is_told_soon_whatever_the_pace(step: float, mood: Mood, word: str, within: int) -> None:
    trend = trend_of(taught(600 + within, between(600, 900, mood), step), ROW)
    assert trend.word == word
    assert trend.since is not None
    assert abs(trend.since - BEGAN - 600) <= 20


def test_a_change_that_so_few_faces_show_by_chance_is_steady_and_one_of_many_faces_is_not() -> None:
    slightly: Mood = tuple(0.85 * calm + 0.15 * low for calm, low in zip(CALM, DIP, strict=True))
    words = [trend_of(taught(640, between(600, 900, slightly), faces=faces), ROW).word for faces in (20, 900)]
    assert words == ["Steady", "Dipped"]


def test_a_flicker_is_taken_back_soon_after_it_was_over() -> None:
    (change,) = noticed_changes(taught(900, between(600, 630, DIP)), ROW)
    assert (change.kind, change.noticed - BEGAN < 625) == ("low", True)
    assert change.ended is not None
    assert 630 < change.ended - BEGAN < 670


def test_a_laugh_of_ten_seconds_is_no_high() -> None:
    assert noticed_changes(taught(900, between(600, 610, JOKE)), ROW) == ()


def test_the_end_of_a_low_is_no_high() -> None:
    assert [change.kind for change in noticed_changes(taught(1200, between(600, 800, DIP)), ROW)] == ["low"]


def test_a_level_that_stays_becomes_usual() -> None:
    lower: Mood = tuple(0.5 * calm + 0.5 * low for calm, low in zip(CALM, DIP, strict=True))
    assert trend_of(taught(660, between(600, 9000, lower)), ROW).word == "Dipped"
    assert trend_of(taught(4200, between(600, 9000, lower)), ROW) == Trend("Steady")


def test_what_was_told_is_not_told_otherwise_later() -> None:
    (slump,) = slumps(SIZES[2], 1, 3)
    columns, row = slump.lesson.columns, slump.lesson.row
    whole = noticed_changes(columns, row)
    assert any(slump.begin < change.noticed < slump.end for change in whole)
    for count in range(60, len(columns), 37):
        so_far = noticed_changes(columns.where(np.arange(count)), row)
        now = float(columns.seconds[count - 1])
        known = [one for one in whole if one.noticed <= now]
        assert [(one.kind, one.began, one.noticed) for one in so_far] == [
            (one.kind, one.began, one.noticed) for one in known
        ]
        assert [one.ended for one in so_far] == [_ended_by(one, now) for one in known]


def _ended_by(change: Change, now: float) -> float | None:
    return change.ended if change.ended is not None and change.ended <= now else None


def test_slumps_that_halve_the_smiles_are_noticed_within_25_seconds_by_half() -> None:
    delays = []
    for slump in slumps(SIZES[2], 30, 1):
        lows = [one for one in noticed_changes(slump.lesson.columns, slump.lesson.row) if one.kind == "low"]
        delays.append(min((one.noticed - slump.begin for one in lows if one.noticed > slump.begin), default=np.inf))
    assert np.median(delays) <= 25


def test_a_class_without_events_raises_about_one_question_an_hour() -> None:
    found = [change for lesson in quiet_hours("quiet", 8, 1) for change in noticed_changes(lesson.columns, lesson.row)]
    assert len(found) <= 13  # eight are expected; more than 13 come in one of thirty tries
