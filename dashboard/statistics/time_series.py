"""Time series from samples: means over the mood window and over intervals, gaps, thinning for charts."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classroom.emotions import EMOTION_COUNT
from classroom.engagement import net_positivity
from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import NET, Floats, SampleColumns, linear_weights
from dashboard.database.read.mood_rule import enough_seen
from dashboard.statistics.sampling_interval import held_seconds
from dashboard.statistics.within_people import share_that_changes

MAX_POINTS = 1500
SHORTEST_MOOD_SECONDS = 10.0
ROUNDING_SECONDS = 1e-6
LEAST_THAT_STAYS = 0.2
SHARE_WINDOW_SECONDS = 30.0
NET_WEIGHTS = linear_weights(net_positivity)


@dataclass(frozen=True, slots=True)
class Moments:
    """The class at n moments: `seconds`, `faces` (n,) and `mood` (n, 7), NaN where not shown.

    `variances` (n, 2) are those of net positivity and of the engagement proxy, or None where they were not read.
    `changing` (n, 2) is the part of them that is noise in a difference to another mean of the same class; None where it
    is not known.
    """

    seconds: Floats
    faces: Floats
    mood: Floats
    variances: Floats | None
    changing: Floats | None = None

    def __len__(self) -> int:
        """Return n."""
        return len(self.seconds)

    @property
    def net(self) -> Floats:
        """Return net positivity (n,), -1 to 1."""
        return np.asarray(self.mood @ NET_WEIGHTS, dtype=float)

    @property
    def net_deviation(self) -> Floats:
        """Return the standard deviation (n,) of net positivity over faces; NaN where none was stored."""
        return self.deviation(NET)

    def deviation(self, figure: int) -> Floats:
        """Return the standard deviation (n,) of one of the two figures of `variances`; NaN where none was stored.

        Raises ValueError if the variances were not read: a band of no width would say that all is certain.
        """
        if self.variances is None:
            raise ValueError("the variances of these moments were not read")
        return np.asarray(np.sqrt(np.maximum(self.variances[:, figure], 0.0)), dtype=float)

    def deviation_within(self, figure: int) -> Floats:
        """Return the standard deviation (n,) of a figure in differences within the class: without what lasts in people.

        Where that part is not known, all of it.
        """
        changing = self.variances if self.changing is None else self.changing
        return Moments(self.seconds, self.faces, self.mood, changing).deviation(figure)

    def where(self, chosen: npt.NDArray[np.bool_] | slice) -> "Moments":
        """Return the chosen moments only."""
        variances, changing = (None if each is None else each[chosen] for each in (self.variances, self.changing))
        return Moments(self.seconds[chosen], self.faces[chosen], self.mood[chosen], variances, changing)


def moving_moments(columns: SampleColumns, row: ClassRow, window_seconds: float) -> Moments:
    """Return, for each sample, the mean mood over the window that ends with it, each sample weighing its usable faces.

    A moment shows a mood if at least half of the samples in its window have one (the minimum group size was reached),
    if on average enough of the expected faces were seen, and if the samples in its window make up ten seconds (a
    picture that stands alone makes up its own moment). The variance of the mean is the mean of the variances, less what
    evens out within a window: neighbouring samples show the same people, but not always the same faces.
    """
    means = _means_of_intervals(columns, row, *_windows(columns, row, window_seconds))
    variances = means.variances(means.share_that_stays)
    return Moments(columns.seconds, columns.faces, means.mood, variances, means.changing(row))


def share_that_stays(columns: SampleColumns, row: ClassRow) -> float:
    """Return the share (0 to 1) of a moment's variance that a mean over more time keeps, by the class's half minutes.

    Longer means keep no more, so this errs on the wide side; taken within a long interval itself, a true change of mood
    would count as noise that evens out.
    """
    return _means_of_intervals(columns, row, *_windows(columns, row, SHARE_WINDOW_SECONDS)).share_that_stays


def _windows(
    columns: SampleColumns, row: ClassRow, window_seconds: float
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    ends = np.arange(1, len(columns) + 1)
    starts = np.searchsorted(columns.seconds, columns.seconds - window_seconds, side="right")
    return (ends - 1 if row.has_single_pictures else starts), ends


def minute_moments(columns: SampleColumns, row: ClassRow) -> Moments:
    """Return the means of each whole minute that has samples, by the same rule; `seconds` are the minutes' starts."""
    minutes, starts = np.unique(np.floor(columns.seconds / 60), return_index=True)
    ends = np.append(starts[1:], len(columns)).astype(np.intp)
    means = _means_of_intervals(columns, row, starts, ends[: len(starts)])
    variances = means.variances(share_that_stays(columns, row))
    return Moments(minutes * 60, means.faces, means.mood, variances, means.changing(row))


