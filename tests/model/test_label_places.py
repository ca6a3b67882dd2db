"""Labels find places beside their boxes, and never lie over each other."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from model.label_places import LabelPlace, Rect, place_labels

SIZES = [(90, 16), (60, 13), (30, 13)]


def overlap(one: Rect, other: Rect) -> bool:
    return all(one[axis] < other[axis] + other[axis + 2] and other[axis] < one[axis] + one[axis + 2] for axis in (0, 1))


def assert_apart(places: list[LabelPlace | None], width: int, height: int) -> None:
    rects = [place.rect for place in places if place is not None]
    assert not [pair for pair in combinations(rects, 2) if overlap(*pair)]
    for x, y, label_width, label_height in rects:
        assert x >= 0 and y >= 0 and x + label_width <= width and y + label_height <= height


@settings(max_examples=60, deadline=None)
@given(
    boxes=st.lists(
        st.tuples(st.integers(0, 619), st.integers(0, 459), st.integers(1, 200), st.integers(1, 200)), max_size=40
    )
)
def test_labels_never_overlap_and_never_leave_the_picture(boxes: list[Rect]) -> None:
    assert_apart(place_labels((640, 480), boxes, [SIZES] * len(boxes)), 640, 480)


def test_forty_faces_side_by_side_all_have_their_label() -> None:
    boxes = [(column * 80 + 10, row * 90 + 12, 60, 70) for row in range(4) for column in range(10)]
    places = place_labels((800, 360), boxes, [SIZES] * 40)
    assert None not in places
    assert_apart(places, 800, 360)
    assert all(place.touches(box) for place, box in zip(places, boxes, strict=True) if place is not None)


def test_a_label_stands_above_the_middle_of_its_box_if_it_can() -> None:
    (place,) = place_labels((640, 480), [(100, 100, 90, 60)], [SIZES])
    assert place == LabelPlace((100, 84, 90, 16), 0)


def test_at_the_upper_edge_it_stands_below() -> None:
    (place,) = place_labels((640, 480), [(100, 4, 90, 60)], [SIZES])
    assert place == LabelPlace((100, 64, 90, 16), 0)


def test_it_covers_no_other_face_where_there_is_another_place() -> None:
    boxes = [(100, 100, 90, 60), (100, 30, 90, 68)]
    for place in place_labels((640, 480), boxes, [SIZES] * 2):
        assert place is not None
        assert not any(overlap(place.rect, box) for box in boxes)


def test_where_there_is_little_room_less_is_written_and_at_last_nothing() -> None:
    boxes = [(0, 0, 60, 26)] * 5
    places = place_labels((60, 26), boxes, [SIZES] * 5)
    assert_apart(places, 60, 26)
    assert [place.text for place in places if place is not None] == [1]
    assert place_labels((20, 10), [(0, 0, 20, 10)], [SIZES]) == [None]


def test_a_box_without_words_takes_no_place() -> None:
    assert place_labels((640, 480), [(0, 0, 30, 30)], [[]]) == [None]
