"""The line of the live page: where it goes, where it breaks, what is said of it, and how little it moves."""

import re
from collections.abc import Callable
from datetime import timedelta

import numpy as np
import pytest

from dashboard.database.read.columns import SampleColumns
from dashboard.database.read.records import MarkerRow
from dashboard.live.mood_line import HEIGHT, WIDTH, MoodLine, mood_line_of
from dashboard.statistics.mood_change import MOST_POINTS, mood_change
from tests.dashboard.class_fixtures import CALM, DIP, JOKE, ROW, START, Mood

Lesson = Callable[[float], Mood]
BEGIN = START.timestamp()


def calm(_second: float) -> Mood:
    return CALM


def turning(into: Mood, at: float) -> Lesson:
    return lambda second: into if second >= at else CALM


def class_of(
    seconds: int, mood: Lesson = calm, gap: tuple[int, int] = (0, 0), variance: float = 0.0004
) -> SampleColumns:
    """Return a class of 23 faces with a sample a second, but for those from `gap[0]` to before `gap[1]`."""
    moments = np.array([second for second in range(seconds) if not gap[0] <= second < gap[1]], dtype=float)
    count = len(moments)
    return SampleColumns(
        ids=np.arange(1.0, count + 1),
        seconds=BEGIN + moments,
        faces=np.full(count, 23.0),
        usable_faces=np.full(count, 23.0),
        mood=np.array([mood(second) for second in moments]),
        agreement=np.full(count, 0.5),
        frames_dropped=np.zeros(count),
        variances=np.full((count, 2), variance),
    )


def line_of(columns: SampleColumns, *markers: tuple[float, str]) -> MoodLine:
    rows = [
        MarkerRow(id=number, class_session_id=ROW.id, marked_at=START + timedelta(seconds=second), kind=kind, note="")
        for number, (second, kind) in enumerate(markers)
    ]
    return mood_line_of(columns, rows, ROW)


def points(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"[ML]([\d.]+) ([\d.]+)", path)]


@pytest.mark.parametrize(
    ("seconds", "averaged"),
    [(600, "averaged over 30 seconds"), (1200, "averaged over 1 minute"), (2700, "averaged over 2 minutes")],
)
def test_the_longer_the_class_the_longer_the_average(seconds: int, averaged: str) -> None:
    line = line_of(class_of(seconds))
    assert line.averaged == averaged
    assert 20 <= len(points(line.line)) <= MOST_POINTS + 2


def test_the_line_reaches_the_newest_sample_and_begins_at_the_height_of_the_start() -> None:
    line = line_of(class_of(2650, turning(DIP, 2000)))
    drawn = points(line.line)
    assert drawn[0][1] == pytest.approx(HEIGHT / 2, abs=1)
    assert drawn[-1][0] == pytest.approx(2649 / 2700 * WIDTH, abs=0.1)
    assert drawn[-1][1] > HEIGHT * 0.8  # downwards is more negative
    assert line.newest == pytest.approx((drawn[-1][0] / WIDTH * 100, drawn[-1][1] / HEIGHT * 100), abs=0.1)


def test_what_was_drawn_stays_where_it_was_for_minutes() -> None:
    before, after = (points(line_of(class_of(seconds)).line) for seconds in (2420, 2690))
    assert after[: len(before) - 1] == before[:-1]


def test_no_average_reaches_across_a_gap() -> None:
    found = mood_change(class_of(1500, turning(JOKE, 1400), gap=(1300, 1400)), ROW)
    before, after = found.runs(found.change)
    assert found.change[before] == pytest.approx(0, abs=0.001)
    whole = np.array(JOKE) - np.array(CALM)
    assert found.change[after] == pytest.approx(whole[3] - whole[[0, 1, 2, 4]].sum())


@pytest.mark.parametrize(
    ("seconds", "mood", "now"),
    [
        (200, calm, ""),  # still the start
        (900, calm, "about as at the start"),
        (900, turning(DIP, 700), "clearly more negative than at the start"),
        (900, turning(JOKE, 700), "clearly more positive than at the start"),
        (900, turning((0.08, 0.01, 0.08, 0.12, 0.12, 0.04, 0.55), 700), "a little more negative than at the start"),
        (900, turning((0.03, 0.01, 0.03, 0.20, 0.09, 0.04, 0.60), 700), "a little more positive than at the start"),
    ],
)
def test_the_mood_now_is_told_against_the_start(seconds: int, mood: Lesson, now: str) -> None:
    line = line_of(class_of(seconds, mood))
    assert line.now == now
    assert now in line.sentence


def test_without_a_band_nothing_is_judged_and_no_band_is_drawn() -> None:
    line = line_of(class_of(900, turning(DIP, 700), variance=np.nan))
    assert (line.now, line.band) == ("", "")
    assert line.line


def test_markers_have_their_letters_but_where_a_newer_one_is_near() -> None:
    line = line_of(class_of(1000), (200, "question"), (210, "joke"), (700, "quiz"), (2000, "break"))
    assert [(sign.text, sign.at) for sign in line.markers] == [("", 16.67), ("J", 17.5), ("Z", 58.33)]
    assert [sign.words for sign in line.markers] == ["10:03 Question", "10:03 Joke", "10:11 Quiz"]


@pytest.mark.parametrize(("seconds", "times"), [(60, 4), (2700, 4), (4 * 3600, 3)])
def test_a_few_round_times_stand_below(seconds: int, times: int) -> None:
    found = line_of(class_of(seconds)).times
    assert len(found) == times
    assert all(4 <= sign.at <= 96 for sign in found)
