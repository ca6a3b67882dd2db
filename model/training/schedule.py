"""Schedule a training run: the learning rate at every step, and the side of the faces in every epoch."""

from dataclasses import dataclass
from typing import Final

import keras

from model.preprocess import INPUT_SIDE
from model.types import Rate

GROWING_SIDES: Final = ((0.4, 32), (0.7, 40), (1.0, INPUT_SIDE))


@dataclass(frozen=True, slots=True)
class Schedule:
    """A learning rate that rises over `warm_up_epochs` and falls to zero along a cosine, and growing faces.

    `sides` are pairs of a share of the epochs and the side in pixels up to it: small faces first, which cost less and
    teach coarse features (progressive resizing, Tan and Le 2021). The last side must be the network's own. After
    `blended_share` of the epochs mixup is off, so that the network ends on unmixed faces.
    """

    learning_rate: float = 0.1
    warm_up_epochs: float = 1.0
    sides: tuple[tuple[float, int], ...] = ((1.0, INPUT_SIDE),)
    blended_share: float = 0.7

    def __post_init__(self) -> None:
        shares = [share for share, _ in self.sides]
        if shares != sorted(shares) or shares[-1] != 1.0 or self.sides[-1][1] != INPUT_SIDE:
            raise ValueError(f"sides must grow to 1.0 of the epochs at {INPUT_SIDE} pixels, not {self.sides}")

    def side(self, epoch: int, epochs: int) -> int:
        """Return the faces' side in pixels in this epoch, counted from 0."""
        return next(side for share, side in self.sides if (epoch + 0.5) / epochs <= share)

    def is_blended(self, epoch: int, epochs: int) -> bool:
        """Return whether this epoch, counted from 0, applies mixup."""
        return (epoch + 0.5) / epochs <= self.blended_share

    def rate(self, epochs: int, steps_per_epoch: int) -> Rate:
        """Return the learning rate over the steps of the run, as a Keras schedule."""
        total = epochs * steps_per_epoch
        warm_up = min(round(self.warm_up_epochs * steps_per_epoch), total // 4)
        return keras.optimizers.schedules.CosineDecay(
            initial_learning_rate=self.learning_rate / 20,
            decay_steps=max(1, total - warm_up),
            warmup_target=self.learning_rate,
            warmup_steps=warm_up,
        )
