"""Share of a class that was seen, of people and time, and the spans in which nothing was.

Seen is the face-seconds seen, of the expected number times the class's time less its pauses and what else was left out.
More faces than expected do not make up for a time with fewer, and a span in which nothing was seen counts as nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import Floats, SampleColumns
from dashboard.database.read.mood_rule import share_seen
from dashboard.database.read.records import ClassRecords, UnseenRow
from dashboard.statistics.class_mean import shown_samples
from dashboard.statistics.held_time import (
    Span,
    UnseenTime,
    empty_spans,
    extent_of_samples,
    held_time,
    merged,
    unseen_times,
    without_spans,
)


@dataclass(frozen=True, slots=True)
class Seen:
    """People seen in m windows, as columns (m,); NaN where no time was to be seen.

    `faces` are those seen on average, never more than expected; `share` is that of the expected number, 0 to 1, NaN
    where none was said; `mood_share` the share of the time with a mood that may be shown.
    """

    faces: Floats
    share: Floats
    mood_share: Floats


@dataclass(frozen=True, slots=True)
class SeenTime:
    """The time for which each sample of a class stands, and the `silent` spans that none stands for.

    `spans` are all in which nothing was seen: the silent ones, and those in which no face was found. `edges` (2n,) are
    where each sample's time begins and ends, by a clock that stands still in what was `left_out`; `held_seconds`,
    `face_seconds` and `mood_seconds` (2n,) are what was seen up to there. `pictures` (n,) are the moments of pictures
    that stand alone: each of those counts alike, and there is no time between them.
    """

    begin: float
    end: float
    spans: tuple[UnseenTime, ...]
    silent: Sequence[Span]
    expected: int | None
    left_out: Sequence[Span]
    pictures: Floats | None
    edges: Floats
    held_seconds: Floats
    face_seconds: Floats
    mood_seconds: Floats

    def between(self, begins: Floats, ends: Floats) -> Seen:
        """Return how much was seen from each of `begins` (m,) to its end, as far as these lie within the class."""
        inside = [self._clock(np.clip(edges, self.begin, self.end)) for edges in (begins, ends)]
        held, faces, mood = (
            np.diff([np.interp(at, self.edges, total) if len(total) else 0 * at for at in inside], axis=0)[0]
            for total in (self.held_seconds, self.face_seconds, self.mood_seconds)
        )
        base = held + self._unseen(begins, ends)
        with np.errstate(invalid="ignore", divide="ignore"):
            seen = np.where(base > 0, faces / base, np.nan)
            mood_share = np.where(base > 0, share_seen(mood / base, 1), 0.0)
        return Seen(seen, share_seen(seen, self.expected), mood_share)

    def whole(self) -> Seen:
        """Return how much was seen of all of it (1,)."""
        return self.between(np.array([self.begin]), np.array([self.end]))

    def _clock(self, seconds: Floats) -> Floats:
        if self.pictures is not None:
            return np.searchsorted(self.pictures, seconds).astype(float)
        return without_spans(seconds, self.left_out)

    def _unseen(self, begins: Floats, ends: Floats) -> Floats:
        total = np.zeros(len(begins))
        for begin, end in self.silent:
            total += np.maximum(np.minimum(ends, end) - np.maximum(begins, begin), 0.0)
        return total


def class_seen(columns: SampleColumns, row: ClassRow, records: ClassRecords) -> SeenTime:
    """Return how much of a class was seen, from its samples without the excluded ones."""
    shown = shown_samples(columns, row)
    return seen_time(columns.seconds, columns.faces, shown, row, records.excluded_seconds, records.unseen)


def faces_seen(
    row: ClassRow, seconds: Floats, faces: Floats, excluded: Sequence[tuple[datetime, datetime]]
) -> tuple[float | None, float | None]:
    """Return the mean faces and the share of those expected, from all samples of a class, the excluded ones too."""
    spans = [(begin.timestamp(), end.timestamp()) for begin, end in excluded]
    kept = np.ones(len(seconds), dtype=bool)
    for begin, end in spans:
        kept &= (seconds < begin) | (seconds >= end)
    if not kept.any():
        return None, None
    whole = seen_time(seconds[kept], faces[kept], np.zeros(int(kept.sum()), dtype=bool), row, spans).whole()
    return known_value(whole.faces), known_value(whole.share)


def known_value(values: Floats) -> float | None:
    """Return the only value of a column (1,), None for NaN."""
    return None if np.isnan(values[0]) else float(values[0])


def seen_time(
    seconds: Floats,
    faces: Floats,
    shown: npt.NDArray[np.bool_],
    row: ClassRow,
    excluded: Sequence[Span],
    reasons: Sequence[UnseenRow] = (),
) -> SeenTime:
    """Return what the samples of a class, at `seconds` (n,) and none of them excluded, stand for.

    `shown` (n,) are those with a mood that may be shown.
    """
    counted = np.minimum(faces, row.expected_faces) if row.expected_faces else faces
    begin, end = extent_of_samples(seconds, row)
    silent: list[Span] = []
    empty: list[Span] = []
    if row.has_single_pictures:
        begins, ends = (np.arange(len(seconds)) + step for step in (0.0, 1.0))
        left_out: list[Span] = []
    else:
        left_out = merged(excluded)
        begins, ends, silent = held_time(seconds, row, (begin, end), left_out)
        empty = empty_spans(faces, (begins, ends), row, merged([*left_out, *silent]))
        begins, ends = without_spans(begins, left_out), without_spans(ends, left_out)
    held = np.maximum(ends - begins, 0.0)
    return SeenTime(
        begin,
        end,
        unseen_times(silent, empty, reasons),
        silent,
        row.expected_faces,
        left_out,
        seconds if row.has_single_pictures else None,
        np.stack([begins, ends], axis=1).ravel(),
        *(_totals(held * each) for each in (np.ones(len(held)), counted, shown.astype(float))),
    )


def _totals(amounts: Floats) -> Floats:
    """Return the sum of the amounts (n,) at the begin and at the end of each (2n,)."""
    after = np.cumsum(amounts)
    return np.stack([after - amounts, after], axis=1).ravel()
