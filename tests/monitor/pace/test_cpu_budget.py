import math
from collections.abc import Callable
from itertools import pairwise

import pytest

from monitor.pace.cpu_budget import CpuBudget, Intervals
from monitor.pace.cpu_usage import WARM_UP_SECONDS

WANTED = Intervals(search_seconds=4.0, frame_seconds=1.0)
WIDEST = Intervals(search_seconds=20.0, frame_seconds=10.0)


class Machine:
    """A simulated machine on which each frame and each search costs CPU seconds, with a monitor's CPU budget.

    Work runs on one core: an interval that it cannot keep becomes longer, as on a real machine.
    """

    def __init__(self, frame_cost: float, search_cost: float, *, cores: int = 2, percent: float = 10.0) -> None:
        self.frame_cost = frame_cost
        self.search_cost = search_cost
        self.at_rest = 0.0
        self.cores = cores
        self.now = 1000.0
        self.cpu = 77.0
        self.history: list[tuple[float, Intervals]] = []
        self._searched_at = -math.inf
        self.budget = CpuBudget(percent, WANTED, WIDEST, cores, lambda: self.now, lambda: self.cpu)

    def frame(self) -> None:
        intervals = self.budget.intervals
        cost = self.frame_cost
        if self.now - self._searched_at >= intervals.search_seconds:
            self._searched_at = self.now
            cost += self.search_cost
        apart = max(intervals.frame_seconds, cost)
        self.now += apart
        self.cpu += cost + self.at_rest * apart
        after = self.budget.observe()
        if after != intervals:
            self.history.append((self.now, after))

    def run(self, seconds: float) -> float:
        """Run for so long, and return the CPU use in per cent of the machine."""
        began, cpu = self.now, self.cpu
        while self.now < began + seconds:
            self.frame()
        return 100 * (self.cpu - cpu) / (self.now - began) / self.cores

    @property
    def intervals(self) -> Intervals:
        return self.budget.intervals


def test_a_monitor_that_stays_within_its_budget_keeps_its_intervals() -> None:
    machine = Machine(frame_cost=0.05, search_cost=0.2)
    machine.run(1800)
    assert machine.intervals == WANTED
    assert machine.history == []


def test_the_budget_is_a_share_of_all_cores_together() -> None:
    assert Machine(0.15, 0.1, cores=2).run(60) < 10
    lone = Machine(0.15, 0.1, cores=1)
    lone.run(60)
    assert lone.intervals != WANTED


def test_searches_are_given_up_before_frames() -> None:
    machine = Machine(frame_cost=0.1, search_cost=0.8)
    machine.run(120)
    assert machine.intervals.frame_seconds == WANTED.frame_seconds
    assert WANTED.search_seconds < machine.intervals.search_seconds <= WIDEST.search_seconds
    assert machine.run(600) <= 10


def test_frames_come_further_apart_where_searching_less_is_not_enough() -> None:
    machine = Machine(frame_cost=0.5, search_cost=0.8)
    machine.run(120)
    assert machine.intervals.search_seconds == WIDEST.search_seconds
    assert WANTED.frame_seconds < machine.intervals.frame_seconds < WIDEST.frame_seconds
    first_frame_change = next(
        place for place, (_, intervals) in enumerate(machine.history) if intervals.frame_seconds > 1
    )
    assert machine.history[first_frame_change - 1][1].search_seconds == WIDEST.search_seconds
    assert machine.run(600) <= 10


def test_a_machine_far_too_slow_is_within_its_budget_soon() -> None:
    machine = Machine(frame_cost=0.9, search_cost=1.5)
    assert machine.run(60) > 25
    machine.run(60)
    assert machine.run(600) <= 10


def test_a_machine_that_cannot_keep_up_is_slowed_down_from_its_actual_interval() -> None:
    machine = Machine(frame_cost=3.0, search_cost=0.0, percent=50)
    machine.run(60)
    assert all(intervals.frame_seconds > 3 for _, intervals in machine.history if intervals.frame_seconds > 1)


def test_intervals_never_exceed_the_widest() -> None:
    machine = Machine(frame_cost=5, search_cost=5)
    machine.run(1200)
    assert machine.intervals == WIDEST
    effort = machine.budget.effort
    assert effort.cpu_percent is not None
    assert effort.cpu_percent > 10


