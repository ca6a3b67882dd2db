"""Plans by chance are varied, and within what they promise."""

import numpy as np

from dashboard.demo_data.lessons import LessonPlan, quiet_plan, random_plan
from dashboard.demo_data.random_plans import APART_SECONDS


def plans(count: int = 300) -> list[LessonPlan]:
    chance = np.random.default_rng(11)
    return [random_plan(chance) for _ in range(count)]


def test_plans_by_chance_are_of_all_lengths_and_sizes() -> None:
    found = plans()
    assert min(plan.seconds for plan in found) < 30 * 60 <= 85 * 60 < max(plan.seconds for plan in found) <= 90 * 60
    assert min(plan.people for plan in found) == 8
    assert max(plan.people for plan in found) == 49
    assert {len(plan.changes) for plan in found} == {0, 1, 2, 3, 4}
    assert {change.kind for plan in found for change in plan.changes} == {"dip", "peak"}
    for has in ("gaps", "coverage_changes", "wander"):
        assert 0.2 < np.mean([bool(getattr(plan, has)) for plan in found]) < 0.6, has


def test_dips_and_peaks_lie_apart_and_within_the_lesson() -> None:
    for plan in plans():
        ends = [0.0, *(change.end for change in plan.changes)]
        begins = [*(change.second for change in plan.changes), float(plan.seconds)]
        assert all(begin - end >= APART_SECONDS - 1e-6 for end, begin in zip(ends, begins, strict=True))
        for change in plan.changes:
            assert 90 <= change.seconds <= 480
            assert 0.1 <= abs(change.shift) <= 0.45
            assert (change.shift < 0) == (change.kind == "dip")


def test_a_quiet_plan_has_nothing_to_be_found() -> None:
    chance = np.random.default_rng(12)
    found = [quiet_plan(chance) for _ in range(100)]
    assert not any(plan.changes for plan in found)
    assert all(happening.seconds < 60 for plan in found for happening in plan.happenings)


def test_the_same_chance_makes_the_same_plans() -> None:
    assert plans(20) == plans(20)
