"""Seen is people and time: what is missing lowers it, a pause does not, and 100 % means that nothing is missing."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pytest

from dashboard.database.read.columns import Floats
from dashboard.database.read.records import UnseenRow
from dashboard.language.numbers import percent
from dashboard.statistics.seen import SeenTime, faces_seen, seen_time
from tests.dashboard.class_fixtures import ROW, START

BEGAN = START.timestamp()
Gaps = Sequence[tuple[float, float]]


def at(second: float) -> datetime:
    return START + timedelta(seconds=second)


def seconds_of(length: int, gaps: Gaps = (), every: float = 1.0) -> Floats:
    seconds = np.arange(0.0, length + every / 2, every)
    for begin, end in gaps:
        seconds = seconds[(seconds <= begin) | (seconds >= end)]
    return BEGAN + seconds


def seen(
    seconds: Floats,
    length: float,
    faces: Callable[[Floats], Floats] = lambda seconds: np.full(len(seconds), 25.0),
    excluded: Gaps = (),
    reasons: Sequence[UnseenRow] = (),
    **values: Any,  # noqa: ANN401 - columns of the class
) -> SeenTime:
    of_class: dict[str, Any] = {"expected_faces": 25, "ended_at": at(length), "status": "finished"}
    row = replace(ROW, **of_class | values)
    left_out = [(BEGAN + begin, BEGAN + end) for begin, end in excluded]
    for begin, end in left_out:
        seconds = seconds[(seconds < begin) | (seconds >= end)]
    return seen_time(seconds, faces(seconds), np.ones(len(seconds), dtype=bool), row, left_out, reasons)


def share(time: SeenTime) -> float:
    return float(time.whole().share[0])


def spans(time: SeenTime) -> list[tuple[float, float, str]]:
    return [(round(span.begin - BEGAN, 3), round(span.end - BEGAN, 3), span.reason) for span in time.spans]


def test_twenty_seconds_missing_of_four_minutes_are_missing_with_their_times_and_reason() -> None:
    black = UnseenRow(1, at(100), at(121), "picture_black")
    time = seen(seconds_of(240, [(100, 121)]), 240, reasons=[black])
    assert spans(time) == [(101, 121, "picture_black")]
    assert share(time) == pytest.approx(220 / 240)
    assert float(time.whole().mood_share[0]) == pytest.approx(220 / 240)
    assert float(time.whole().faces[0]) == pytest.approx(25 * 220 / 240)


def test_all_is_said_only_where_nobody_is_missing_for_no_moment() -> None:
    assert share(seen(seconds_of(3000), 3000)) == 1.0

    def one_missing_once(seconds: Floats) -> Floats:
        faces = np.full(len(seconds), 25.0)
        faces[7] = 24
        return faces

    found = share(seen(seconds_of(3000), 3000, one_missing_once))
    assert found == 0.999
    assert percent(found) == "99\N{NO-BREAK SPACE}%"


def test_more_faces_than_expected_do_not_make_up_for_a_time_with_fewer() -> None:
    time = seen(seconds_of(100), 100, lambda seconds: np.where(seconds - BEGAN < 50, 20.0, 30.0))
    assert share(time) == pytest.approx(0.9, abs=0.005)


def test_a_pause_lowers_what_is_to_be_seen_and_is_no_time_in_which_nothing_was_seen() -> None:
    time = seen(seconds_of(600, [(100, 400)]), 600, excluded=[(100.4, 399.5)])
    assert spans(time) == []
    assert share(time) == 1.0


def test_a_silence_after_a_pause_is_counted_without_the_pause() -> None:
    time = seen(seconds_of(600, [(100, 431)]), 600, excluded=[(100, 400)])
    assert spans(time) == [(400, 431, "")]
    assert share(time) == pytest.approx(269 / 300)


def test_ranges_that_overlap_are_left_out_once() -> None:
    kept = seconds_of(600)
    kept = kept[(kept < BEGAN + 100) | (kept >= BEGAN + 300)]
    time = seen(kept, 600, excluded=[(100, 250), (200, 300)])
    assert spans(time) == []
    assert share(time) == 1.0


@pytest.mark.parametrize("length", [3, 4.5])
def test_a_silence_too_short_to_be_a_gap_is_none(length: float) -> None:
    time = seen(seconds_of(240, [(100, 100 + length)]), 240)
    assert spans(time) == []
    assert share(time) == 1.0


def test_a_slow_monitor_misses_nothing_between_its_samples() -> None:
    assert share(seen(seconds_of(600, every=10.0), 600)) == 1.0


def test_nothing_seen_at_the_beginning_and_at_the_end_is_missing_too() -> None:
    seconds = seconds_of(240)
    time = seen(seconds[(seconds >= BEGAN + 31) & (seconds <= BEGAN + 200)], 240)
    assert spans(time) == [(0, 31, ""), (201, 240, "")]
    assert share(time) == pytest.approx(170 / 240)


def test_the_reason_that_held_longest_is_named_and_none_that_hardly_held() -> None:
    seconds = seconds_of(600, [(100, 201), (300, 401)])
    reasons = [
        UnseenRow(1, at(100), at(120), "picture_black"),
        UnseenRow(2, at(120), at(200), "window_closed"),
        UnseenRow(3, at(300), at(310), "picture_black"),
    ]
    assert [reason for *_, reason in spans(seen(seconds, 600, reasons=reasons))] == ["window_closed", ""]


def test_parts_of_a_class_add_up_to_the_whole() -> None:
    time = seen(seconds_of(600, [(100, 201)]), 600, lambda seconds: 20 + (seconds - BEGAN) % 5)
    edges = BEGAN + np.array([0.0, 37.5, 150.0, 300.0, 600.0])
    parts = time.between(edges[:-1], edges[1:])
    assert parts.faces @ np.diff(edges) == pytest.approx(600 * time.whole().faces[0])
    beyond = time.between(np.array([BEGAN + 700]), np.array([BEGAN + 800]))
    assert np.isnan(beyond.share[0])


def test_without_an_expected_number_there_is_no_share() -> None:
    time = seen(seconds_of(240, [(100, 121)]), 240, expected_faces=None)
    assert np.isnan(time.whole().share[0])
    assert float(time.whole().faces[0]) == pytest.approx(25 * 220 / 240)


def test_pictures_that_stand_alone_have_no_time_between_them() -> None:
    seconds = BEGAN + np.array([0.0, 3600.0, 7200.0])
    time = seen(seconds, 7200, lambda _seconds: np.array([25.0, 20.0, 15.0]), source="folder:pictures")
    assert spans(time) == []
    assert share(time) == pytest.approx(20 / 25)
    first = time.between(seconds[:1], seconds[1:2])
    assert first.share[0] == 1.0


def test_a_time_without_a_face_is_one_in_which_nothing_was_seen_and_counts_once() -> None:
    def covered(seconds: Floats) -> Floats:
        return np.where((seconds >= BEGAN + 100) & (seconds < BEGAN + 120), 0.0, 25.0)

    time = seen(seconds_of(240), 240, covered)
    assert spans(time) == [(100, 120, "no_faces")]
    assert share(time) == pytest.approx(220 / 240)
    reasons = [UnseenRow(1, at(100), at(121), "window_covered")]
    assert spans(seen(seconds_of(240), 240, covered, reasons=reasons)) == [(100, 120, "window_covered")]
    assert spans(seen(seconds_of(240), 240, covered, excluded=[(90, 130)])) == []


def test_a_window_that_was_covered_first_and_then_minimised_is_two_times_with_two_reasons() -> None:
    reasons = [UnseenRow(1, at(100), at(110), "window_covered"), UnseenRow(2, at(110), at(130), "window_minimised")]
    time = seen(
        seconds_of(240, [(109, 130)]),
        240,
        lambda seconds: np.where((seconds >= BEGAN + 100) & (seconds < BEGAN + 110), 0.0, 25.0),
        reasons=reasons,
    )
    assert spans(time) == [(100, 110, "window_covered"), (110, 130, "window_minimised")]


def test_a_class_without_samples_shows_all_of_its_time_as_unseen() -> None:
    time = seen(np.empty(0), 240)
    assert spans(time) == [(0, 240, "")]


def test_the_list_counts_as_the_class_does() -> None:
    seconds = seconds_of(600, [(300, 331)])
    row = replace(ROW, expected_faces=25, ended_at=at(600), status="finished")
    excluded = [(at(100), at(200))]
    kept = seconds[(seconds < BEGAN + 100) | (seconds >= BEGAN + 200)]
    assert faces_seen(row, seconds, np.full(len(seconds), 24.0), excluded)[1] == pytest.approx(
        share(seen(kept, 600, lambda seconds: np.full(len(seconds), 24.0), excluded=[(100, 200)]))
    )
    assert faces_seen(row, np.empty(0), np.empty(0), ()) == (None, None)
