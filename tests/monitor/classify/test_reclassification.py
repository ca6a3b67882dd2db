"""Only faces that changed are classified again; the others keep their last result."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from monitor.classify import RECLASSIFY_AFTER, UNCHANGED_LEVELS, FaceClassifier
from monitor.types import Box, Face, Frame, TrackedFace
from tests.monitor.fixtures import at

Picture = npt.NDArray[np.uint8]

LATER = RECLASSIFY_AFTER.total_seconds()


class TellingNetwork:
    """Fake network whose result is the number of the batch.

    The first batch gets the first emotion, the second the second, and so on.
    """

    model_id = "telling"

    def __init__(self) -> None:
        self.batches: list[Picture] = []

    def probabilities(self, faces: Picture) -> npt.NDArray[np.float32]:
        if len(faces):
            self.batches.append(faces)
        return np.repeat(np.eye(7, dtype=np.float32)[[(len(self.batches) - 1) % 7]], len(faces), axis=0)

    def faces_classified(self) -> list[int]:
        return [len(faces) for faces in self.batches]


@pytest.fixture
def network() -> TellingNetwork:
    return TellingNetwork()


@pytest.fixture
def classifier(network: TellingNetwork) -> FaceClassifier:
    return FaceClassifier(network)  # type: ignore[arg-type]


def picture() -> Picture:
    return np.random.default_rng(1).integers(40, 200, (200, 400, 3), np.uint8)


def lighter(levels: float, people: Sequence[int] = range(8)) -> Picture:
    """Return the picture with these people's squares brighter by so many levels."""
    image = picture().astype(int)
    for person in people:
        image[:, 50 * person : 50 * person + 50] += round(levels)
    return image.astype(np.uint8)


def frame(seconds: float, image_bgr: Picture, *, alone: bool = False) -> Frame:
    return Frame(0, at(seconds), image_bgr, "test", stands_alone=alone)


def tracked(track_id: int, confidence: float = 1.0, x: int | None = None) -> TrackedFace:
    return TrackedFace(track_id, Face(Box(50 * track_id if x is None else x, 20, 48, 48), confidence))


def read(classifier: FaceClassifier, shown: Frame, faces: Sequence[TrackedFace]) -> list[int]:
    """Return the number of the batch, from 1, that each face's result comes from."""
    observations = classifier.classify(shown, faces)
    assert [item.track_id for item in observations] == [item.track_id for item in faces]
    return [int(np.argmax(item.probabilities)) + 1 for item in observations]


CLASS = [tracked(0), tracked(1), tracked(2)]


def test_a_face_whose_pixels_did_not_change_is_not_classified_again(
    classifier: FaceClassifier, network: TellingNetwork
) -> None:
    for seconds in (0, 1, 2, LATER - 0.1):
        assert read(classifier, frame(seconds, picture()), CLASS) == [1, 1, 1]
    assert network.faces_classified() == [3]


def test_noise_is_no_change(classifier: FaceClassifier, network: TellingNetwork) -> None:
    rng = np.random.default_rng(2)
    for seconds in range(4):
        noisy = (picture().astype(int) + rng.integers(-2, 3, (200, 400, 3))).astype(np.uint8)
        read(classifier, frame(seconds, noisy), CLASS)
    assert network.faces_classified() == [3]


def test_only_the_face_that_changed_is_classified_again(classifier: FaceClassifier, network: TellingNetwork) -> None:
    read(classifier, frame(0, picture()), CLASS)
    assert read(classifier, frame(1, lighter(UNCHANGED_LEVELS + 1, [1])), CLASS) == [1, 2, 1]
    assert network.faces_classified() == [3, 1]
    assert network.batches[1].mean() == pytest.approx(network.batches[0][1].mean() + UNCHANGED_LEVELS + 1, abs=0.5)
    assert read(classifier, frame(2, lighter(UNCHANGED_LEVELS + 1, [1])), CLASS) == [1, 2, 1]


def test_slow_change_is_measured_from_the_last_result_and_not_from_the_last_frame(
    classifier: FaceClassifier, network: TellingNetwork
) -> None:
    steps = 4 * int(UNCHANGED_LEVELS)
    batches = [read(classifier, frame(0.1 * step, lighter(step)), CLASS[:1])[0] for step in range(steps + 1)]
    assert batches[0] == 1
    assert batches[-1] >= 4
    assert len(network.batches) < steps


