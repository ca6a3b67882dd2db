"""Compute engagement, net positivity and expressiveness from stored mood shares; none of them is ever stored.

A mood is seven shares in the order of EMOTIONS that sum to 1. An expression is not attention: these are descriptions
of expressions, and everything that shows them says so.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from classroom.emotions import ANGRY, DISGUST, EMOTIONS, FEAR, HAPPY, NEUTRAL, SAD
from classroom.messages.message import Message
from classroom.messages.profiles import PROFILE_OF_CONFIG, PROFILE_OF_OURS, PROFILE_OF_SHARMA

BAND_Z: Final = 1.2816  # the 10 % and 90 % quantiles of a normal distribution


@dataclass(frozen=True, slots=True)
class EngagementProfile:
    """A named, versioned set of weights (0 to 1, one for each emotion) with its source."""

    name: str
    version: int
    weights: Mapping[str, float]
    source: Message = PROFILE_OF_CONFIG

    def __post_init__(self) -> None:
        """Reject weights that miss an emotion, name an unknown one, or are all zero."""
        if set(self.weights) != set(EMOTIONS):
            raise ValueError(f"a profile has one weight for each of {', '.join(EMOTIONS)}")
        if not all(math.isfinite(weight) and 0 <= weight <= 1 for weight in self.weights.values()):
            raise ValueError("each weight of a profile lies between 0 and 1")
        if max(self.weights.values()) == 0:
            raise ValueError("at least one weight of a profile is above 0")

    def ordered_weights(self) -> tuple[float, ...]:
        """Return the weights in the order of EMOTIONS."""
        return tuple(self.weights[emotion] for emotion in EMOTIONS)


SHARMA2019: Final = EngagementProfile(
    name="sharma2019",
    version=1,
    weights=MappingProxyType(
        {
            "angry": 0.25,
            "disgust": 0.2,
            "fear": 0.3,
            "happy": 0.6,
            "sad": 0.3,
            "surprise": 0.6,
            "neutral": 0.9,
        }
    ),
    source=PROFILE_OF_SHARMA,
)
VALENCE: Final = EngagementProfile(
    name="valence",
    version=1,
    weights=MappingProxyType(
        {"angry": 0.0, "disgust": 0.0, "fear": 0.0, "happy": 1.0, "sad": 0.0, "surprise": 0.5, "neutral": 0.5}
    ),
    source=PROFILE_OF_OURS,
)
BUILT_IN_PROFILES: Final = MappingProxyType({profile.name: profile for profile in (SHARMA2019, VALENCE)})


def engagement(mood: Sequence[float], profile: EngagementProfile) -> float:
    """Return the expression-based engagement proxy, 0 to 100: 100 × Σ weight × share / largest weight."""
    weights = profile.ordered_weights()
    return 100 * sum(weight * share for weight, share in zip(weights, mood, strict=True)) / max(weights)


def engagement_deviation(covariance: Sequence[float], profile: EngagementProfile) -> float:
    """Return the standard deviation of `engagement` from the covariance of the mood's seven means.

    `covariance` is the upper triangle of the 7 × 7 covariance, row by row (28 numbers), as the samples table keeps it.
    For a linear formula wᵀp the variance is wᵀ Σ w.
    """
    weights = profile.ordered_weights()
    variance = 0.0
    entries = iter(covariance)
    for row in range(len(weights)):
        for column in range(row, len(weights)):
            twice = 1 if row == column else 2
            variance += twice * weights[row] * weights[column] * next(entries)
    return 100 * math.sqrt(max(variance, 0.0)) / max(weights)


def net_positivity(mood: Sequence[float]) -> float:
    """Return happy − (angry + disgust + fear + sad), −1 to 1; surprise and neutral count zero."""
    return mood[HAPPY] - (mood[ANGRY] + mood[DISGUST] + mood[FEAR] + mood[SAD])


def expressiveness(mood: Sequence[float]) -> float:
    """Return 1 − neutral, 0 to 1."""
    return 1 - mood[NEUTRAL]
