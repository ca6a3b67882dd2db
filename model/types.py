"""Define type aliases for TensorFlow and Keras, which bring no types that mypy could check."""

from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Head = Literal["ferplus", "fer2013"]
"""The name of a network's output: `ferplus` for the annotators' votes, `fer2013` for the dataset's label."""

Tensor: TypeAlias = Any
"""A `tf.Tensor` or a symbolic Keras tensor."""

Network: TypeAlias = Any
"""A `keras.Model`."""

Layer: TypeAlias = Any
"""A `keras.Layer`."""

Callback: TypeAlias = Any
"""A `keras.callbacks.Callback`."""

Rate: TypeAlias = Any
"""A number, or a `keras.optimizers.schedules.LearningRateSchedule`."""

Pipeline: TypeAlias = Any
"""A `tf.data.Dataset`."""

Faces: TypeAlias = NDArray[np.uint8]
"""Grey faces, uint8 (n, 48, 48)."""

Probabilities: TypeAlias = NDArray[np.float32]
"""float32 (n, classes), each row summing to 1."""

Logits: TypeAlias = NDArray[np.float32]
"""float32 (n, classes), before the softmax."""
