"""Pictures are converted to the network's input."""

import numpy as np
import pytest

from model.preprocess import CROP_SIDE_PER_BOX_HEIGHT, INPUT_SIDE, crop_face, resize_face, to_network_input


def picture_with_column_numbers(height: int = 200, width: int = 200) -> np.ndarray:
    columns = np.broadcast_to(np.arange(width, dtype=np.uint8), (height, width))
    return np.ascontiguousarray(np.repeat(columns[..., None], 3, axis=2))


def test_a_crop_is_grey_and_of_the_networks_size() -> None:
    face = crop_face(picture_with_column_numbers(), (60, 60, 40, 50))
    assert face.shape == (INPUT_SIDE, INPUT_SIDE)
    assert face.dtype == np.uint8


def test_the_square_is_centred_on_the_box_and_scaled_by_its_height() -> None:
    height = 100.0
    face = crop_face(picture_with_column_numbers(), (60, 50, 80, height))
    expected = 100 + CROP_SIDE_PER_BOX_HEIGHT * height * np.array([-0.5, 0.5])
    assert face[:, 0].mean() == pytest.approx(expected[0], abs=2)
    assert face[:, -1].mean() == pytest.approx(expected[1], abs=2)


@pytest.mark.parametrize("box", [(-30, -30, 60, 60), (180, 180, 60, 60), (-500, 10, 40, 40), (0, 0, 900, 900)])
def test_beyond_the_pictures_edge_the_edge_is_repeated(box: tuple[float, float, float, float]) -> None:
    picture = np.full((200, 200, 3), 77, np.uint8)
    assert (crop_face(picture, box) == 77).all()


def test_a_picture_of_one_pixel_gives_a_plain_face() -> None:
    assert (crop_face(np.full((1, 1, 3), 9, np.uint8), (0, 0, 1, 1)) == 9).all()


def test_green_counts_more_than_blue_as_in_grey_pictures() -> None:
    blue, green = np.zeros((2, 60, 60, 3), np.uint8)
    blue[..., 0] = green[..., 1] = 200
    box = (5.0, 5.0, 50.0, 50.0)
    assert crop_face(green, box).mean() > 4 * crop_face(blue, box).mean()


@pytest.mark.parametrize("box", [(10, 10, 0, 20), (10, 10, 20, 0), (10, 10, 20, -5)])
def test_a_box_without_area_is_refused(box: tuple[float, float, float, float]) -> None:
    with pytest.raises(ValueError, match="width and a height"):
        crop_face(picture_with_column_numbers(), box)


def test_shrinking_averages_instead_of_leaving_pixels_out() -> None:
    stripes = np.zeros((192, 192), np.uint8)
    stripes[:, ::2] = 200
    assert resize_face(stripes).std() < 2


def test_faces_reach_the_network_between_0_and_1_with_a_channel() -> None:
    faces = np.array([np.zeros((48, 48)), np.full((48, 48), 255)], np.uint8)
    ready = to_network_input(faces)
    assert ready.shape == (2, 48, 48, 1)
    assert ready.dtype == np.float32
    assert (ready.min(), ready.max()) == (0.0, 1.0)
