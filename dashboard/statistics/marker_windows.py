"""The five minutes around each marker of a class, in steps of ten seconds, against the two minutes before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import Floats, SampleColumns
from dashboard.database.read.mood_rule import enough_seen
from dashboard.statistics.sampling_interval import held_seconds

STEP_SECONDS: Final = 10.0
STEPS_BEFORE: Final = 12
STEPS_AFTER: Final = 18
STEPS: Final = STEPS_BEFORE + STEPS_AFTER
EFFECT: Final = slice(STEPS_BEFORE + 3, STEPS_BEFORE + 12)
"""The one summary that a verdict rests on, chosen beforehand: from half a minute to two minutes after the marker."""
FULL_ENOUGH: Final = 0.4
LONG_GAP_STEPS: Final = 6


@dataclass(frozen=True, slots=True)
class MarkerWindows:
    """Windows after m markers of one class: `changes` (m, 30) of a figure against the mean of the two minutes before.

    NaN where nothing was seen, beyond a silence of a minute, and from the next marker of the same kind on. `left_out`
    markers had too little before or after them; `overlapped` ones came within two minutes after another one.
    """

    changes: Floats
    left_out: int
    overlapped: int

    @property
    def effects(self) -> Floats:
        """Return each marker's mean change (m,) from half a minute to two minutes after it."""
        return np.asarray(np.nanmean(self.changes[:, EFFECT], axis=1), dtype=float)


def step_starts() -> Floats:
    """Return the begin of each step (30,), in seconds after the marker."""
    return STEP_SECONDS * np.arange(-STEPS_BEFORE, STEPS_AFTER, dtype=float)


def marker_windows(
    columns: SampleColumns, row: ClassRow, marked: Sequence[float], figure_weights: Floats
) -> MarkerWindows:
    """Return the windows around the markers at `marked` (seconds since 1970), of the figure with these weights (7,).

    Excluded samples are expected to have been left out. A marker counts if at least half of its steps before, half of
    those after and half of those of the effect are known.
    """
    times = np.sort(np.asarray(marked, dtype=float))
    alone = np.diff(times, prepend=-np.inf) >= STEPS_BEFORE * STEP_SECONDS
    following = np.append(times[1:], np.inf)[alone]
    changes = _steps(columns, row, times[alone], figure_weights)
    changes[step_starts() + STEP_SECONDS > (following - times[alone])[:, None]] = np.nan
    for window in changes:
        _forget_beyond_silences(window)
    known = np.isfinite(changes)
    enough = (known[:, :STEPS_BEFORE].sum(axis=1) * 2 >= STEPS_BEFORE) & (
        known[:, STEPS_BEFORE:].sum(axis=1) * 2 >= STEPS_AFTER
    )
    enough &= known[:, EFFECT].sum(axis=1) * 2 >= EFFECT.stop - EFFECT.start
    changes = changes[enough]
    before = np.nanmean(changes[:, :STEPS_BEFORE], axis=1) if len(changes) else np.empty(0)
    return MarkerWindows(changes - before[:, None], int((~enough).sum()), int((~alone).sum()))


def _steps(columns: SampleColumns, row: ClassRow, times: Floats, figure_weights: Floats) -> Floats:
    """Return the figure's means (m, 30) over each step around each time, NaN where less than four seconds were seen."""
    shown = columns.has_mood & enough_seen(columns.faces, row.expected_faces)
    faces = np.where(shown, np.maximum(columns.usable_faces, 1.0), 0.0)
    figure = np.nan_to_num(columns.mood @ figure_weights)
    held = np.where(shown, np.minimum(held_seconds(columns.seconds, row), STEP_SECONDS), 0.0)
    edges = times[:, None] + STEP_SECONDS * np.arange(-STEPS_BEFORE, STEPS_AFTER + 1)
    places = np.searchsorted(columns.seconds, edges)

    def sums(values: Floats) -> Floats:
        return np.diff(np.append(0.0, np.cumsum(values))[places], axis=1)

    with np.errstate(invalid="ignore", divide="ignore"):
        means = sums(figure * faces) / sums(faces)
    return np.asarray(np.where(sums(held) >= FULL_ENOUGH * STEP_SECONDS, means, np.nan), dtype=float)


def _forget_beyond_silences(window: npt.NDArray[np.float64]) -> None:
    """Make everything NaN that a silence of a minute parts from the marker."""
    missing = np.isnan(window)
    for place in range(STEPS_BEFORE, STEPS - LONG_GAP_STEPS + 1):
        if missing[place : place + LONG_GAP_STEPS].all():
            window[place:] = np.nan
    for place in range(STEPS_BEFORE, LONG_GAP_STEPS - 1, -1):
        if missing[place - LONG_GAP_STEPS : place].all():
            window[:place] = np.nan
