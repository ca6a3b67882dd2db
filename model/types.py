"""Names for what TensorFlow and Keras hand around; neither brings types that mypy could check."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Tensor: TypeAlias = Any
"""A `tf.Tensor` or a symbolic Keras tensor."""

Network: TypeAlias = Any
"""A `keras.Model`."""

Pipeline: TypeAlias = Any
"""A `tf.data.Dataset`."""

Faces: TypeAlias = NDArray[np.uint8]
"""Grey faces, uint8 (n, 48, 48)."""

Probabilities: TypeAlias = NDArray[np.float32]
"""float32 (n, classes), each row summing to 1."""

Logits: TypeAlias = NDArray[np.float32]
"""float32 (n, classes), before the softmax."""
