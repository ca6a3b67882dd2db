import cv2
import numpy as np
import numpy.typing as npt

from monitor.classify import FaceClassifier, sharpness
from monitor.types import Box, Face, Frame, TrackedFace
from tests.monitor.fixtures import NINE


class CountingNetwork:
    """Stands for the network where only what is asked of it matters: it counts its calls and answers evenly."""

    model_id = "even"

    def __init__(self) -> None:
        self.batches: list[int] = []

    def probabilities(self, faces: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
        self.batches.append(len(faces))
        return np.full((len(faces), 7), 1 / 7, np.float32)


def picture() -> npt.NDArray[np.uint8]:
    return np.random.default_rng(1).integers(0, 256, (200, 400, 3), np.uint8)


def tracked(track_id: int, x: int, side: int = 48, confidence: float = 1.0) -> TrackedFace:
    return TrackedFace(track_id, Face(Box(x, 20, side, side), confidence))


def test_all_faces_of_a_frame_go_through_the_network_in_one_batch() -> None:
    network = CountingNetwork()
    frame = Frame(0, NINE, picture(), "test")
    observations = FaceClassifier(network).classify(frame, [tracked(i, 50 * i) for i in range(6)])  # type: ignore[arg-type]
    assert network.batches == [6]
    assert [item.track_id for item in observations] == list(range(6))


def test_a_face_too_small_to_be_read_is_left_out_but_the_others_keep_their_tracks() -> None:
    frame = Frame(0, NINE, picture(), "test")
    faces = [tracked(7, 0), tracked(8, 100, side=12), tracked(9, 200)]
    observations = FaceClassifier(CountingNetwork()).classify(frame, faces)  # type: ignore[arg-type]
    assert [item.track_id for item in observations] == [7, 9]


def test_a_blurred_face_is_left_out() -> None:
    blurred = cv2.GaussianBlur(picture(), (0, 0), 12).astype(np.uint8)
    frame = Frame(0, NINE, blurred, "test")
    assert FaceClassifier(CountingNetwork()).classify(frame, [tracked(1, 100)]) == []  # type: ignore[arg-type]


def test_a_smaller_face_counts_less() -> None:
    frame = Frame(0, NINE, picture(), "test")
    faces = [tracked(1, 0, side=48), tracked(2, 100, side=24)]
    large, small = FaceClassifier(CountingNetwork()).classify(frame, faces)  # type: ignore[arg-type]
    assert (large.weight, small.weight) == (1.0, 0.5)


def test_a_doubtful_face_counts_less() -> None:
    frame = Frame(0, NINE, picture(), "test")
    (observation,) = FaceClassifier(CountingNetwork()).classify(frame, [tracked(1, 0, confidence=0.9)])  # type: ignore[arg-type]
    assert observation.weight == 0.9


def test_sharpness_falls_with_blur_and_is_nothing_for_a_plain_patch() -> None:
    sharp = picture()[:48, :48, 0]
    assert sharpness(sharp) > sharpness(cv2.GaussianBlur(sharp, (0, 0), 2).astype(np.uint8)) > 0
    assert sharpness(np.full((48, 48), 90, np.uint8)) == 0
