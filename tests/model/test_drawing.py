"""Boxes and labels are drawn onto pictures."""

import cv2
import numpy as np
import pytest

from classroom.emotion_colours import EMOTION_COLOURS
from classroom.emotions import HAPPY, SAD
from model.drawing import COLOURS_BGR, UNREAD_BGR, ImageBgr, LabelledBox, draw_boxes, emotion_box, fit_into, unread_box

GREEN = (0, 200, 0)
RED = (0, 0, 200)


def picture(height: int = 240, width: int = 320) -> ImageBgr:
    return np.zeros((height, width, 3), np.uint8)


def pixels_of(image_bgr: ImageBgr, colour: tuple[int, int, int]) -> int:
    return int((image_bgr == np.array(colour, np.uint8)).all(axis=2).sum())


def probabilities(emotion: int, share: float = 0.64) -> tuple[float, ...]:
    shares = [(1 - share) / 6] * 7
    shares[emotion] = share
    return tuple(shares)


def test_the_strongest_emotion_gives_colour_and_words() -> None:
    box = emotion_box((1, 2, 30, 40), probabilities(SAD))
    assert box == LabelledBox((1, 2, 30, 40), COLOURS_BGR[SAD], "sad 64%")


def test_the_outline_lies_on_the_boxs_edge_and_nothing_is_drawn_inside() -> None:
    drawn = draw_boxes(picture(), [LabelledBox((100, 80, 60, 50), GREEN)])
    rows, columns = np.nonzero(drawn.any(axis=2))
    assert abs(rows.min() - 80) <= 1 and abs(rows.max() - 129) <= 1
    assert abs(columns.min() - 100) <= 1 and abs(columns.max() - 159) <= 1
    assert not drawn[85:125, 105:155].any()


def test_the_picture_that_came_is_left_as_it_was() -> None:
    image = picture()
    drawn = draw_boxes(image, [emotion_box((100, 80, 60, 50), probabilities(HAPPY))])
    assert not image.any()
    assert drawn.shape == image.shape and drawn.any()


def test_no_neighbours_box_runs_through_a_label() -> None:
    labelled = LabelledBox((0, 0, 320, 240), GREEN, "happy 64%")
    neighbour = LabelledBox((100, 2, 110, 200), RED)
    strip = draw_boxes(picture(), [labelled])[3:30, 100:220]
    for order in ([labelled, neighbour], [neighbour, labelled]):
        drawn = draw_boxes(picture(), order)
        moved = cv2.matchTemplate(drawn, strip[5:20, 30:80], cv2.TM_SQDIFF)
        assert moved.min() == 0, "the words are whole wherever they stand"


def test_colours_are_those_of_the_charts() -> None:
    assert COLOURS_BGR[SAD] == (0xB2, 0x72, 0x00)
    assert {f"#{red:02X}{green:02X}{blue:02X}" for blue, green, red in COLOURS_BGR.values()} == set(
        EMOTION_COLOURS.values()
    )


def test_a_label_that_had_to_go_far_has_a_line_to_its_box() -> None:
    crowded = [LabelledBox((100, 100, 60, 60), RED, "happy 64%")] * 14
    drawn = draw_boxes(picture(), crowded)
    assert pixels_of(drawn, (20, 20, 20)) > 100


def test_boxes_without_words_lie_under_those_with_words() -> None:
    read, unread = LabelledBox((100, 80, 60, 60), GREEN, "happy 64%"), unread_box((100, 80, 60, 60))
    for order in ([read, unread], [unread, read]):
        assert pixels_of(draw_boxes(picture(), order), UNREAD_BGR) == 0


@pytest.mark.parametrize("box", [(0, 0, 40, 40), (280, 200, 40, 40), (0, 0, 320, 240), (319, 239, 1, 1)])
def test_labels_stay_inside_the_picture(box: tuple[int, int, int, int]) -> None:
    drawn = draw_boxes(picture(), [LabelledBox(box, GREEN, "happy 64%")])
    # The strip under the words alone has some seven hundred pixels.
    assert pixels_of(drawn, GREEN) > 400


@pytest.mark.parametrize(("emotion", "is_dark"), [(HAPPY, True), (SAD, False)])
def test_words_are_dark_on_light_colours_and_light_on_dark_ones(emotion: int, is_dark: bool) -> None:
    ground = int(sum(COLOURS_BGR[emotion]))
    drawn = draw_boxes(picture(), [LabelledBox((100, 80, 90, 90), COLOURS_BGR[emotion], "neutral")])
    light = drawn[66:76, 125:165].sum(axis=2)
    assert (light.min() < ground - 200, light.max() > ground + 200) == (is_dark, not is_dark)


def test_a_picture_is_fitted_without_changing_its_shape() -> None:
    wide = np.full((100, 400, 3), 255, np.uint8)
    fitted = fit_into(wide, 200, 200)
    assert fitted.shape == (200, 200, 3)
    assert fitted[75:125].all() and not fitted[:70].any() and not fitted[130:].any()
    assert fit_into(wide, 400, 100) is wide


@pytest.mark.parametrize(("box", "colour"), [((0, 0, 0, 5), GREEN), ((0, 0, 5, 0), GREEN), ((0, 0, 5, 5), (0, 0, 256))])
def test_a_box_that_cannot_be_drawn_is_refused(box: tuple[int, int, int, int], colour: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="not"):
        LabelledBox(box, colour)
