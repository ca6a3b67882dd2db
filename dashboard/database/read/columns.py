"""The samples of a class as columns, one array for each: the input of all statistics."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Final

import numpy as np
import numpy.typing as npt

from classroom.covariance import COVARIANCE_BYTES, COVARIANCE_LENGTH, NUMBER_TYPE, pack_covariance
from classroom.emotions import EMOTION_COUNT
from classroom.engagement import EngagementProfile, engagement, net_positivity
from dashboard.database.read.classes import StoredSample

Floats = npt.NDArray[np.float64]
NO_COVARIANCE: Final = pack_covariance([math.nan] * COVARIANCE_LENGTH)
NET, PROXY = 0, 1
"""The places of net positivity and of the engagement proxy in `SampleColumns.variances`."""

COLUMNS: Final = ("ids", "seconds", "faces", "usable_faces", "mood", "agreement", "frames_dropped")


@dataclass(frozen=True, slots=True)
class SampleColumns:
    """n samples in order of time.

    `ids` (n,), `seconds` (n,) since 1970 in UTC, `faces` and `usable_faces` (n,), `mood` (n, 7) shares and `agreement`
    (n,), both NaN below the minimum group size, `frames_dropped` (n,). `variances` (n, 2) are those of net positivity
    and of the engagement proxy over faces, NaN below the minimum group size, and None where they were not read: words
    and tables need none.
    """

    ids: Floats
    seconds: Floats
    faces: Floats
    usable_faces: Floats
    mood: Floats
    agreement: Floats
    frames_dropped: Floats
    variances: Floats | None

    def __len__(self) -> int:
        """Return n."""
        return len(self.seconds)

    @property
    def has_mood(self) -> npt.NDArray[np.bool_]:
        """Return for each sample whether a mood was stored."""
        return np.isfinite(self.mood[:, 0])

    @property
    def last_id(self) -> int:
        """Return the largest id, or 0 for none."""
        return int(self.ids.max()) if len(self) else 0

    @property
    def last_captured_at(self) -> datetime | None:
        """Return the newest moment in UTC, None without samples."""
        return datetime.fromtimestamp(float(self.seconds.max()), UTC) if len(self) else None

    def joined(self, later: "SampleColumns") -> "SampleColumns":
        """Return both, in order of time; with variances if both have them."""
        parts = {name: np.concatenate([getattr(self, name), getattr(later, name)]) for name in COLUMNS}
        known = [columns.variances for columns in (self, later) if columns.variances is not None]
        both = SampleColumns(variances=np.concatenate(known) if len(known) == 2 else None, **parts)
        return both.where(np.argsort(both.seconds, kind="stable"))

    def where(self, chosen: npt.NDArray[np.bool_] | npt.NDArray[np.intp]) -> "SampleColumns":
        """Return the chosen samples only, in the order in which they were chosen."""
        parts = {name: getattr(self, name)[chosen] for name in COLUMNS}
        return SampleColumns(variances=None if self.variances is None else self.variances[chosen], **parts)


def columns_of(samples: Sequence[StoredSample], factors: Floats) -> SampleColumns:
    """Return the samples as columns, in order of time. `factors` (28, 2) come from `variance_factors`."""
    ordered = sorted(samples, key=lambda sample: sample.captured_at)
    missing_mood = (np.nan,) * EMOTION_COUNT
    return SampleColumns(
        ids=np.array([sample.id for sample in ordered], dtype=float),
        seconds=np.array([sample.captured_at.timestamp() for sample in ordered], dtype=float),
        faces=np.array([sample.faces for sample in ordered], dtype=float),
        usable_faces=np.array([sample.usable_faces for sample in ordered], dtype=float),
        mood=np.array([sample.mood or missing_mood for sample in ordered], dtype=float).reshape(-1, EMOTION_COUNT),
        agreement=np.array([np.nan if s.agreement is None else s.agreement for s in ordered], dtype=float),
        frames_dropped=np.array([sample.frames_dropped for sample in ordered], dtype=float),
        variances=covariances_of(sample.spread for sample in ordered) @ factors,
    )


def covariances_of(stored: Iterable[bytes | None]) -> Floats:
    """Return stored covariances (n, 28), each as its upper triangle by rows; NaN where none was stored whole."""
    whole = [NO_COVARIANCE if content is None or len(content) != COVARIANCE_BYTES else content for content in stored]
    return numbers_of(b"".join(whole))


def numbers_of(covariances: bytes) -> Floats:
    """Return n whole spreads, one after another, as an array (n, 28)."""
    return np.frombuffer(covariances, dtype=NUMBER_TYPE).reshape(-1, COVARIANCE_LENGTH).astype(np.float64)


def linear_weights(formula: Callable[[Sequence[float]], float]) -> Floats:
    """Return the seven weights of a formula that is linear in the mood, by asking it for each emotion alone."""
    return np.array([formula(unit) for unit in np.eye(EMOTION_COUNT).tolist()])


def engagement_weights(profile: EngagementProfile) -> Floats:
    """Return the seven weights of the profile's engagement proxy."""
    return linear_weights(partial(engagement, profile=profile))


def variance_factors(profiles: Sequence[EngagementProfile]) -> Floats:
    """Return the matrix (28, 1 + p) from covariances (n, 28) to variances (n, 1 + p) of net positivity and p proxies.

    The variance of a figure wᵀp is wᵀ Σ w, which is linear in Σ: so a mean of variances is the variance by the mean
    covariance, and a few numbers a sample can stand for its 28.
    """
    rows, columns = np.triu_indices(EMOTION_COUNT)
    twice = np.where(rows == columns, 1.0, 2.0)
    figures = [linear_weights(net_positivity)]
    figures += [engagement_weights(profile) for profile in profiles]
    return np.stack([twice * weights[rows] * weights[columns] for weights in figures], axis=1)
