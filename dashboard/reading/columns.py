"""The samples of a class side by side, as arrays: what every figure on a page is computed from."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from classroom.emotions import EMOTION_COUNT
from dashboard.reading.queries import StoredSample

Floats = npt.NDArray[np.float64]
SPREAD_LENGTH = EMOTION_COUNT * (EMOTION_COUNT + 1) // 2


@dataclass(frozen=True, slots=True)
class SampleColumns:
    """n samples in order of time.

    `ids` (n,), `seconds` (n,) since 1970 in UTC, `faces` and `usable_faces` (n,), `mood` (n, 7) shares and `spread`
    (n, 28) upper triangles of the covariance and `agreement` (n,), all NaN below the minimum group size,
    `frames_dropped` (n,).
    """

    ids: Floats
    seconds: Floats
    faces: Floats
    usable_faces: Floats
    mood: Floats
    spread: Floats
    agreement: Floats
    frames_dropped: Floats

    def __len__(self) -> int:
        """Return n."""
        return len(self.seconds)

    @property
    def has_mood(self) -> npt.NDArray[np.bool_]:
        """Say for each sample whether a mood was stored."""
        return np.isfinite(self.mood[:, 0])

    @property
    def last_id(self) -> int:
        """Return the largest id, or 0 for none."""
        return int(self.ids.max()) if len(self) else 0

    def joined(self, later: "SampleColumns") -> "SampleColumns":
        """Return both, in order of time."""
        parts = {
            field.name: np.concatenate([getattr(self, field.name), getattr(later, field.name)])
            for field in fields(self)
        }
        order = np.argsort(parts["seconds"], kind="stable")
        return SampleColumns(**{name: part[order] for name, part in parts.items()})

    def where(self, chosen: npt.NDArray[np.bool_]) -> "SampleColumns":
        """Return the chosen samples only."""
        return SampleColumns(**{field.name: getattr(self, field.name)[chosen] for field in fields(self)})


def columns_of(samples: Sequence[StoredSample]) -> SampleColumns:
    """Return the samples as columns, in order of time."""
    ordered = sorted(samples, key=lambda sample: sample.captured_at)
    missing_mood = (np.nan,) * EMOTION_COUNT
    return SampleColumns(
        ids=np.array([sample.id for sample in ordered], dtype=float),
        seconds=np.array([sample.captured_at.timestamp() for sample in ordered], dtype=float),
        faces=np.array([sample.faces for sample in ordered], dtype=float),
        usable_faces=np.array([sample.usable_faces for sample in ordered], dtype=float),
        mood=np.array([sample.mood or missing_mood for sample in ordered], dtype=float).reshape(-1, EMOTION_COUNT),
        spread=np.array([_spread(sample.spread) for sample in ordered], dtype=float).reshape(-1, SPREAD_LENGTH),
        agreement=np.array([np.nan if s.agreement is None else s.agreement for s in ordered], dtype=float),
        frames_dropped=np.array([sample.frames_dropped for sample in ordered], dtype=float),
    )


def _spread(stored: str | None) -> Sequence[float]:
    values = json.loads(stored) if stored else []
    return values if len(values) == SPREAD_LENGTH else [np.nan] * SPREAD_LENGTH


def linear_weights(formula: Callable[[Sequence[float]], float]) -> Floats:
    """Return the seven weights of a formula that is linear in the mood, by asking it for each emotion alone."""
    return np.array([formula(unit) for unit in np.eye(EMOTION_COUNT).tolist()])


def linear_deviation(spread: Floats, weights: Floats) -> Floats:
    """Return the standard deviation (n,) of a linear figure of the mood: sqrt(wᵀ Σ w), Σ given by `spread` (n, 28)."""
    rows, columns = np.triu_indices(EMOTION_COUNT)
    factors = np.where(rows == columns, 1.0, 2.0) * weights[rows] * weights[columns]
    return np.asarray(np.sqrt(np.maximum(spread @ factors, 0.0)), dtype=float)
