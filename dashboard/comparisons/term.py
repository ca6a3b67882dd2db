"""A group's classes over a term, each compared with the usual level of the group.

Usual is the median of the class means of net positivity; the usual range holds eight classes in ten of a normal
distribution with their robust deviation: median ± 1.2816 × max(1.4826 × MAD, 0.03). A class is clearly above or below
only if its whole band lies outside that range.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from classroom.engagement import BAND_Z
from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import Floats, SampleColumns
from dashboard.database.read.groups import Tally
from dashboard.database.read.records import ClassRecords
from dashboard.statistics.breaks import in_lesson
from dashboard.statistics.class_mean import shown_mean, shown_samples
from dashboard.statistics.confusion_correction import difference_band
from dashboard.statistics.judgement import Judgement, Verdict, judge
from dashboard.statistics.moments import find_moments
from dashboard.statistics.points import confusion_of
from dashboard.statistics.seen import class_seen, known_value
from dashboard.statistics.time_series import NET_WEIGHTS

FEWEST_FOR_USUAL: Final = 3
LEAST_DEVIATION: Final = 0.03
"""Class means waver by about this much without anything having been different."""
Side = Literal["above", "below", "usual"]
SIDES: Final[dict[Verdict, Side]] = {
    "better": "above",
    "worse": "below",
    "no_different": "usual",
    "not_enough_seen": "usual",
}


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """The figures of a class in a term.

    `mood` are its mean shares, None where none may be shown; `deviation` that of its mean net positivity over faces,
    None where it is not known. `mean_faces`, `coverage` and `mood_share_of_time`, 0 to 1, are those of its summary.
    `dips` and `peaks` count the certain lows and highs.
    """

    seconds: float
    mean_faces: float | None
    coverage: float | None
    mood: tuple[float, ...] | None
    deviation: float | None
    mood_share_of_time: float
    dips: int
    peaks: int

    @property
    def net(self) -> float | None:
        """Return the mean net positivity, −1 to 1."""
        return None if self.mood is None else float(np.array(self.mood) @ NET_WEIGHTS)


@dataclass(frozen=True, slots=True)
class AgainstUsual:
    """The distance of a class from the usual level of its group, with its 10-90 % band, and the verdict on it.

    It is better or worse if the whole band lies outside of the range that is usual for the group.
    """

    value: float
    low: float
    high: float
    judgement: Judgement

    @property
    def side(self) -> Side:
        """Return the side of the usual range on which the class lies."""
        return SIDES[self.judgement.verdict]


@dataclass(frozen=True, slots=True)
class TermClass:
    """A class of the term. `against` is None where it has no mood or no known band, or the group too few classes."""

    row: ClassRow
    figures: ClassFigures
    against: AgainstUsual | None
    tally: Tally

    @property
    def coverage(self) -> float | None:
        """Return the share of the class that was seen, 0 to 1."""
        return self.figures.coverage


@dataclass(frozen=True, slots=True)
class Term:
    """A group's classes in order of their dates. `usual` is None with too few; `half_range` is half the usual range."""

    classes: tuple[TermClass, ...]
    usual: float | None
    half_range: float

    @property
    def networks(self) -> frozenset[str]:
        """Return the networks that read these classes: levels by different networks are not comparable."""
        return frozenset(one.row.model_id for one in self.classes if one.figures.mood is not None)


def class_figures(columns: SampleColumns, row: ClassRow, records: ClassRecords, seconds: float) -> ClassFigures:
    """Compute the figures of a class that lasted `seconds`. The columns need their variances.

    As in a class's summary, the mood takes only samples that may be shown, weighted by their usable faces; breaks
    are left out.
    """
    seen = class_seen(columns, row, records).whole()
    mean = shown_mean(columns, row, shown_samples(columns, row) & in_lesson(columns, records))
    deviation = np.nan if mean is None else float(mean.net_deviation[0])
    moments = find_moments(columns, row).certain
    return ClassFigures(
        seconds=seconds,
        mean_faces=known_value(seen.faces) if len(columns) else None,
        coverage=known_value(seen.share) if len(columns) else None,
        mood=None if mean is None else tuple(mean.mood[0].tolist()),
        deviation=None if np.isnan(deviation) else deviation,
        mood_share_of_time=float(seen.mood_share[0]),
        dips=sum(1 for moment in moments if moment.kind == "low"),
        peaks=sum(1 for moment in moments if moment.kind == "high"),
    )


def term_of(rows: Sequence[ClassRow], figures: Mapping[int, ClassFigures], tallies: Mapping[int, Tally]) -> Term:
    """Return the term of these classes; those without figures yet are left out."""
    ordered = sorted((row for row in rows if row.id in figures), key=lambda row: (row.started_at, row.id))
    moods = [np.array(figure.mood) for row in ordered if (figure := figures[row.id]).mood is not None]
    if len(moods) < FEWEST_FOR_USUAL:
        bare = [TermClass(row, figures[row.id], None, tallies.get(row.id, Tally())) for row in ordered]
        return Term(tuple(bare), None, 0.0)
    nets = np.array(moods) @ NET_WEIGHTS
    usual = float(np.median(nets))
    half_range = BAND_Z * max(1.4826 * float(np.median(np.abs(nets - usual))), LEAST_DEVIATION)
    typical = np.median(np.array(moods), axis=0)
    classes = [
        TermClass(
            row,
            figures[row.id],
            _against(row, figures[row.id], (usual, half_range), typical),
            tallies.get(row.id, Tally()),
        )
        for row in ordered
    ]
    return Term(tuple(classes), usual, half_range)


def _against(row: ClassRow, figures: ClassFigures, level: tuple[float, float], typical: Floats) -> AgainstUsual | None:
    """Return the class against the usual level. The network confuses both alike: only the difference is corrected."""
    if figures.net is None or figures.mood is None or figures.deviation is None:
        return None
    usual, half_range = level
    value = figures.net - usual
    mood = np.array(figures.mood)
    ends = difference_band(mood, typical, NET_WEIGHTS, confusion_of(row), figures.deviation)
    # The level is the median of the figures, not the figure of the median mood.
    low, high = (value + float(end - (mood - typical) @ NET_WEIGHTS) for end in ends)
    return AgainstUsual(value, low, high, judge(value, low, high, within=half_range))
