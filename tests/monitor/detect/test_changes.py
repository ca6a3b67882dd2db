"""What counts as changed from one picture to the next, and the parts of the picture that are searched for it."""

import numpy as np
import pytest
from numpy.typing import NDArray

from monitor.detect.changes import (
    CELL_PX,
    CHANGED_LEVELS,
    CellChanges,
    Cells,
    Rectangle,
    any_within,
    rectangles_around,
    set_within,
)

Picture = NDArray[np.uint8]


def picture(height: int = 90, width: int = 160) -> Picture:
    return np.random.default_rng(1).integers(40, 200, (height, width, 3), np.uint8)


def changed(before: Picture, after: Picture) -> Cells:
    changes = CellChanges()
    assert changes.since_last(before) is None
    cells = changes.since_last(after)
    assert cells is not None
    return cells


def no_cells(rows: int = 11, columns: int = 20) -> Cells:
    return np.zeros((rows, columns), np.bool_)


def covered(rectangles: list[Rectangle], size_wh: tuple[int, int]) -> NDArray[np.bool_]:
    """Return which pixels lie in a rectangle, bool (height, width)."""
    pixels = np.zeros(size_wh[::-1], np.bool_)
    for left, top, width, height in rectangles:
        pixels[top : top + height, left : left + width] = True
    return pixels


def test_the_first_picture_has_nothing_to_be_compared_with() -> None:
    changes = CellChanges()
    assert changes.since_last(picture()) is None
    assert changes.since_last(picture()) is not None
    changes.forget()
    assert changes.since_last(picture()) is None


def test_a_picture_of_another_size_is_a_first_one() -> None:
    changes = CellChanges()
    changes.since_last(picture(90, 160))
    assert changes.since_last(picture(90, 176)) is None
    assert changes.since_last(picture(98, 176)) is None
    assert changes.since_last(picture(98, 176)) is not None


def test_the_same_picture_has_not_changed() -> None:
    cells = changed(picture(), picture())
    assert cells.shape == (90 // CELL_PX, 160 // CELL_PX)
    assert cells.dtype == np.bool_
    assert not cells.any()


@pytest.mark.parametrize("seed", [2, 3, 4])
def test_noise_of_two_levels_changes_nothing(seed: int) -> None:
    noise = np.random.default_rng(seed).integers(-2, 3, (90, 160, 3))
    assert not changed(picture(), (picture().astype(int) + noise).astype(np.uint8)).any()


@pytest.mark.parametrize("levels", [-CHANGED_LEVELS, CHANGED_LEVELS])
def test_a_flicker_up_to_the_limit_changes_nothing_and_one_beyond_it_everything(levels: int) -> None:
    assert not changed(picture(), (picture().astype(int) + levels).astype(np.uint8)).any()
    beyond = levels + (2 if levels > 0 else -2)
    assert changed(picture(), (picture().astype(int) + beyond).astype(np.uint8)).all()


def test_light_that_falls_from_white_to_black_does_not_wrap_round() -> None:
    white, black = np.full((90, 160, 3), 255, np.uint8), np.zeros((90, 160, 3), np.uint8)
    assert changed(white, black).all()
    assert changed(black, white).all()


def test_a_new_tile_changes_its_own_cells_alone() -> None:
    after = picture()
    after[24:48, 40:80] = 20
    expected = no_cells()
    expected[3:6, 5:10] = True
    assert np.array_equal(changed(picture(), after), expected)


def test_a_change_is_seen_once_and_then_known() -> None:
    changes = CellChanges()
    after = picture()
    after[24:48, 40:80] = 20
    seen = [changes.since_last(image) for image in (picture(), after, after)]
    assert [cells is not None and bool(cells.any()) for cells in seen] == [False, True, False]


@pytest.mark.parametrize("shape", [(1, 1), (7, 160), (90, 7), (7, 7), (8, 8), (9, 15)])
def test_a_picture_smaller_than_a_cell_has_no_cells_and_nothing_to_search(shape: tuple[int, int]) -> None:
    cells = changed(np.zeros((*shape, 3), np.uint8), np.full((*shape, 3), 200, np.uint8))
    assert cells.shape == (shape[0] // CELL_PX, shape[1] // CELL_PX)
    whole = [] if cells.size == 0 else [(0, 0, 8, 8)]
    assert rectangles_around(cells, 20, (shape[1], shape[0])) == whole
    assert not any_within(no_cells(*cells.shape), (0, 0, 5, 5))


@pytest.mark.parametrize(
    ("box", "rows", "columns"),
    [
        ((8, 16, 15.9, 23.9), slice(2, 3), slice(1, 2)),
        ((7.9, 15.9, 16, 24), slice(1, 4), slice(0, 3)),
        ((-30, -30, 3, 3), slice(0, 1), slice(0, 1)),
        ((150, 80, 400, 400), slice(10, 11), slice(18, 20)),
        ((-1e4, -1e4, 1e4, 1e4), slice(0, 11), slice(0, 20)),
    ],
)
def test_a_box_touches_the_cells_that_it_lies_in(
    box: tuple[float, float, float, float], rows: slice, columns: slice
) -> None:
    cells, expected = no_cells(), no_cells()
    expected[rows, columns] = True
    assert not any_within(cells, box)
    set_within(cells, [box], value=True)
    assert np.array_equal(cells, expected)
    assert any_within(cells, box)
    assert not any_within(~expected, box)
    set_within(cells, [box], value=False)
    assert not cells.any()


@pytest.mark.parametrize("margin_px", [0, 1, 8, 20])
@pytest.mark.parametrize("size_wh", [(160, 88), (167, 95)])
def test_rectangles_lie_inside_the_picture_and_cover_the_cells_with_their_margin(
    margin_px: int, size_wh: tuple[int, int]
) -> None:
    rng = np.random.default_rng(margin_px)
    for share in (0.005, 0.02, 0.2, 1.0):
        cells = rng.random((11, 20)) < share
        rectangles = rectangles_around(cells, margin_px, size_wh)
        for left, top, width, height in rectangles:
            assert left >= 0 and top >= 0 and width > 0 and height > 0
            assert left + width <= size_wh[0] and top + height <= size_wh[1]
        pixels = covered(rectangles, size_wh)
        for row, column in np.argwhere(cells) * CELL_PX:
            around = pixels[
                max(row - margin_px, 0) : min(row + CELL_PX + margin_px, 88),
                max(column - margin_px, 0) : min(column + CELL_PX + margin_px, 160),
            ]
            assert around.all()


def test_far_cells_have_rectangles_of_their_own_and_neighbours_share_one() -> None:
    cells = no_cells()
    cells[1, 1] = cells[9, 18] = True
    assert rectangles_around(cells, 8, (160, 88)) == [(0, 0, 24, 24), (136, 64, 24, 24)]
    cells[1, 4] = True
    assert rectangles_around(cells, 8, (160, 88)) == [(0, 0, 48, 24), (136, 64, 24, 24)]
    cells[1, 4], cells[4, 4] = False, True
    assert rectangles_around(cells, 8, (160, 88)) == [(0, 0, 48, 48), (136, 64, 24, 24)]


def test_nothing_set_needs_no_rectangle() -> None:
    assert rectangles_around(no_cells(), 20, (160, 88)) == []


def test_the_cells_are_left_as_they_were() -> None:
    cells = no_cells()
    cells[3, 3] = True
    before = cells.copy()
    rectangles_around(cells, 20, (160, 88))
    assert np.array_equal(cells, before)
