"""Averages of net positivity after each kind of marker, over classes. They show no cause."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import Floats, SampleColumns
from dashboard.database.read.records import MarkerRow
from dashboard.statistics.confusion_correction import band_around, corrected_weights
from dashboard.statistics.judgement import judge, sides
from dashboard.statistics.marker_windows import (
    STEP_SECONDS,
    STEPS,
    STEPS_BEFORE,
    MarkerWindows,
    marker_windows,
    step_starts,
)
from dashboard.statistics.points import confusion_of
from dashboard.statistics.student_t import t_quantile
from dashboard.statistics.time_series import NET_WEIGHTS

FEWEST_CLASSES: Final = 3
FEWEST_MARKERS: Final = 5
BAND: Final = 0.9
VERDICT: Final = 0.975
"""The upper ends of what is drawn, an 80 % band, and of what a verdict asks for, a 95 % band that leaves out zero."""
HOLDS_STEPS: Final = 6

ClassWithMarkers = tuple[ClassRow, SampleColumns, Sequence[MarkerRow]]
Group = tuple[str, str]
"""A kind of marker, and for the kind "own" its words, as `own_words` has them."""
BothWindows = tuple[MarkerWindows, MarkerWindows]
"""The same windows of net positivity as read, and corrected for confusion."""
Verdict = Literal["lifts", "lowers", "nothing", "too_few"]


@dataclass(frozen=True, slots=True)
class MarkerCurve:
    """The mean change of net positivity in 30 steps of ten seconds from two minutes before to three after the marker.

    `seconds` (30,) are the middles of the steps; `mean`, and the 80 % band `low` to `high` (30,), are NaN where fewer
    than three classes are known.
    """

    seconds: Floats
    mean: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True)
class AfterMarker:
    """The average after the markers of one kind; `words` are the teacher's own, for the kind "own".

    `markers` of `classes` were counted; `left_out` had too little before or after them, `overlapped` followed another
    of their kind within two minutes. `effect` is the mean change from half a minute to two minutes after the marker,
    with its 80 % band; None where it is not known. `after_seconds` says from when on, after the marker, the change
    stays outside the band for a minute; None where it never does, or the verdict is not "lifts" or "lowers".
    """

    kind: str
    words: str
    markers: int
    classes: int
    left_out: int
    overlapped: int
    verdict: Verdict
    curve: MarkerCurve
    effect: float | None
    effect_low: float | None
    effect_high: float | None
    after_seconds: float | None


def own_words(marker: MarkerRow) -> str:
    """Return the words that group a marker: of the kind "own" its note in lower case, blanks collapsed; else none."""
    return " ".join(marker.note.split()).casefold() if marker.kind == "own" else ""


def after_all_markers(classes: Iterable[ClassWithMarkers]) -> tuple[AfterMarker, ...]:
    """Return the averages after each kind of marker and each group of own words; the most frequent first."""
    known = list(classes)
    markers = [marker for _, _, found in known for marker in found]
    groups = [(marker.kind, own_words(marker)) for marker in markers]
    often = sorted(set(groups), key=lambda group: (-groups.count(group), group))
    return tuple(after_markers(known, kind, words) for kind, words in often)


def after_markers(classes: Iterable[ClassWithMarkers], kind: str, words: str = "") -> AfterMarker:
    """Return the average after the markers of a kind (and, for "own", of these words) in these classes.

    A class counts once, with the mean over its markers: ten markers of one class share its people and its day. It
    weighs 2 n / (n + 1) with n markers, so never twice as much as one with a single one. The band is Student's t over
    classes, with the variance of a weighted mean as Cochran 1977 gives it; one over markers would be too narrow.
    Excluded samples are expected to have been left out of the columns.
    """
    wanted = " ".join(words.split()).casefold()
    windows = [class_windows(class_with_markers).get((kind, wanted)) for class_with_markers in classes]
    return after_windows(kind, wanted, [both for both in windows if both is not None])


def class_windows(class_with_markers: ClassWithMarkers) -> dict[Group, BothWindows]:
    """Return the windows around the markers of one class, by kind and own words: small enough to keep for a term."""
    row, columns, markers = class_with_markers
    times: dict[Group, list[float]] = {}
    for marker in markers:
        times.setdefault((marker.kind, own_words(marker)), []).append(marker.marked_at.timestamp())
    weights = corrected_weights(NET_WEIGHTS, confusion_of(row))
    return {
        group: (marker_windows(columns, row, marked, NET_WEIGHTS), marker_windows(columns, row, marked, weights))
        for group, marked in times.items()
    }


def after_windows(kind: str, words: str, windows: Sequence[BothWindows]) -> AfterMarker:
    """Return the average from the windows of classes that each have markers of this group; see `after_markers`."""
    left_out, overlapped = (sum(getattr(read, name) for read, _ in windows) for name in ("left_out", "overlapped"))
    read, corrected = ([both[side] for both in windows if len(both[0].changes)] for side in (0, 1))
    counts = np.array([len(one.changes) for one in read], dtype=float)
    curve = _curve(read, corrected, counts)
    verdict, effect, low, high = _effect(read, corrected, counts)
    return AfterMarker(
        kind=kind,
        words=words,
        markers=int(counts.sum()),
        classes=len(read),
        left_out=left_out,
        overlapped=overlapped,
        verdict=verdict,
        curve=curve,
        effect=effect,
        effect_low=low,
        effect_high=high,
        after_seconds=_holds_from(curve, verdict),
    )


def _over_classes(values: Floats, counts: Floats, upper: float) -> tuple[Floats, Floats]:
    """Return the weighted mean (s,) of values (c, s) of c classes with `counts` (c,) markers, and half its band."""
    weights = np.where(np.isfinite(values), (2 * counts / (counts + 1))[:, None], 0.0)
    classes = (weights > 0).sum(axis=0)
    total = np.where(classes >= FEWEST_CLASSES, weights.sum(axis=0), np.nan)
    mean = (weights * np.nan_to_num(values)).sum(axis=0) / total
    squares = ((weights * (np.nan_to_num(values) - mean)) ** 2).sum(axis=0) / total**2
    reach = np.array([t_quantile(upper, max(int(number) - 1, 2)) for number in classes])
    return mean, reach * np.sqrt(squares * classes / np.maximum(classes - 1, 1))


def _curve(read: list[MarkerWindows], corrected: list[MarkerWindows], counts: Floats) -> MarkerCurve:
    seconds = step_starts() + STEP_SECONDS / 2
    if len(read) < FEWEST_CLASSES:
        return MarkerCurve(seconds, *(np.full(STEPS, np.nan) for _ in range(3)))
    mean, _ = _over_classes(_class_means(read), counts, BAND)
    low, high = band_around(mean, *_over_classes(_class_means(corrected), counts, BAND))
    return MarkerCurve(seconds, mean, low, high)


def _class_means(windows: list[MarkerWindows]) -> Floats:
    """Return each class's mean change (c, 30) over its markers; NaN where none of them knows it."""
    known = np.array([np.isfinite(one.changes).sum(axis=0) for one in windows])
    sums = np.array([np.nansum(one.changes, axis=0) for one in windows])
    return np.asarray(np.where(known > 0, sums / np.maximum(known, 1), np.nan), dtype=float)


