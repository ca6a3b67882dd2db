"""Parameters of simulated lessons: length, people, mood, and the events that change it."""

import math
from dataclasses import dataclass, field
from typing import Final

from classroom.emotions import EMOTION_COUNT

CALM: Final = (0.05, 0.01, 0.05, 0.15, 0.10, 0.04, 0.60)
LOW: Final = (0.15, 0.03, 0.15, 0.02, 0.40, 0.05, 0.20)
"""The mood towards which a dip moves the class."""
BRIGHT: Final = (0.01, 0.01, 0.02, 0.75, 0.02, 0.08, 0.11)
"""The mood towards which a peak moves the class."""
CHANGES: Final = frozenset({"dip", "peak"})
BEGAN_AT: Final = 1_795_165_200.0  # 2026-11-20 09:00 UTC
MIN_GROUP_SIZE: Final = 5


@dataclass(frozen=True, slots=True)
class Happening:
    """An event that changes the class's true mood from `second` on for `seconds`.

    `shift` is the largest change of net positivity (below 0 for a dip). Within its `seconds` it rises in `rise_seconds`
    and fades in `fade_seconds`. `kind` is dip or peak for those that a detection has to find; a "stir" is too short for
    that, and any other name is the kind of marker that caused it.
    """

    kind: str
    second: float
    seconds: float
    shift: float
    rise_seconds: float = 15.0
    fade_seconds: float = 15.0

    def __post_init__(self) -> None:
        """Check that rise and fade fit into the event."""
        if self.second < 0 or self.seconds <= 0 or self.rise_seconds <= 0 or self.fade_seconds <= 0:
            raise ValueError("a happening begins within the lesson and takes some time to come and to go")
        if self.rise_seconds + self.fade_seconds > self.seconds:
            raise ValueError("a happening comes and goes within its seconds")
        if not -1.5 < self.shift < 1.5:
            raise ValueError("a shift of net positivity lies between -1.5 and 1.5")

    @property
    def end(self) -> float:
        """Return the second at which it is over."""
        return self.second + self.seconds


@dataclass(frozen=True, slots=True)
class CoverageChange:
    """An interval in which only this share of the people have their camera on."""

    second: float
    seconds: float
    share: float

    def __post_init__(self) -> None:
        """Check the share."""
        if not 0 <= self.share <= 1 or self.second < 0 or self.seconds <= 0:
            raise ValueError("a coverage change has a share of 0 to 1 and takes some time")


@dataclass(frozen=True, slots=True)
class LessonPlan:
    """The parameters of a lesson. They determine everything in it, the random numbers by `seed` too.

    `base_mood` (7,) are the shares that the class shows while nothing happens. `wander` is the standard deviation, in
    the logarithm of a share, by which the whole class drifts over about ten minutes; 0 for none. In a gap (first
    second, and the second after it) no sample is taken. `absence` is the share of time that a person is out of
    view. `began_at` is in seconds since 1970, UTC.
    """

    seconds: int
    people: int
    seed: int
    base_mood: tuple[float, ...] = CALM
    happenings: tuple[Happening, ...] = field(default=())
    gaps: tuple[tuple[float, float], ...] = field(default=())
    coverage_changes: tuple[CoverageChange, ...] = field(default=())
    sample_seconds: float = 1.0
    wander: float = 0.0
    absence: float = 0.05
    began_at: float = BEGAN_AT
    min_group_size: int = MIN_GROUP_SIZE

    def __post_init__(self) -> None:
        """Check the mood, and that there are people and time."""
        shares = self.base_mood
        if len(shares) != EMOTION_COUNT or min(shares) <= 0 or not math.isclose(sum(shares), 1, abs_tol=1e-6):
            raise ValueError(f"a mood has {EMOTION_COUNT} shares above 0 that sum to 1")
        if self.seconds < self.sample_seconds or self.sample_seconds <= 0 or self.people < 1:
            raise ValueError("a lesson has people, and time for a sample")
        if not 0 <= self.absence < 1 or self.wander < 0:
            raise ValueError("absence lies from 0 to below 1, wander at 0 or above")
        if any(begin >= end for begin, end in self.gaps):
            raise ValueError("a gap begins before it ends")

    @property
    def changes(self) -> tuple[Happening, ...]:
        """Return the dips and peaks in order of time: what a detection has to find."""
        found = [happening for happening in self.happenings if happening.kind in CHANGES]
        return tuple(sorted(found, key=lambda happening: happening.second))

    def __len__(self) -> int:
        """Return the number of the lesson's moments, those in gaps included."""
        return int(self.seconds / self.sample_seconds)
