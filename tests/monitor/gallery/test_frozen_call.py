"""A call in which nothing moves has frozen, and is never an empty class."""

from contextlib import suppress

import pytest

from monitor.errors import SourceBlind
from monitor.gallery.selector import GallerySelector
from monitor.types import Face
from tests.monitor.gallery.fixtures import call, frame_of, true_faces


def test_a_call_in_which_nothing_moves_counts_nobody_and_is_said_to_have_frozen_after_20_seconds() -> None:
    still = call("zoom", 9).draw(0.0)
    selector = GallerySelector()
    for second in range(20):
        frame = selector.prepare(frame_of(still.image_bgr, second))
        assert selector.select(frame, true_faces(still)) is None
    frame = selector.prepare(frame_of(still.image_bgr, 20))
    with pytest.raises(SourceBlind, match="Nothing moves"):
        selector.select(frame, true_faces(still))

    counted: list[Face] | None = None
    for second in range(21, 32):
        moved = call("zoom", 9).draw(float(second))
        with suppress(SourceBlind):  # some seconds pass until it is known again who lives
            counted = selector.select(selector.prepare(frame_of(moved.image_bgr, second)), true_faces(moved))
    assert counted, "it moves again"