def _effect(
    read: list[MarkerWindows], corrected: list[MarkerWindows], counts: Floats
) -> tuple[Verdict, float | None, float | None, float | None]:
    """Return the verdict, the effect and its band, from one summary chosen beforehand: no multiple testing."""
    if len(read) < FEWEST_CLASSES:
        return "too_few", None, None, None
    effects, corrected_effects = (np.array([[one.effects.mean()] for one in windows]) for windows in (read, corrected))
    mean, sure = _over_classes(effects, counts, VERDICT)
    low, high = band_around(mean, *_over_classes(corrected_effects, counts, BAND))
    effect = float(mean[0])
    verdict: Verdict = "nothing"
    if counts.sum() < FEWEST_MARKERS:
        verdict = "too_few"
    else:
        judged = judge(effect, effect - float(sure[0]), effect + float(sure[0])).verdict
        verdict = "lifts" if judged == "better" else "lowers" if judged == "worse" else "nothing"
    return verdict, effect, float(low[0]), float(high[0])


def _holds_from(curve: MarkerCurve, verdict: Verdict) -> float | None:
    """Return the beginning of the first step after the marker from which on the band leaves out zero for a minute."""
    if verdict not in ("lifts", "lowers"):
        return None
    outside = sides(curve.low, curve.high) == (1 if verdict == "lifts" else -1)
    for step in range(STEPS_BEFORE, STEPS - HOLDS_STEPS + 1):
        if outside[step : step + HOLDS_STEPS].all():
            return float(step_starts()[step])
    return None