def moments_between(
    columns: SampleColumns, row: ClassRow, starts: npt.NDArray[np.intp], ends: npt.NDArray[np.intp]
) -> Moments:
    """Return the means of the samples from each start (n,) to before its end (n,), by the same rule.

    Each interval has a sample at least; `seconds` are those of its first one.
    """
    means = _means_of_intervals(columns, row, starts, ends)
    variances = means.variances(share_that_stays(columns, row))
    return Moments(columns.seconds[starts], means.faces, means.mood, variances, means.changing(row))


def interval_moments(columns: SampleColumns, row: ClassRow, begins: Floats, ends: Floats) -> Moments:
    """Return the means of the samples from each of `begins` (n,) to before its end, by the same rule; NaN for none.

    `begins` and `ends` are seconds since 1970; `seconds` of the moments are the begins. The columns are those of the
    whole class: what evens out over time is learnt from all of it.
    """
    starts, stops = np.searchsorted(columns.seconds, begins), np.searchsorted(columns.seconds, ends)
    filled = stops > starts
    faces, mood = np.full(len(begins), np.nan), np.full((len(begins), EMOTION_COUNT), np.nan)
    known = None if columns.variances is None else np.full((len(begins), columns.variances.shape[1]), np.nan)
    variances, changing = (None if known is None else known.copy() for _ in range(2))
    if filled.any():
        found = _means_of_intervals(columns, row, starts[filled], stops[filled])
        faces[filled], mood[filled] = found.faces, found.mood
        if variances is not None and changing is not None:
            variances[filled] = found.variances(share_that_stays(columns, row))
            changing[filled] = found.changing(row)
    return Moments(begins, faces, mood, variances, changing)


@dataclass(frozen=True, slots=True)
class _Means:
    """Means of m intervals: `faces` (m,), `mood` (m, 7), `held` (m,) the seconds that they are of, `of_a_moment` (m, 2)
    the mean variances of single moments, and `within` (m,) the variance of net positivity within the interval; the
    latter two None where no variances were read.
    """

    faces: Floats
    mood: Floats
    held: Floats
    of_a_moment: Floats | None
    within: Floats | None

    @property
    def share_that_stays(self) -> float:
        """Return the share of a moment's variance that an interval's mean keeps, 0 to 1.

        The variance of a moment is that of the interval's mean and that within it (the law of total variance). The
        share is a median over the intervals, since a change of mood within one is no noise.
        """
        if self.of_a_moment is None or self.within is None:
            return 1.0
        moments = self.of_a_moment[:, NET]
        known = np.isfinite(self.within) & (moments > 0)
        if not known.any():
            return 1.0
        return float(np.clip(1 - np.median(self.within[known] / moments[known]), LEAST_THAT_STAYS, 1.0))

    def variances(self, stays: float) -> Floats | None:
        """Return the variances (m, 2) of the means: the share `stays` of a moment's. None where none were read."""
        return None if self.of_a_moment is None else self.of_a_moment * stays

    def changing(self, row: ClassRow) -> Floats | None:
        """Return the part (m, 2) of the variances that is noise in a difference within the class.

        Of pictures that stand alone nobody knows how far apart they are: all of a moment's variance.
        """
        if self.of_a_moment is None or row.has_single_pictures:
            return self.of_a_moment
        return np.asarray(self.of_a_moment * share_that_changes(self.held)[:, None], dtype=float)


