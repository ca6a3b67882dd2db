import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from monitor.track import MIN_OVERLAP, OverlapTracker, box_overlap
from monitor.types import Box, Face
from tests.monitor.fixtures import face, frame


def test_a_face_that_moves_a_little_keeps_its_track() -> None:
    tracker = OverlapTracker()
    (before,) = tracker.update(frame(0), [face(10)])
    (after,) = tracker.update(frame(1), [face(13)])
    assert after.track_id == before.track_id


def test_two_faces_keep_their_tracks_in_any_order() -> None:
    tracker = OverlapTracker()
    left, right = tracker.update(frame(0), [face(0), face(30)])
    right_again, left_again = tracker.update(frame(1), [face(31), face(1)])
    assert (left_again.track_id, right_again.track_id) == (left.track_id, right.track_id)


def test_a_face_elsewhere_is_another_track() -> None:
    tracker = OverlapTracker()
    (before,) = tracker.update(frame(0), [face(0)])
    (after,) = tracker.update(frame(1), [face(40)])
    assert after.track_id != before.track_id


def test_a_face_that_was_missed_for_a_moment_keeps_its_track() -> None:
    tracker = OverlapTracker()
    (before,) = tracker.update(frame(0), [face(10)])
    assert tracker.update(frame(1), []) == []
    (after,) = tracker.update(frame(2), [face(10)])
    assert after.track_id == before.track_id


def test_a_face_that_was_away_for_long_is_a_new_track() -> None:
    tracker = OverlapTracker()
    (before,) = tracker.update(frame(0), [face(10)])
    assert tracker.update(frame(1), []) == []
    (after,) = tracker.update(frame(4.1), [face(10)])
    assert after.track_id != before.track_id


def test_at_long_frame_intervals_a_face_keeps_its_track_from_frame_to_frame() -> None:
    tracker = OverlapTracker()
    (before,) = tracker.update(frame(0), [face(10)])
    (after,) = tracker.update(frame(10), [face(10)])
    assert after.track_id == before.track_id


def test_after_half_a_minute_without_a_frame_everybody_is_a_new_track() -> None:
    tracker = OverlapTracker()
    (before,) = tracker.update(frame(0), [face(10)])
    (after,) = tracker.update(frame(31), [face(10)])
    assert after.track_id != before.track_id


def test_a_window_of_another_size_restarts_the_tracks() -> None:
    tracker = OverlapTracker()
    (before,) = tracker.update(frame(0, width=64), [face(10)])
    (after,) = tracker.update(frame(1, width=80), [face(10)])
    assert after.track_id != before.track_id


def test_pictures_that_stand_alone_share_no_track() -> None:
    tracker = OverlapTracker()
    (before,) = tracker.update(frame(0, alone=True), [face(10)])
    (after,) = tracker.update(frame(1, alone=True), [face(10)])
    assert after.track_id != before.track_id


def test_no_track_is_given_to_two_faces() -> None:
    tracker = OverlapTracker()
    tracker.update(frame(0), [face(10)])
    both = tracker.update(frame(1), [face(9), face(12)])
    assert len({item.track_id for item in both}) == 2


def test_overlap_is_intersection_over_union() -> None:
    overlap = box_overlap([Box(0, 0, 10, 10)], [Box(5, 0, 10, 10), Box(0, 0, 10, 10), Box(20, 0, 5, 5)])
    assert overlap[0] == pytest.approx(np.array([50 / 150, 1, 0]))


def crowd(places: np.random.Generator, count: int) -> list[Face]:
    """Return faces that overlap their neighbours by chance, on a screen of 2000 pixels."""
    corners, sizes = places.integers(0, 1700, (count, 2)).tolist(), places.integers(200, 400, (count, 2)).tolist()
    return [Face(Box(*corner, *size), 0.99) for corner, size in zip(corners, sizes, strict=True)]


@pytest.mark.parametrize(("before", "after"), [(1, 1), (3, 7), (49, 49), (100, 93)])
def test_a_crowd_is_joined_so_that_all_overlaps_together_are_largest(before: int, after: int) -> None:
    places = np.random.default_rng(before)
    for _ in range(5):
        tracker = OverlapTracker()
        old, new = crowd(places, before), crowd(places, after)
        number_of = {item.track_id: number for number, item in enumerate(tracker.update(frame(0), old))}
        joined = {
            (number_of[item.track_id], number)
            for number, item in enumerate(tracker.update(frame(1), new))
            if item.track_id in number_of
        }
        overlap = box_overlap([face.box for face in old], [face.box for face in new])
        best = zip(*linear_sum_assignment(overlap, maximize=True), strict=True)
        assert joined == {(int(row), int(column)) for row, column in best if overlap[row, column] >= MIN_OVERLAP}
