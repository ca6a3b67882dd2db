import numpy as np
import pytest

from monitor.track import OverlapTracker, box_overlap
from monitor.types import Box
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
