"""The one value that every reader returns and that training and measuring take."""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from classroom.emotions import EMOTIONS
from model.errors import FaceDataError
from model.preprocess import INPUT_SIDE

Split = Literal["training", "validation", "test"]
SPLITS: Final[tuple[Split, ...]] = ("training", "validation", "test")


@dataclass(frozen=True, slots=True)
class FaceSet:
    """Faces with their labels.

    `images` uint8 (n, 48, 48), grey. `labels` int64 (n,), each an index into `names`. `names` are emotions of the
    project, in its order; often all seven, three for a folder of sad, angry and happy. `votes` float32 (n, names)
    or None: the share of people's votes for each name (FER+); rows sum to 1, or to 0 where nobody voted for any.
    Raises FaceDataError if these do not fit together.
    """

    images: NDArray[np.uint8]
    labels: NDArray[np.int64]
    names: tuple[str, ...]
    votes: NDArray[np.float32] | None = None

    def __post_init__(self) -> None:
        count = len(self.images)
        if self.images.shape != (count, INPUT_SIDE, INPUT_SIDE) or self.images.dtype != np.uint8:
            raise FaceDataError(f"Faces must be uint8 (n, {INPUT_SIDE}, {INPUT_SIDE}), not {self.images.shape}")
        if self.labels.shape != (count,):
            raise FaceDataError(f"{count} faces came with labels of shape {self.labels.shape}")
        if self.names != tuple(name for name in EMOTIONS if name in self.names):
            raise FaceDataError(f"Classes must be emotions in the project's order, not {self.names}")
        if count and not 0 <= self.labels.min() <= self.labels.max() < len(self.names):
            raise FaceDataError(f"Labels must be from 0 to {len(self.names) - 1}")
        if self.votes is not None and self.votes.shape != (count, len(self.names)):
            raise FaceDataError(f"{count} faces came with votes of shape {self.votes.shape}")

    def __len__(self) -> int:
        return len(self.images)

    def counts(self) -> dict[str, int]:
        """Return how many faces each class has."""
        return {name: int((self.labels == index).sum()) for index, name in enumerate(self.names)}

    def targets(self, vote_weight: float = 0.0) -> NDArray[np.float32]:
        """Return what a network should answer, float32 (n, names): labels mixed with votes, rows sum to 1.

        `vote_weight` from 0 (labels only) to 1 (votes only). A face without votes keeps its label.
        """
        labels = np.eye(len(self.names), dtype=np.float32)[self.labels]
        if self.votes is None:
            return labels
        voted = self.votes.sum(axis=1, keepdims=True) > 0
        return np.where(voted, (1 - vote_weight) * labels + vote_weight * self.votes, labels).astype(np.float32)

    def has_clear_majority(self) -> NDArray[np.bool_]:
        """Return bool (n,): whether one class has more votes than every other; raises FaceDataError without votes."""
        if self.votes is None:
            raise FaceDataError("These faces have no votes", remedy="Give the folder with FER+ votes in labels.csv.")
        ordered = np.sort(self.votes, axis=1)
        return np.asarray(ordered[:, -1] > ordered[:, -2], np.bool_)

    def against_majority(self) -> "FaceSet":
        """Return the faces with a clear majority, with the class that has it as their label."""
        is_clear = self.has_clear_majority()
        votes = self.targets(vote_weight=1.0)[is_clear]
        return FaceSet(self.images[is_clear], votes.argmax(axis=1).astype(np.int64), self.names, votes)
