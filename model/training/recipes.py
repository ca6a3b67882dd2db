"""Define the settings of training runs, and their defaults for each architecture."""

from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

from model.errors import FaceDataError
from model.preprocess import INPUT_SIDE
from model.training.batches import BatchSettings
from model.training.schedule import GROWING_SIDES, Schedule


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """Settings of a training run: all that is needed to repeat it.

    `start_weights` as in `model.networks.ARCHITECTURES`. Training ends after `epochs`, or after `minutes` where they
    are given, and after `patience_epochs` epochs without a better one. `weight_decay` is decoupled (Loshchilov and
    Hutter 2019) and does not apply to normalisation layers.
    """

    architecture: str = "moodline"
    epochs: int = 60
    seed: int = 2013
    weight_decay: float = 5e-3
    patience_epochs: int = 30
    start_weights: str | None = None
    minutes: float | None = None
    schedule: Schedule = field(default_factory=lambda: Schedule(sides=GROWING_SIDES))
    batches: BatchSettings = field(default_factory=BatchSettings)

    def __post_init__(self) -> None:
        if self.epochs < 1 or self.patience_epochs < 1 or (self.minutes is not None and self.minutes <= 0):
            raise FaceDataError("Epochs, patience and minutes must be above 0")

    def timed(self, minutes: float) -> "TrainingSettings":
        """Return the settings for a run of so many minutes: its epochs are not known, so faces do not grow."""
        return replace(self, minutes=minutes, schedule=replace(self.schedule, sides=((1.0, INPUT_SIDE),)))

    def as_record(self) -> dict[str, Any]:
        """Return the settings for a JSON record."""
        return asdict(self)


RECIPES: Final[dict[str, TrainingSettings]] = {
    "moodline": TrainingSettings(),
    "plain-cnn": TrainingSettings("plain-cnn", epochs=40, schedule=Schedule(learning_rate=0.05)),
    "mini-xception": TrainingSettings("mini-xception", epochs=60, schedule=Schedule(learning_rate=0.05)),
    "mobilenet-v2": TrainingSettings("mobilenet-v2", epochs=40, schedule=Schedule(learning_rate=0.05)),
    "vgg16": TrainingSettings("vgg16", epochs=30, schedule=Schedule(learning_rate=0.01)),
    "resnet50": TrainingSettings("resnet50", epochs=40, schedule=Schedule(learning_rate=0.02)),
}
"""VGG16 has no batch normalisation and needs a small learning rate; only our own network accepts growing faces."""


def recipe(architecture: str) -> TrainingSettings:
    """Return the settings of an architecture; raises FaceDataError for an unknown name."""
    if architecture not in RECIPES:
        raise FaceDataError(
            f"There is no architecture named {architecture!r}", remedy="Choose one of: " + ", ".join(RECIPES)
        )
    return RECIPES[architecture]