def _means_of_intervals(
    columns: SampleColumns, row: ClassRow, starts: npt.NDArray[np.intp], ends: npt.NDArray[np.intp]
) -> _Means:
    """Return the means of the samples from each start to before its end; NaN if not shown.

    A mood whose variance was not stored counts in the mean, and not in its variance.
    """
    weights = np.where(columns.has_mood, np.maximum(columns.usable_faces, 1.0), 0.0)
    weight = _window_sums(weights, starts, ends)
    with_mood = _window_sums(columns.has_mood.astype(float), starts, ends)
    faces = _window_sums(columns.faces, starts, ends) / (ends - starts)
    shown = with_mood * 2 >= ends - starts
    shown &= enough_seen(faces, row.expected_faces)
    held = _window_sums(held_seconds(columns.seconds, row), starts, ends)
    if not row.has_single_pictures:
        shown &= held >= SHORTEST_MOOD_SECONDS - ROUNDING_SECONDS

    def weighted(values: Floats, known: Floats, total: Floats) -> Floats:
        # One column after another: numpy picks from a single row of numbers in a third of the time.
        sums = np.array([_window_sums(np.nan_to_num(column) * known, starts, ends) for column in values.T])
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(shown & (total > 0), sums / total, np.nan).T

    mood = weighted(columns.mood, weights, weight)
    if columns.variances is None:
        return _Means(faces, mood, held, None, None)
    known = np.where(np.isfinite(columns.variances[:, NET]), weights, 0.0)
    moments = weighted(columns.variances, known, _window_sums(known, starts, ends))
    within = weighted((columns.mood @ NET_WEIGHTS)[:, None] ** 2, weights, weight)[:, 0] - (mood @ NET_WEIGHTS) ** 2
    return _Means(faces, mood, held, moments, within)


def _window_sums(values: Floats, starts: npt.NDArray[np.intp], ends: npt.NDArray[np.intp]) -> Floats:
    totals = np.concatenate([[0.0], np.cumsum(values)])
    return np.asarray(totals[ends] - totals[starts], dtype=float)


def chart_moments(moments: Moments, gap: Floats | float, limit: int = MAX_POINTS) -> Moments:
    """Return at most `limit` moments: means over equal bins where there are too many, an empty moment in each gap.

    `gap` says from how many seconds on an interval is one, for each (n - 1,) or for all of them. Gaps shorter than two
    bins are bridged only where keeping them would exceed the limit.
    """
    limit = max(limit, 10)
    gaps = np.broadcast_to(np.asarray(gap, dtype=float), max(len(moments) - 1, 0))
    thinned = _with_gaps(moments, gaps)
    if len(thinned) <= limit:
        return thinned
    width = (moments.seconds[-1] - moments.seconds[0]) / limit
    silence = gaps
    while len(thinned) > limit:
        starts = _bin_starts(moments, silence, width)
        thinned = _with_gaps(_binned(moments, starts), np.maximum(silence[starts[1:] - 1], 2 * width))
        silence, width = np.maximum(gaps, 2 * width), width * 1.1
    return thinned


def _bin_starts(moments: Moments, gap: Floats, width: float) -> npt.NDArray[np.intp]:
    """Return the place of each bin's first moment: at equal distances, and after every gap."""
    bins = np.floor((moments.seconds - moments.seconds[0]) / width)
    changes = np.flatnonzero((np.diff(moments.seconds) > gap) | (np.diff(bins) > 0)) + 1
    return np.concatenate([[0], changes]).astype(np.intp)


def _binned(moments: Moments, starts: npt.NDArray[np.intp]) -> Moments:
    counts = np.diff(np.concatenate([starts, [len(moments)]]))
    present = np.isfinite(moments.mood[:, 0])
    with_mood = np.add.reduceat(present.astype(float), starts)
    shown = (with_mood * 2 >= counts)[:, None]

    def mean_of_present(values: Floats) -> Floats:
        sums = np.add.reduceat(np.nan_to_num(values), starts, axis=0)
        return np.where(shown, sums / np.maximum(with_mood, 1)[:, None], np.nan)

    return Moments(
        np.add.reduceat(moments.seconds, starts) / counts,
        np.add.reduceat(moments.faces, starts) / counts,
        mean_of_present(moments.mood),
        *(None if each is None else mean_of_present(each) for each in (moments.variances, moments.changing)),
    )


def _with_gaps(moments: Moments, gap: Floats) -> Moments:
    after = np.flatnonzero(np.diff(moments.seconds) > gap) + 1
    if not len(after):
        return moments
    middle = (moments.seconds[after - 1] + moments.seconds[after]) / 2
    return Moments(
        np.insert(moments.seconds, after, middle),
        np.insert(moments.faces, after, np.nan),
        np.insert(moments.mood, after, np.full(EMOTION_COUNT, np.nan), axis=0),
        *(
            None if each is None else np.insert(each, after, np.nan, axis=0)
            for each in (moments.variances, moments.changing)
        ),
    )
