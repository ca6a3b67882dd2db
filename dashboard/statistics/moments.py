"""The moments of a class: its lows and highs, each certain or perhaps chance, as every page and the API tell them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import Floats, SampleColumns
from dashboard.statistics.judgement import Judgement, Strength, judge, strength_of
from dashboard.statistics.moment_evidence import SIGNS, Kind
from dashboard.statistics.moment_search import Candidate, Evidence, best_candidate
from dashboard.statistics.moment_series import all_evidence, coarse_enough, gaps_of, series_of
from dashboard.statistics.moment_sizes import MomentSize, moment_sizes
from dashboard.statistics.series_bins import SeriesBins, series_bins

LEAST_MOMENT: Final = 0.14
"""The least size of a certain moment, in units of mood. Measured with SURE_Z: see docs/detection.md."""
SURE_Z: Final[dict[Kind, float]] = {"low": 3.8, "high": 4.55}
"""The least distance of a certain moment from usual, in deviations of its evidence.

Measured: among 200 invented classes without any event, at most one in ten has a certain one. Lows have the larger part
of that, since a class is seldom lost for want of a high.
"""
MOST_CERTAIN: Final = 6
SHORTEST_SECONDS: Final = 120.0
"""A moment of a minute, and as much that it is compared with, are the least that can be told."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A low or a high of a class: an interval in seconds since 1970 within one stretch of seeing, a minute or longer.

    `mood` is its mean net positivity with its 80 % band, `against` what was usual there; `size` is the difference, from
    `low` to `high`. Where `is_certain` is False it may be chance, and is told only as the class's lowest or highest
    point; `strength` says how large it is, not how sure.
    """

    kind: Kind
    begin: float
    end: float
    mood: float
    mood_low: float
    mood_high: float
    against: float
    size: float
    low: float
    high: float
    strength: Strength
    is_certain: bool

    @property
    def seconds(self) -> float:
        """Return its length."""
        return self.end - self.begin

    @property
    def judgement(self) -> Judgement:
        """Return the verdict on the difference to what was usual; no different where it may be chance."""
        if not self.is_certain:
            return Judgement("no_different", self.size, self.low, self.high)
        return judge(self.size, self.low, self.high)


@dataclass(frozen=True, slots=True)
class ClassMoments:
    """The moments of a class in order of time, and for how many seconds a mood was seen.

    A class that is long enough has at least its lowest and its highest point, though neither need be certain.
    """

    moments: tuple[Moment, ...]
    seen_seconds: float

    @property
    def is_long_enough(self) -> bool:
        """Return whether there was enough to compare one moment with the rest."""
        return self.seen_seconds >= SHORTEST_SECONDS

    @property
    def certain(self) -> tuple[Moment, ...]:
        """Return the certain moments, in order of time."""
        return tuple(one for one in self.moments if one.is_certain)

    @property
    def lowest(self) -> Moment | None:
        """Return the deepest low, certain or not."""
        return min((one for one in self.moments if one.kind == "low"), key=lambda one: one.size, default=None)

    @property
    def highest(self) -> Moment | None:
        """Return the strongest high, certain or not."""
        return max((one for one in self.moments if one.kind == "high"), key=lambda one: one.size, default=None)

    @property
    def largest(self) -> Moment | None:
        """Return the certain moment that differs most from usual, for a headline; None if no moment is certain."""
        return max(self.certain, key=lambda one: abs(one.size), default=None)


NO_MOMENTS: Final = ClassMoments((), 0.0)


def find_moments(columns: SampleColumns, row: ClassRow, sure_z: Mapping[Kind, float] = SURE_Z) -> ClassMoments:
    """Return the moments of the class. Excluded samples are expected to have been left out of the columns.

    `sure_z` is another least distance of certain moments than the usual one, to measure what it would find.
    """
    bins, bin_seconds = coarse_enough(series_bins(columns, row))
    seen_seconds = bin_seconds * len(bins)
    if seen_seconds < SHORTEST_SECONDS:
        return ClassMoments((), seen_seconds)
    series = series_of(bins, columns, row, bin_seconds)
    evidence = all_evidence(series, bins, columns)
    sure = _sure(evidence, sure_z)
    perhaps = [one for kind in evidence if (one := best_candidate(evidence[kind], sure)) is not None]
    sizes = moment_sizes(series, bins, columns, row, sure, perhaps)
    told = [
        _moment(one, size, is_certain=one in sure, bins=bins, gaps=gaps_of(columns, row))
        for one, size in zip([*sure, *perhaps], sizes, strict=True)
    ]
    return ClassMoments(_chosen(told), seen_seconds)


def _sure(evidence: dict[Kind, Evidence], sure_z: Mapping[Kind, float]) -> list[Candidate]:
    """Return the moments that chance hardly makes, the clearest first."""
    found: list[Candidate] = []
    while len(found) < MOST_CERTAIN:
        further = [one for kind in evidence if (one := best_candidate(evidence[kind], found)) is not None]
        sure = [one for one in further if one.z >= sure_z[one.kind]]
        if not sure:
            break
        found.append(max(sure, key=lambda one: one.z - sure_z[one.kind]))
    return found


def _moment(
    one: Candidate, size: MomentSize, *, is_certain: bool, bins: SeriesBins, gaps: tuple[Floats, Floats]
) -> Moment:
    place = bins.place - bins.place[0]
    inside = np.flatnonzero((place >= one.begin) & (place < one.end))
    begin, end = float(bins.begin[inside[0]]), float(bins.end[inside[-1]])
    # A bin may hold the beginning of a gap, or its end: what was not seen is no part of the moment.
    middle = (begin + end) / 2
    before, after = gaps
    begin = max([begin, *after[after < middle][-1:].tolist()])
    end = min([end, *before[before > middle][:1].tolist()])
    sides = 1 if one.kind == "high" else -1
    certain = is_certain and sides * size.size >= LEAST_MOMENT and judge(size.size, size.low, size.high).differs
    return Moment(
        kind=one.kind,
        begin=begin,
        end=end,
        mood=size.mood,
        mood_low=size.mood_low,
        mood_high=size.mood_high,
        against=size.against,
        size=size.size,
        low=size.low,
        high=size.high,
        strength=strength_of(size.size),
        is_certain=certain,
    )


def _chosen(told: list[Moment]) -> tuple[Moment, ...]:
    """Return the certain moments, and of a kind that has none the one that differs most, in order of time."""
    certain = [one for one in told if one.is_certain]
    kinds = {one.kind for one in certain}
    for kind, sign in SIGNS.items():
        perhaps = [one for one in told if one.kind == kind and sign * one.size > 0]
        if kind not in kinds and perhaps:
            certain.append(max(perhaps, key=lambda one: abs(one.size)))
    return tuple(sorted(certain, key=lambda one: one.begin))
