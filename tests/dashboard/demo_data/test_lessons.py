"""Simulated lessons: the truth is what was planned, and the reading is what a network would make of it."""

from dataclasses import replace

import numpy as np
import pytest

from classroom.emotions import HAPPY, NEUTRAL
from dashboard.database.read.columns import NET
from dashboard.demo_data.lessons import (
    CoverageChange,
    Happening,
    LessonPlan,
    network_confusion,
    no_confusion,
    simulate,
)
from dashboard.demo_data.people import FERPLUS_COUNTS
from dashboard.demo_data.syllabus import model_facts
from dashboard.demo_data.written_truth import lesson_truth, planned_moments
from dashboard.statistics.time_series import NET_WEIGHTS, moving_moments

DIP = Happening("dip", 600, 240, -0.3, 20, 20)
PLAN = LessonPlan(1500, 25, seed=3, happenings=(DIP,))


def test_the_truth_moves_by_what_was_planned_when_it_was_planned() -> None:
    truth = lesson_truth(PLAN)
    net = truth @ NET_WEIGHTS
    assert np.allclose(truth.sum(axis=1), 1)
    assert truth.min() > 0
    assert np.allclose(truth[:600], PLAN.base_mood)
    assert np.allclose(net[620:820] - net[0], -0.3)
    assert np.allclose(truth[841:], PLAN.base_mood)


def test_a_peak_lifts_the_truth_and_two_happenings_add_up() -> None:
    peak = Happening("peak", 200, 100, 0.25)
    both = (peak, Happening("stir", 230, 30, 0.1, 5, 5))
    net = lesson_truth(replace(PLAN, happenings=both)) @ NET_WEIGHTS
    assert net[220] - net[0] == pytest.approx(0.25)
    assert net[245] - net[0] == pytest.approx(0.35)


def test_a_class_that_wanders_drifts_slowly_and_stays_a_mood() -> None:
    truth = lesson_truth(replace(PLAN, happenings=(), wander=0.15, seconds=5400))
    assert np.allclose(truth.sum(axis=1), 1)
    assert 0.01 < (truth @ NET_WEIGHTS).std() < 0.2
    assert np.abs(np.diff(truth, axis=0)).max() < 0.003


def test_what_is_read_is_a_mood_and_follows_the_truth() -> None:
    lesson = simulate(PLAN)
    known = lesson.columns.mood[lesson.columns.has_mood]
    assert len(lesson.columns) == 1500
    assert np.allclose(known.sum(axis=1), 1)
    assert known.min() >= 0
    net = lesson.columns.mood @ NET_WEIGHTS
    assert np.nanmean(net[640:820]) < np.nanmean(net[120:600]) - 0.1
    shown = moving_moments(lesson.columns, lesson.row, 30)
    assert np.isfinite(shown.mood[100:, 0]).all()


def test_the_same_plan_is_the_same_lesson_and_another_seed_another() -> None:
    first, again, other = simulate(PLAN), simulate(PLAN), simulate(replace(PLAN, seed=4))
    assert np.array_equal(first.columns.mood, again.columns.mood, equal_nan=True)
    assert np.array_equal(first.covariances, again.covariances, equal_nan=True)
    assert not np.array_equal(first.columns.mood, other.columns.mood, equal_nan=True)
    assert np.array_equal(first.truth, other.truth)


def test_nothing_is_read_of_fewer_than_the_minimum_group() -> None:
    change = CoverageChange(300, 300, 0.1)
    columns = simulate(LessonPlan(900, 20, 1, coverage_changes=(change,))).columns
    few = columns.usable_faces < 5
    assert few[310:590].all()
    assert not few[650:].any()
    assert np.isnan(columns.mood[few]).all()
    assert np.isnan(columns.agreement[few]).all()
    assert columns.variances is not None
    assert np.isnan(columns.variances[few]).all()
    assert np.isfinite(columns.mood[~few]).all()


def test_a_gap_has_no_samples_but_a_truth() -> None:
    lesson = simulate(LessonPlan(900, 20, 1, gaps=((300, 400),)))
    seconds = lesson.columns.seconds - lesson.plan.began_at
    assert len(lesson.truth) == 900
    assert len(lesson.columns) == len(lesson.truth_of_samples) == 800
    assert not ((seconds >= 300) & (seconds < 400)).any()
    assert np.array_equal(planned_moments(lesson.plan)[lesson.places], seconds)


def test_faces_are_never_fewer_than_usable_ones_and_some_are_away_now_and_then() -> None:
    columns = simulate(replace(PLAN, absence=0.1)).columns
    assert (columns.usable_faces <= columns.faces).all()
    assert (columns.faces <= 25).all()
    assert columns.faces[120:].mean() == pytest.approx(22.5, abs=1.0)


def test_the_network_reads_as_its_confusion_says() -> None:
    crowd = LessonPlan(400, 600, seed=5)
    read = {
        name: np.nanmean(simulate(crowd, confusion).columns.mood[100:], axis=0)
        for name, confusion in (("right", no_confusion()), ("ours", None))
    }
    truth = np.array(crowd.base_mood)
    assert np.abs(read["right"] - truth).max() < 0.02
    assert np.abs(read["ours"] - truth @ network_confusion()).max() < 0.02
    swapped = np.eye(7)[[0, 1, 2, NEUTRAL, 4, 5, HAPPY]]
    assert np.nanmean(simulate(crowd, swapped).columns.mood[:, HAPPY]) == pytest.approx(truth[NEUTRAL], abs=0.03)


def test_the_covariance_is_that_of_the_reading_over_many_classes() -> None:
    plans = [LessonPlan(60, 20, seed, absence=0.0) for seed in range(300)]
    columns = [simulate(plan).columns for plan in plans]
    nets = np.array([one.mood[45] @ NET_WEIGHTS for one in columns])
    said = np.array([np.nan if one.variances is None else one.variances[45, NET] for one in columns])
    known = np.isfinite(nets)
    assert known.sum() > 250
    assert said[known].mean() == pytest.approx(nets[known].var(), rel=0.25)


def test_the_facts_of_the_simulated_network_follow_from_its_confusion() -> None:
    counts = np.array(FERPLUS_COUNTS)
    assert model_facts().faces == counts.sum()
    assert model_facts().accuracy == pytest.approx(counts.trace() / counts.sum(), abs=0.0001)


@pytest.mark.parametrize(
    "wrong",
    [
        {"base_mood": (1.0, 0, 0, 0, 0, 0, 0)},
        {"seconds": 0},
        {"people": 0},
        {"absence": 1.0},
        {"gaps": ((5.0, 5.0),)},
    ],
)
def test_a_plan_that_contradicts_itself_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        replace(PLAN, **wrong)  # type: ignore[arg-type]


def test_a_happening_that_has_no_time_to_come_and_go_is_refused() -> None:
    with pytest.raises(ValueError, match="within its seconds"):
        Happening("dip", 0, 20, -0.2, 15, 15)
