"""Students' answers with the class's mood over the same interval."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

import numpy as np

from dashboard.database.read.records import PulseRow
from dashboard.snapshot.class_data import ClassData
from dashboard.statistics.time_series import moments_between

Question = Literal["mood", "understanding"]
QUESTIONS: Final[tuple[Question, ...]] = ("mood", "understanding")


@dataclass(frozen=True, slots=True)
class PulsePoint:
    """A window of answers with their score, and the class's mean net positivity over it, None if not shown.

    The score of "mood" is (good − bad) / answers, −1 to 1; that of "understanding" is the share of "fine", 0 to 1.
    `counts` are in the question's own order: good, so-so, bad, or lost, fine, bored.
    """

    question: Question
    began_at: datetime
    ended_at: datetime
    counts: tuple[int, int, int]
    net_positivity: float | None
    typed_in: bool = False

    def __post_init__(self) -> None:
        """Check that the window has answers and a length."""
        if self.answers < 1 or min(self.counts) < 0 or self.ended_at <= self.began_at:
            raise ValueError(f"no window of answers: {self.counts}, {self.began_at} to {self.ended_at}")

    @property
    def answers(self) -> int:
        """Return the number of devices that answered."""
        return sum(self.counts)

    @property
    def score(self) -> float:
        """Return the score, in the question's own range."""
        first, second, third = self.counts
        return (first - third) / self.answers if self.question == "mood" else second / self.answers


def pulse_points(view: ClassData) -> tuple[PulsePoint, ...]:
    """Return a class's windows in order of time, each with the mood of its samples that are not excluded."""
    rows = view.records.pulse
    seconds = view.columns.seconds
    starts = np.searchsorted(seconds, [row.began_at.timestamp() for row in rows], side="left")
    ends = np.searchsorted(seconds, [row.ended_at.timestamp() for row in rows], side="left")
    net = np.full(len(rows), np.nan)
    sampled = ends > starts
    if sampled.any():
        net[sampled] = moments_between(view.columns, view.row, starts[sampled], ends[sampled]).net
    return tuple(_point(row, float(figure)) for row, figure in zip(rows, net, strict=True))


def _point(row: PulseRow, net: float) -> PulsePoint:
    question: Question = "mood" if row.question == "mood" else "understanding"
    seen = None if np.isnan(net) else net
    return PulsePoint(question, row.began_at, row.ended_at, (row.first, row.second, row.third), seen, row.typed_in)
