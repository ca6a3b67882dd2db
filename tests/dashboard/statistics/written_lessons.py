"""Lessons with known levels and known noise, for tests of what is found in them."""

import numpy as np

from dashboard.database.read.columns import Floats, SampleColumns
from tests.dashboard.class_fixtures import START

BEGAN = START.timestamp()
NOISE = 0.08
PERSISTENCE = 0.965  # of a second with the next one: 0.7 from one bin of ten seconds to the next


def wavering(seconds: int, seed: int, deviation: float = NOISE) -> Floats:
    """Return noise (n,), one value a second, that forgets itself within half a minute or so."""
    chance = np.random.default_rng(seed)
    steps = chance.normal(0, deviation * np.sqrt(1 - PERSISTENCE**2), seconds)
    noise = np.empty(seconds)
    last = float(chance.normal(0, deviation))
    for second, step in enumerate(steps.tolist()):
        last = PERSISTENCE * last + step
        noise[second] = last
    return noise


def columns_with(net: Floats, faces: int = 25, seconds: Floats | None = None) -> SampleColumns:
    """Return a sample a second whose net positivity is this (n,): happy and sad, the rest neutral."""
    mood = np.zeros((len(net), 7))
    mood[:, 3], mood[:, 4] = 0.3 + net / 2, 0.3 - net / 2
    mood[:, 6] = 1 - mood[:, 3] - mood[:, 4]
    count = np.full(len(net), float(faces))
    times = BEGAN + (np.arange(len(net), dtype=float) if seconds is None else seconds)
    ids = np.arange(1.0, len(net) + 1)
    return SampleColumns(ids, times, count, count.copy(), mood, np.full(len(net), 0.7), np.zeros(len(net)), None)


def without(columns: SampleColumns, begin: float, end: float) -> SampleColumns:
    """Return the samples outside an interval, in seconds since the lesson's beginning."""
    second = columns.seconds - BEGAN
    return columns.where((second < begin) | (second >= end))


def with_level(net: Floats, begin: int, end: int, shift: float) -> Floats:
    """Return the series, raised by this much in an interval."""
    moved = net.copy()
    moved[begin:end] += shift
    return moved
