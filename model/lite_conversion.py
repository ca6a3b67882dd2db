"""Convert TensorFlow networks to LiteRT's format."""

from collections.abc import Callable, Sequence
from typing import Any

from classroom.native_stderr import native_stderr_silenced
from model.preprocess import MAX_VALUE
from model.types import Network


def convert(answer: Callable[[Any], Sequence[Any]], shape: tuple[int | None, ...], dtype: str) -> bytes:
    """Return the bytes of a `.tflite` file, in float32, for a function of one tensor; its outputs keep their order.

    `shape` has None where a side is open. The network's weights become constants of the file.
    """
    import tensorflow as tf
    from absl import logging

    logging.set_verbosity(logging.ERROR)  # it would recommend a method that keeps variables, which LiteRT then lacks
    specification = tf.TensorSpec(shape, dtype)
    graph = tf.function(answer, input_signature=[specification], autograph=False).get_concrete_function()
    with native_stderr_silenced():
        content: bytes = tf.lite.TFLiteConverter.from_concrete_functions([graph]).convert()
    return content


def convert_emotion_network(network: Network, heads: Sequence[str], input_side: int) -> bytes:
    """Return the bytes of an emotion network, with the outputs of `heads` in this order.

    Faces are passed as uint8 (n, side, side), so that a batch is a quarter of the size, and are scaled inside.
    """
    import tensorflow as tf

    def answer(faces: Any) -> list[Any]:  # noqa: ANN401 - TensorFlow has no types
        scaled = tf.cast(faces, tf.float32)[..., tf.newaxis] / MAX_VALUE
        answers = network(scaled, training=False)
        return [answers[head] for head in heads]

    return convert(answer, (None, input_side, input_side), "uint8")
