"""Simulation of classes with a known true mood, as a network would have read them.

The truth is a mood that the whole class has at each moment. People show one expression at a time, for half a minute or
so, with tendencies of their own; the network confuses some expressions; faces come and go. So the figures vary as those
of a real class, and their true values are known.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from classroom.engagement import SHARMA2019
from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import Floats, SampleColumns, variance_factors
from dashboard.demo_data.class_reading import ClassReading, class_reading
from dashboard.demo_data.disclosure import disclosed
from dashboard.demo_data.lesson_plans import CoverageChange, Happening, LessonPlan
from dashboard.demo_data.people import (
    Mask,
    Places,
    face_weights,
    in_view,
    network_confusion,
    no_confusion,
    read_probabilities,
    shown_expressions,
    smoothed,
)
from dashboard.demo_data.random_plans import quiet_plan, random_plan
from dashboard.demo_data.written_truth import lesson_truth, planned_moments

__all__ = [
    "CoverageChange",
    "Happening",
    "LessonPlan",
    "SimulatedLesson",
    "network_confusion",
    "no_confusion",
    "quiet_plan",
    "random_plan",
    "row_of",
    "simulate",
]


@dataclass(frozen=True, slots=True)
class SimulatedLesson:
    """A simulated lesson: its true mood, and its samples.

    `truth` (m, 7) is the class's true expected mood at each planned moment, from the lesson's first second on and
    through its gaps. `columns` hold the n samples that were taken, n <= m, with the variances of net positivity and of
    the sharma2019 proxy; `places` (n,) says which planned moment each is, `covariances` (n, 28) are the covariances.
    """

    plan: LessonPlan
    truth: Floats
    columns: SampleColumns
    covariances: Floats
    places: Places

    @property
    def truth_of_samples(self) -> Floats:
        """Return the true mood (n, 7) at each sample."""
        return np.asarray(self.truth[self.places], dtype=float)

    @property
    def row(self) -> ClassRow:
        """Return the lesson as a row of a class."""
        return row_of(self.plan)


def simulate(plan: LessonPlan, confusion: Floats | None = None) -> SimulatedLesson:
    """Simulate the lesson. `confusion` (7, 7) is the network's, by default our own one's; see also `no_confusion`."""
    chances = np.random.default_rng(plan.seed).spawn(5)
    moments = planned_moments(plan)
    truth = lesson_truth(plan)
    taken = _taken(plan, moments)
    shown = shown_expressions(truth, plan, chances[0])
    probabilities = read_probabilities(shown, network_confusion() if confusion is None else confusion, plan, chances[1])
    view = in_view(plan, moments, chances[2])
    weights = face_weights(plan, chances[3])
    seen = view & (weights > 0) & taken[:, None]
    means = smoothed(probabilities, seen, plan.sample_seconds)
    reading = class_reading(means[taken], weights[taken], view[taken], plan.min_group_size)
    places = np.flatnonzero(taken)
    reading = disclosed(reading, plan, places, chances[4])
    return SimulatedLesson(plan, truth, _columns(reading, plan.began_at + moments[taken]), reading.covariances, places)


def row_of(plan: LessonPlan, class_id: int = 1) -> ClassRow:
    """Return the lesson as a row of a class, for statistics that take one."""
    began_at = datetime.fromtimestamp(plan.began_at, UTC)
    return ClassRow(
        id=class_id,
        title="Simulated",
        group_name="",
        source="demo",
        mode="mood",
        started_at=began_at,
        created_at=began_at,
        ended_at=began_at + timedelta(seconds=plan.seconds),
        status="finished",
        timezone="UTC",
        sample_seconds=plan.sample_seconds,
        expected_faces=plan.people,
        min_group_size=plan.min_group_size,
        model_id="simulated",
    )


def _taken(plan: LessonPlan, moments: Floats) -> Mask:
    in_gap = np.zeros(len(moments), dtype=bool)
    for begin, end in plan.gaps:
        in_gap |= (moments >= begin) & (moments < end)
    return ~in_gap


def _columns(reading: ClassReading, seconds: Floats) -> SampleColumns:
    return SampleColumns(
        ids=np.arange(1.0, len(seconds) + 1),
        seconds=seconds,
        faces=reading.faces,
        usable_faces=reading.usable_faces,
        mood=reading.mood,
        agreement=reading.agreement,
        frames_dropped=np.zeros(len(seconds)),
        variances=reading.covariances @ variance_factors((SHARMA2019,)),
    )
