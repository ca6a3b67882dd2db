"""How the covariance of a class's seven means is kept: 28 numbers of four bytes each."""

import struct
from collections.abc import Sequence
from typing import Final

from classroom.emotions import EMOTION_COUNT

SPREAD_LENGTH: Final = EMOTION_COUNT * (EMOTION_COUNT + 1) // 2
"""How many numbers there are: the upper triangle of the covariance, by rows, the emotions in their usual order."""

NUMBER_TYPE: Final = "<f4"
"""What numpy calls one stored number: a little-endian float of 32 bits, which holds seven digits that count."""

LAYOUT: Final = struct.Struct(f"<{SPREAD_LENGTH}f")
SPREAD_BYTES: Final = LAYOUT.size


def packed(values: Sequence[float]) -> bytes:
    """Return the numbers as 112 bytes. Raises ValueError unless they are 28, each within a 32-bit float's range."""
    try:
        return LAYOUT.pack(*values)
    except (struct.error, OverflowError) as error:
        raise ValueError(f"these {len(values)} numbers are no spread: {error}") from error


def unpacked(content: bytes) -> tuple[float, ...]:
    """Return the 28 numbers of such bytes. Raises ValueError if they are not 112."""
    if len(content) != SPREAD_BYTES:
        raise ValueError(f"a spread has {SPREAD_BYTES} bytes, not {len(content)}")
    return LAYOUT.unpack(content)
