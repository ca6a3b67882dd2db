"""Judgement of a difference by its band: better, worse, no different, or not enough seen to tell.

This is the one place that compares a band with zero. Sentences, lists, charts, reports and the API say what is judged
here, so that no two of them disagree.
"""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from dashboard.database.read.columns import Floats

Verdict = Literal["better", "worse", "no_different", "not_enough_seen"]
Strength = Literal["slightly", "clearly"]

CLEARLY: Final = 0.2
"""The size, in units of mood (net positivity), from which a difference is told as clear; a smaller one as slight."""
CLEARLY_ENGAGED: Final = 10.0
"""The same for the engagement proxy, which runs from 0 to 100 where mood runs from −1 to 1."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on a difference of this `size`, with its band; `strength` is None unless it is better or worse."""

    verdict: Verdict
    size: float | None = None
    low: float | None = None
    high: float | None = None
    strength: Strength | None = None

    def __post_init__(self) -> None:
        """Check that what was not seen enough has no strength, and what differs has one."""
        if self.differs != (self.strength is not None):
            raise ValueError(f"{self.verdict} with the strength {self.strength}")

    @property
    def differs(self) -> bool:
        """Return whether the verdict is better or worse."""
        return self.verdict in ("better", "worse")


NOT_ENOUGH_SEEN: Final = Judgement("not_enough_seen")


def judge(
    size: float | None, low: float | None, high: float | None, *, within: float = 0.0, clearly: float = CLEARLY
) -> Judgement:
    """Judge a difference with its band: better or worse if the whole band lies beyond `within` on one side of zero.

    `within` is half of the range that is usual anyway, 0 where any difference counts. None or NaN for a figure or an
    end of its band means that it is not known, since not enough was seen.
    """
    if size is None or low is None or high is None or np.isnan([size, low, high]).any():
        return Judgement("not_enough_seen", None if size is None or np.isnan(size) else size)
    side = int(sides(np.array(low), np.array(high), within=within))
    if not side:
        return Judgement("no_different", size, low, high)
    return Judgement("better" if side > 0 else "worse", size, low, high, strength_of(size, clearly=clearly))


def strength_of(size: float, *, clearly: float = CLEARLY) -> Strength:
    """Return the word for a size: it says how large a difference is, not how sure."""
    return "clearly" if abs(size) >= clearly else "slightly"


def sides(low: Floats, high: Floats, *, within: float = 0.0) -> npt.NDArray[np.int8]:
    """Return 1 for each band (n,) that lies above `within`, −1 for each below its negative, else 0; also for NaN."""
    return np.asarray((low > within).astype(np.int8) - (high < -within), dtype=np.int8)
