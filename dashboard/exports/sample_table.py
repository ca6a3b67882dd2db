"""Table of the samples of a class and the figures computed from each, for the formats that contain all samples."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from dashboard.database.read.columns import Floats, SampleColumns
from dashboard.exports.exported_class import ExportedClass
from dashboard.exports.exported_mood import exported_mood
from dashboard.language.markers import marker_words
from dashboard.statistics.points import Points, points_of
from dashboard.statistics.time_series import Moments

ENGAGEMENT: Final = ("engagement", "engagement_low", "engagement_high")
NET: Final = ("net_positivity", "net_low", "net_high")
"""The names of a figure and of the ends of its band in Points."""

ROWS_A_PIECE: Final = 2_000
"""The rows written at once: some hundred kilobytes, so that a long class is never in memory as text."""


@dataclass(frozen=True, slots=True)
class SampleTable:
    """n samples in order of time; `points` holds the figures of each alone, without a moving mean, NaN if not shown.

    `mood_shown` are reasons of exported_mood, `segments` titles, `markers` what was marked since the sample before.
    """

    samples: SampleColumns
    points: Points
    mood_shown: Sequence[str]
    agreement: Floats
    is_excluded: Sequence[bool]
    segments: Sequence[str]
    markers: Sequence[str]

    def __len__(self) -> int:
        """Return n."""
        return len(self.samples)

    def pieces(self) -> Iterator[slice]:
        """Yield slices of all samples, some thousand at a time."""
        return (slice(begin, begin + ROWS_A_PIECE) for begin in range(0, len(self), ROWS_A_PIECE))


def sample_table(exported: ExportedClass) -> SampleTable:
    """Return the samples of the class with their figures."""
    samples = exported.samples
    reasons, mood = exported_mood(exported.row, samples)
    moments = Moments(samples.seconds, samples.faces, mood, samples.variances)
    return SampleTable(
        samples=samples,
        points=points_of(moments, exported.row, exported.options.profile),
        mood_shown=reasons,
        agreement=np.where(np.isfinite(mood[:, 0]), samples.agreement, np.nan),
        is_excluded=exported.is_excluded.tolist(),
        segments=_segment_titles(exported),
        markers=_marker_texts(exported),
    )


def _segment_titles(exported: ExportedClass) -> list[str]:
    titles = np.full(len(exported.samples), "", dtype=object)
    seconds = exported.samples.seconds
    for segment in exported.segments:
        begin, end = np.searchsorted(seconds, [segment.begin, segment.end])
        titles[begin:end] = segment.title
    return [str(title) for title in titles.tolist()]


def _marker_texts(exported: ExportedClass) -> list[str]:
    """Return the markers of each sample as text: a marker belongs to the first sample after it, else to the last."""
    texts = [""] * len(exported.samples)
    if not texts:
        return texts
    for marker in exported.view.records.markers:
        after = int(np.searchsorted(exported.samples.seconds, marker.marked_at.timestamp()))
        place = min(after, len(texts) - 1)
        text = marker_words(marker.kind, marker.note)
        texts[place] = f"{texts[place]}; {text}" if texts[place] else text
    return texts
