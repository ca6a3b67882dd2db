"""Serialise the emotion network's measured quality, which is stored with each class, since networks change."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from classroom.emotions import EMOTION_COUNT

SHARES_SUM: Final = 1e-3


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """A network's measured quality on faces held out from training.

    `accuracy` (0 to 1) of `faces` faces, `accuracy_low` and `accuracy_high` its 95 % interval, `measured_on` in words.
    `confusion[i][j]` is the share of faces of emotion i that were read as emotion j, each row summing to 1.
    """

    accuracy: float
    accuracy_low: float
    accuracy_high: float
    faces: int
    measured_on: str
    confusion: tuple[tuple[float, ...], ...]

    def __post_init__(self) -> None:
        """Reject values that are not shares, and a confusion matrix that is not seven rows summing to 1."""
        shares = (self.accuracy, self.accuracy_low, self.accuracy_high)
        if not all(math.isfinite(share) and 0 <= share <= 1 for share in shares) or self.faces < 1:
            raise ValueError("an accuracy lies between 0 and 1 and was measured on at least one face")
        rows = self.confusion
        if len(rows) != EMOTION_COUNT or any(len(row) != EMOTION_COUNT for row in rows):
            raise ValueError("a confusion has seven rows of seven")
        if any(not all(0 <= share <= 1 for share in row) or abs(sum(row) - 1) > SHARES_SUM for row in rows):
            raise ValueError("each row of a confusion has shares that sum to 1")

    def written(self) -> str:
        """Return the facts as JSON, as the class session stores them."""
        values = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return json.dumps(values, ensure_ascii=False)


def row_shares(counts: Sequence[Sequence[int]]) -> tuple[tuple[float, ...], ...]:
    """Return a table of counts with each row as shares of its sum. Raises ValueError for an empty row."""
    if not all(sum(row) for row in counts):
        raise ValueError("each emotion needs at least one face")
    return tuple(tuple(count / sum(row) for count in row) for row in counts)


def read_facts(text: str | None) -> ModelFacts | None:
    """Return the stored facts, or None where none were stored or they cannot be parsed."""
    if not text:
        return None
    try:
        values = json.loads(text)
        values["confusion"] = tuple(tuple(row) for row in values["confusion"])
        return ModelFacts(**values)
    except (ValueError, TypeError, KeyError):
        return None
