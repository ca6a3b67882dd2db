"""Define FaceSet, the common type of all readers, training and evaluation."""

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
    project, in its order; often all seven, three for a folder of sad, angry and happy. `votes` float32 (n, names) or
    None: for each name the share of all the votes that annotators gave the face (FER+); the rest of the 1 went to other
    answers, and a face without votes has zeros. `rival_votes` float32 (n,) or None: the share of the strongest of those
    other answers; only where there are votes. Raises FaceDataError if shapes or values are inconsistent.
    """

    images: NDArray[np.uint8]
    labels: NDArray[np.int64]
    names: tuple[str, ...]
    votes: NDArray[np.float32] | None = None
    rival_votes: NDArray[np.float32] | None = None

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
        self._check_votes(count)

    def _check_votes(self, count: int) -> None:
        if self.rival_votes is not None and (self.votes is None or self.rival_votes.shape != (count,)):
            raise FaceDataError(f"{count} faces came with rival votes of shape {self.rival_votes.shape}")
        if self.votes is None:
            return
        if self.votes.shape != (count, len(self.names)):
            raise FaceDataError(f"{count} faces came with votes of shape {self.votes.shape}")
        if count and not (self.votes.min() >= 0 and self.votes.sum(axis=1).max() < 1.001):
            raise FaceDataError("Votes must be shares of the 1 that all the votes on a face make")

    def __len__(self) -> int:
        return len(self.images)

    def counts(self) -> dict[str, int]:
        """Return the number of faces of each class."""
        return {name: int((self.labels == index).sum()) for index, name in enumerate(self.names)}

    def vote_distribution(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the votes normalised over `names`, float32 (n, names), and their share of all votes (n,).

        Rows sum to 1, or to 0 where nobody voted for any of the names. Raises FaceDataError without votes.
        """
        votes = self._votes()
        shares = votes.sum(axis=1)
        return votes / np.maximum(shares, 1e-6)[:, None], shares

    def has_majority(self) -> NDArray[np.bool_]:
        """Return whether one of the names has more votes than any other answer, bool (n,).

        Contempt, unknown and not-a-face are other answers too; where two answers lead together, there is no majority.
        Raises FaceDataError without votes.
        """
        votes = self._votes()
        rivals = np.zeros(len(self), np.float32) if self.rival_votes is None else self.rival_votes
        ordered = np.sort(np.column_stack([votes, rivals]), axis=1)
        return np.asarray((ordered[:, -1] > ordered[:, -2]) & (votes.max(axis=1) > rivals), np.bool_)

    def with_majority_labels(self) -> "FaceSet":
        """Return the faces that have a majority, labelled with the name that most annotators chose.

        Raises FaceDataError without votes.
        """
        majorities = self._votes().argmax(axis=1).astype(np.int64)
        return self.subset(np.flatnonzero(self.has_majority()), labels=majorities)

    def restricted(self, names: tuple[str, ...]) -> "FaceSet":
        """Return the faces labelled with one of `names`, which become the only classes.

        Votes for the other classes become votes for other answers. Raises FaceDataError for a name that is not a class
        of these faces.
        """
        unknown = [name for name in names if name not in self.names]
        if unknown:
            raise FaceDataError(
                f"The faces have no class {', '.join(unknown)}", remedy="Choose among: " + ", ".join(self.names)
            )
        columns = [index for index, name in enumerate(self.names) if name in names]
        others = [index for index, name in enumerate(self.names) if name not in names]
        index = np.flatnonzero(np.isin(self.labels, columns))
        votes = rivals = None
        if self.votes is not None:
            votes = self.votes[index][:, columns]
            earlier = np.zeros(len(index), np.float32) if self.rival_votes is None else self.rival_votes[index]
            rivals = np.column_stack([self.votes[index][:, others], earlier]).max(axis=1)
        labels = np.searchsorted(columns, self.labels[index]).astype(np.int64)
        return FaceSet(self.images[index], labels, tuple(self.names[column] for column in columns), votes, rivals)

    def subset(self, index: NDArray[np.int64], labels: NDArray[np.int64] | None = None) -> "FaceSet":
        """Return the faces at `index` (k,), in that order; `labels` (n,), of all the faces, replace their own."""
        return FaceSet(
            self.images[index],
            (self.labels if labels is None else labels)[index],
            self.names,
            None if self.votes is None else self.votes[index],
            None if self.rival_votes is None else self.rival_votes[index],
        )

    def _votes(self) -> NDArray[np.float32]:
        if self.votes is None:
            raise FaceDataError("These faces have no votes", remedy="Give FER+'s fer2013new.csv with --votes.")
        return self.votes
