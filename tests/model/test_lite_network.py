"""LiteRT runs networks made of small TensorFlow functions: output order, allocation, failures."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from model.errors import ModelFileError
from model.faces.networks import FOLDER
from model.lite_conversion import convert
from model.lite_network import LiteNetwork

OUTPUTS = 12


@pytest.fixture(scope="module")
def multiples() -> bytes:
    """Return a network with twelve outputs: its numbers times 0, 1, 2 and so on."""
    import tensorflow as tf

    def answer(numbers: Any) -> Sequence[Any]:  # noqa: ANN401 - TensorFlow has no types
        return [tf.cast(numbers, tf.float32) * factor for factor in range(OUTPUTS)]

    return convert(answer, (None, 2), "uint8")


@pytest.fixture
def network(multiples: bytes) -> LiteNetwork:
    return LiteNetwork(multiples, 1, where="multiples.tflite")


def numbers(count: int) -> NDArray[np.uint8]:
    return np.arange(2 * count, dtype=np.uint8).reshape(count, 2)


def test_the_answers_keep_their_order_even_if_there_are_more_than_ten(network: LiteNetwork) -> None:
    answers = network(numbers(1))
    assert [float(answer[0, 1]) for answer in answers] == list(range(OUTPUTS))


def test_batches_of_any_size_follow_each_other(network: LiteNetwork) -> None:
    for count in (1, 5, 64, 5, 1):
        answers = network(numbers(count))
        assert len(answers) == OUTPUTS
        for factor, answer in enumerate(answers):
            assert answer.dtype == np.float32
            assert np.array_equal(answer, numbers(count).astype(np.float32) * factor)


def test_an_answer_stays_as_it_was_when_the_next_batch_comes(network: LiteNetwork) -> None:
    first = network(numbers(3))[1]
    network(np.zeros((3, 2), np.uint8))
    assert np.array_equal(first, numbers(3))


@pytest.mark.parametrize(
    "wrong",
    [np.zeros((3, 24, 24, 3), np.float32), np.zeros((0, 24, 24, 3), np.uint8), np.zeros((3, 20, 20, 3), np.uint8)],
    ids=["another type", "nothing", "too small"],
)
def test_after_a_batch_that_fails_the_next_one_is_answered_as_before(wrong: NDArray[Any]) -> None:
    network = LiteNetwork((FOLDER / "rnet.tflite").read_bytes(), 1, where="rnet.tflite")
    patches = np.random.default_rng(1).integers(0, 256, (3, 24, 24, 3), np.uint8)
    before = network(patches)
    with pytest.raises((RuntimeError, ValueError)):
        network(wrong)
    for answer, expected in zip(network(patches), before, strict=True):
        assert np.array_equal(answer, expected)


@pytest.mark.parametrize("content", [b"", b"no network at all" * 9], ids=["nothing", "something else"])
def test_bytes_that_are_no_network_are_refused(content: bytes) -> None:
    with pytest.raises(ModelFileError, match="cannot be loaded") as raised:
        LiteNetwork(content, 1, where="there.tflite")
    assert raised.value.where == "there.tflite"


def test_a_network_that_is_cut_short_is_refused(multiples: bytes) -> None:
    with pytest.raises(ModelFileError, match="cannot be loaded"):
        LiteNetwork(multiples[: len(multiples) // 2], 1, where="there.tflite")
