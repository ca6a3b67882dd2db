"""Pack the covariance of a class's seven means into bytes: 28 numbers of four bytes each."""

import struct
from collections.abc import Sequence
from typing import Final

from classroom.emotions import EMOTION_COUNT

COVARIANCE_LENGTH: Final = EMOTION_COUNT * (EMOTION_COUNT + 1) // 2
"""The number of stored values: the upper triangle of the 7 × 7 covariance, by rows, in the order of EMOTIONS."""

NUMBER_TYPE: Final = "<f4"
"""The numpy dtype of one stored number: a little-endian 32-bit float, with seven significant digits."""

LAYOUT: Final = struct.Struct(f"<{COVARIANCE_LENGTH}f")
COVARIANCE_BYTES: Final = LAYOUT.size


def pack_covariance(values: Sequence[float]) -> bytes:
    """Return the numbers as 112 bytes. Raises ValueError unless they are 28, each within a 32-bit float's range."""
    try:
        return LAYOUT.pack(*values)
    except (struct.error, OverflowError) as error:
        raise ValueError(f"these {len(values)} numbers are no spread: {error}") from error


def unpack_covariance(content: bytes) -> tuple[float, ...]:
    """Return the 28 numbers of packed bytes. Raises ValueError if they are not 112 bytes."""
    if len(content) != COVARIANCE_BYTES:
        raise ValueError(f"a spread has {COVARIANCE_BYTES} bytes, not {len(content)}")
    return LAYOUT.unpack(content)