@pytest.mark.parametrize("seconds", [LATER, LATER + 100, -LATER, -3600], ids=str)
def test_after_five_seconds_or_with_a_clock_set_back_everyone_is_classified_again(
    classifier: FaceClassifier, network: TellingNetwork, seconds: float
) -> None:
    assert LATER == 5
    read(classifier, frame(0, picture()), CLASS)
    assert read(classifier, frame(seconds, picture()), CLASS) == [2, 2, 2]
    assert read(classifier, frame(seconds + 1, picture()), CLASS) == [2, 2, 2]
    assert network.faces_classified() == [3, 3]


def test_the_five_seconds_begin_with_a_faces_own_last_result(classifier: FaceClassifier) -> None:
    read(classifier, frame(0, picture()), CLASS)
    changed = lighter(UNCHANGED_LEVELS + 1, [1])
    assert read(classifier, frame(3, changed), CLASS) == [1, 2, 1]
    assert read(classifier, frame(5, changed), CLASS) == [3, 2, 3]
    assert read(classifier, frame(8, changed), CLASS) == [3, 4, 3]


def test_a_new_track_is_classified_even_where_another_one_was(
    classifier: FaceClassifier, network: TellingNetwork
) -> None:
    read(classifier, frame(0, picture()), CLASS)
    assert read(classifier, frame(1, picture()), [*CLASS[:2], tracked(9, x=100)]) == [1, 1, 2]
    assert network.faces_classified() == [3, 1]


def test_in_a_picture_that_stands_alone_everyone_is_classified(
    classifier: FaceClassifier, network: TellingNetwork
) -> None:
    read(classifier, frame(0, picture(), alone=True), CLASS)
    assert read(classifier, frame(1, picture(), alone=True), CLASS) == [2, 2, 2]
    assert network.faces_classified() == [3, 3]


def test_a_face_that_moved_with_its_box_keeps_its_result(classifier: FaceClassifier, network: TellingNetwork) -> None:
    read(classifier, frame(0, picture()), CLASS)
    moved = [tracked(person, x=50 * person + 7) for person in range(3)]
    assert read(classifier, frame(1, np.roll(picture(), 7, axis=1)), moved) == [1, 1, 1]
    assert network.faces_classified() == [3]


def test_the_reading_carries_the_new_time_and_the_new_weight(classifier: FaceClassifier) -> None:
    (first,) = classifier.classify(frame(0, picture()), [tracked(0, confidence=0.95)])
    (second,) = classifier.classify(frame(2, picture()), [tracked(0, confidence=0.9)])
    assert second.probabilities == first.probabilities
    assert (first.captured_at, first.weight) == (at(0), 0.95)
    assert (second.captured_at, second.weight) == (at(2), 0.9)


def test_a_face_that_can_no_longer_be_read_has_no_reading_left_over(
    classifier: FaceClassifier, network: TellingNetwork
) -> None:
    read(classifier, frame(0, picture()), CLASS)
    blurred = picture()
    blurred[:, 50:100] = 90
    observations = classifier.classify(frame(1, blurred), CLASS)
    assert [item.track_id for item in observations] == [0, 2]
    assert read(classifier, frame(2, picture()), CLASS) == [1, 2, 1]


def test_tracks_that_ended_are_forgotten(classifier: FaceClassifier, network: TellingNetwork) -> None:
    read(classifier, frame(0, picture()), CLASS)
    read(classifier, frame(1, picture()), CLASS[:1])
    assert read(classifier, frame(2, picture()), CLASS) == [1, 2, 2]
    for number in range(3, 200):
        classifier.classify(frame(2 + number / 100, picture()), [tracked(number, x=0)])
    assert list(classifier._last_results) == [199]
    assert classifier.classify(frame(5, picture()), []) == []
    assert not classifier._last_results


def test_a_later_change_of_the_picture_does_not_alter_the_last_result(classifier: FaceClassifier) -> None:
    image = picture()
    read(classifier, frame(0, image), CLASS)
    image[:] = lighter(UNCHANGED_LEVELS + 5)
    assert read(classifier, frame(1, image), CLASS) == [2, 2, 2]
