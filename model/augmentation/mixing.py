"""Regularise by random erasing and mixup, which keep a network from overconfidence."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

ERASED_SHARE: Final = 0.3
SMALLEST_PATCH: Final = 0.15
LARGEST_PATCH: Final = 0.45


def random_erase(face: NDArray[np.uint8], random: np.random.Generator) -> NDArray[np.uint8]:
    """Random erasing (Zhong et al. 2020): return the face, uint8 (side, side), sometimes with a patch of one grey.

    The patch's sides are between 0.15 and 0.45 of the face's, as of hands, hair and microphones.
    """
    if random.random() >= ERASED_SHARE:
        return face
    side = face.shape[0]
    height, width = (side * random.uniform(SMALLEST_PATCH, LARGEST_PATCH, 2)).astype(int)
    top, left = int(random.integers(0, side - height + 1)), int(random.integers(0, side - width + 1))
    covered = face.copy()
    covered[top : top + height, left : left + width] = random.integers(0, 256)
    return covered


def mixup(
    values: dict[str, NDArray[np.float32]], strength: float, random: np.random.Generator
) -> dict[str, NDArray[np.float32]]:
    """Mixup: return every array, float32 (n, ...), with each row blended with another row, the same for all arrays.

    The share comes from Beta(`strength`, `strength`), as in Zhang et al. 2018; 0 blends nothing.
    """
    if strength <= 0:
        return values
    count = len(next(iter(values.values())))
    share = random.beta(strength, strength, count).astype(np.float32)
    other = random.permutation(count)
    return {name: _between(array, array[other], share) for name, array in values.items()}


def _between(
    first: NDArray[np.float32], second: NDArray[np.float32], share: NDArray[np.float32]
) -> NDArray[np.float32]:
    share = share.reshape(-1, *[1] * (first.ndim - 1))
    return np.asarray(share * first + (1 - share) * second, np.float32)
