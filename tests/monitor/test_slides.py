"""Changes of shared slides are detected: drawn slides, sent through a codec, with moving parts on them."""

import dataclasses
from collections.abc import Iterable
from datetime import datetime

import numpy as np
import pytest

from monitor.slides import Area, SlideWatcher, fingerprint, is_same_slide, part_of
from monitor.types import Frame, ImageBgr
from tests.monitor.drawn_slides import HEIGHT, WIDTH, film, slide, through_a_call, with_pointer, with_tile
from tests.monitor.fixtures import at

WHOLE: Area = (0.0, 0.0, 1.0, 1.0)


def frame_of(picture: ImageBgr, second: float, *, alone: bool = False) -> Frame:
    return Frame(0, at(second), picture, "test", stands_alone=alone)


def changes(pictures: Iterable[ImageBgr], *, every: float = 1.0, area: Area = WHOLE) -> list[float]:
    """Return the seconds at which slide changes are reported, with one frame for each picture."""
    watcher = SlideWatcher(area)
    found = [watcher.observe(frame_of(through_a_call(seen), place * every)) for place, seen in enumerate(pictures)]
    return [(moment - at(0)).total_seconds() for moment in found if moment is not None]


def shown(*numbers: int, frames: int = 8) -> list[ImageBgr]:
    return [slide(number) for number in numbers for _ in range(frames)]


def test_each_slide_that_comes_and_stays_is_a_change_at_the_moment_it_came() -> None:
    assert changes(shown(1, 2, 3, 4, 5)) == [8, 16, 24, 32]


def test_nineteen_of_twenty_changes_of_a_long_lecture_are_found_and_nothing_else() -> None:
    found = changes(shown(*range(60), frames=2), every=4)
    assert set(found) <= {8.0 * place for place in range(1, 60)}
    assert len(found) >= 0.95 * 59


def test_a_pointer_that_moves_over_the_slide_is_no_change() -> None:
    assert changes(with_pointer(slide(1), 30 + 41 * moment, 480 - 23 * moment) for moment in range(20)) == []


def test_the_presenter_s_moving_picture_in_a_corner_is_no_change() -> None:
    assert changes(with_tile(slide(4), moment) for moment in range(40)) == []


def test_a_film_that_never_stands_still_is_no_change_until_the_next_slide() -> None:
    before, after = shown(1, frames=4), shown(3, frames=4)
    assert changes([*before, *(film(moment) for moment in range(30)), *after]) == [34]


def test_a_film_whose_every_scene_stands_still_for_a_while_gives_no_change_each_second() -> None:
    scenes = [film(moment // 2) for moment in range(60)]
    assert len(changes(scenes)) <= 60 / 5


def test_a_slide_that_is_left_at_once_is_no_change() -> None:
    assert changes([*shown(1, frames=5), slide(2), *shown(1, frames=5)]) == []


def test_with_many_frames_a_second_a_slide_still_has_to_stay_for_a_second() -> None:
    flicker = [*shown(1, frames=20), *shown(2, frames=5), *shown(1, frames=20)]
    assert changes(flicker, every=0.1) == []
    assert changes([*shown(1, frames=20), *shown(2, frames=20)], every=0.1) == pytest.approx([2.0])


def test_only_the_slides_area_is_compared() -> None:
    def beside(left: ImageBgr, right: ImageBgr) -> ImageBgr:
        return np.concatenate([left, right], axis=1)

    pictures = [beside(film(moment), slide(1 if moment < 10 else 2)) for moment in range(20)]
    assert changes(pictures, area=(0.5, 0.0, 0.5, 1.0)) == [10]
    assert changes([beside(slide(moment // 5), slide(1)) for moment in range(20)], area=(0.5, 0.0, 0.5, 1.0)) == []


def test_pictures_that_stand_alone_have_no_slides() -> None:
    watcher = SlideWatcher(WHOLE)
    assert [watcher.observe(frame_of(picture, second, alone=True)) for second, picture in enumerate(shown(1, 2))] == [
        None
    ] * 16


@pytest.mark.parametrize("area", [(0.0, 0.0, 1.0, 1.0), (0.99, 0.99, 0.01, 0.01), (0.2, 0.1, 0.05, 0.9)])
def test_every_area_has_a_pixel_at_least(area: Area) -> None:
    for height, width in ((1, 1), (7, 3), (HEIGHT, WIDTH)):
        part = part_of(np.zeros((height, width, 3), np.uint8), area)
        assert part.size > 0
        assert fingerprint(part).shape == (128,)


def test_nothing_larger_than_two_fingerprints_is_remembered() -> None:
    watcher = SlideWatcher(WHOLE)
    for second, picture in enumerate(shown(1, 2, 3)):
        watcher.observe(frame_of(picture, second))
    kept = vars(watcher).values()
    assert all(value is None or isinstance(value, (tuple, datetime, np.ndarray)) for value in kept)
    assert sum(value.nbytes for value in kept if isinstance(value, np.ndarray)) <= 256
    assert not dataclasses.is_dataclass(watcher)


def test_the_same_slide_in_worse_quality_is_the_same_slide() -> None:
    for number in range(20):
        good, bad = (fingerprint(through_a_call(slide(number), quality)) for quality in (90, 35))
        assert is_same_slide(good, bad)