def test_with_spare_cpu_the_intervals_recover_frames_first_and_slower_than_they_grew() -> None:
    machine = Machine(frame_cost=0.5, search_cost=0.8)
    machine.run(120)
    widening, machine.history = machine.history, []
    machine.frame_cost, machine.search_cost = 0.02, 0.1
    machine.run(1200)
    assert machine.intervals == WANTED
    assert len(machine.history) > len(widening)
    back = [intervals for _, intervals in machine.history]
    frames_back = next(place for place, intervals in enumerate(back) if intervals.frame_seconds == WANTED.frame_seconds)
    assert all(intervals.search_seconds == WIDEST.search_seconds for intervals in back[: frames_back + 1])


@pytest.mark.parametrize("frame_cost", [0.021, 0.11, 0.163, 0.181, 0.201, 0.22, 0.3, 0.45, 0.7, 0.9])
@pytest.mark.parametrize("search_cost", [0.0, 0.1, 0.17, 0.4, 0.83, 1.9])
def test_with_constant_costs_the_intervals_settle_within_the_budget(frame_cost: float, search_cost: float) -> None:
    machine = Machine(frame_cost, search_cost)
    machine.run(600)
    machine.history.clear()
    assert machine.run(1800) <= 10.01
    assert machine.history == []


def test_varying_costs_do_not_make_the_intervals_oscillate() -> None:
    machine = Machine(0.15, 0.3)
    for _ in range(60):
        machine.frame_cost = 0.15
        machine.run(25)
        machine.frame_cost = 0.3
        machine.run(25)
    minutes = 60 * 50 / 60
    assert len(machine.history) < minutes / 2


def test_a_step_back_is_no_larger_than_the_budget_allows() -> None:
    machine = Machine(0.5, 0.0)
    machine.run(300)
    slowed = machine.intervals.frame_seconds
    machine.frame_cost = 0.8 * 0.2 * slowed
    machine.history.clear()
    assert machine.run(600) <= 10
    assert len(machine.history) == 1
    assert machine.intervals.frame_seconds < slowed


def test_a_step_back_that_proves_too_much_is_tried_again_less_and_less_often() -> None:
    machine = Machine(0.3, 0.0)
    tried_at = []
    for _ in range(3600):
        # Costs that rise by more than the interval does: no step back ever saves what it should.
        machine.frame_cost = 0.3 if machine.intervals.frame_seconds == WANTED.frame_seconds else 0.1
        before = machine.intervals
        machine.frame()
        if machine.intervals.frame_seconds == WANTED.frame_seconds < before.frame_seconds:
            tried_at.append(machine.now)
    waits = [later - earlier for earlier, later in pairwise(tried_at)]
    assert len(waits) >= 3
    assert min(waits[1:]) > 1.5 * waits[0]


def test_the_first_frames_which_build_the_networks_do_not_count() -> None:
    machine = Machine(0.05, 0.1)
    machine.frame_cost = 1.5
    machine.run(WARM_UP_SECONDS - 1)
    machine.frame_cost = 0.05
    machine.run(120)
    assert machine.history == []


def test_cpu_use_is_reported_once_it_was_measured() -> None:
    machine = Machine(0.1, 0.4)
    machine.frame()
    assert machine.budget.effort.cpu_percent is None
    machine.run(60)
    effort = machine.budget.effort
    assert effort.cpu_percent == pytest.approx(10 * (0.1 + 0.4 / 4) / 0.2, rel=0.05)
    assert (effort.cpu_percent_allowed, effort.intervals, effort.wanted) == (10, WANTED, WANTED)


def test_waiting_for_a_source_does_not_count_as_spare_cpu() -> None:
    machine = Machine(0.5, 0.8)
    machine.run(120)
    slowed = machine.intervals
    machine.now += 300
    machine.run(slowed.frame_seconds * 3)
    assert machine.intervals == slowed


@pytest.mark.parametrize(
    "refused",
    [
        lambda: Intervals(0, 1),
        lambda: Intervals(4, math.inf),
        lambda: Intervals(4, math.nan),
        lambda: CpuBudget(0.5, WANTED, WIDEST, 2),
        lambda: CpuBudget(101, WANTED, WIDEST, 2),
        lambda: CpuBudget(10, WANTED, WIDEST, 0),
        lambda: CpuBudget(10, WIDEST, WANTED, 2),
    ],
)
def test_invalid_intervals_and_budgets_are_refused(refused: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"above 0|per cent|widest"):
        refused()
