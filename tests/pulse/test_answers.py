from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse.answers import Accepted, AnswerBox, Full, TooSoon, Window
from tests.pulse.served_pulse import settings

START = 1_795_000_000.5


@dataclass(slots=True)
class Box:
    """An answer box with its closed windows, and a clock that counts from its start."""

    windows: list[Window] = field(default_factory=list)
    box: AnswerBox = field(init=False)

    def __post_init__(self) -> None:
        self.box = AnswerBox(settings(), START, self.windows.append)

    def answer(self, second: float, choice: int, device: str | None = None) -> str:
        given = self.box.answer(device, choice, START + second)
        assert isinstance(given, Accepted), given
        return given.device

    def spans(self) -> list[tuple[float, float, tuple[int, int, int]]]:
        return [(window.began_at - START, window.ended_at - START, window.counts) for window in self.windows]


def test_a_window_closes_with_the_first_minute_in_which_a_group_has_answered() -> None:
    own = Box()
    for choice in (0, 0, 1, 2, 2):
        own.answer(30, choice)
    own.box.answered(START + 59.9)
    assert own.spans() == []
    own.box.answered(START + 60)
    assert own.spans() == [(0, 60, (2, 1, 2))]


def test_four_answers_wait_for_a_fifth_and_each_device_counts_once_with_its_last() -> None:
    own = Box()
    devices = [own.answer(10, 0) for _ in range(4)]
    own.answer(80, 2, devices[0])
    assert own.box.answered(START + 100) is None
    own.answer(130, 1)
    assert own.box.answered(START + 150) == 5
    own.box.answered(START + 180)
    assert own.spans() == [(0, 180, (3, 1, 1))]


def test_what_no_group_answered_in_five_minutes_is_thrown_away() -> None:
    own = Box()
    for _ in range(4):
        own.answer(10, 0)
    own.answer(301, 1)
    own.box.finish(START + 330)
    assert own.spans() == []


def test_a_window_without_answers_restarts_with_each_minute() -> None:
    own = Box()
    for _ in range(5):
        own.answer(610, 0)
    own.box.answered(START + 3600)
    assert own.spans() == [(600, 660, (5, 0, 0))]


def test_an_open_window_is_emitted_at_the_end_only_if_a_group_has_answered() -> None:
    few, enough = Box(), Box()
    for own, count in ((few, 4), (enough, 5)):
        for _ in range(count):
            own.answer(70, 1)
        own.box.finish(START + 75)
    assert few.spans() == []
    assert enough.spans() == [(60, 75, (0, 5, 0))]


def test_a_device_answers_once_a_minute_and_is_told_how_long_to_wait() -> None:
    own = Box()
    device = own.answer(0, 0)
    assert own.box.answer(device, 1, START + 13) == TooSoon(47)
    assert own.box.seconds_left(device, START + 59.5) == 1
    assert own.answer(60, 1, device) == device


def test_a_name_that_was_not_given_here_is_a_new_device() -> None:
    own = Box()
    assert own.answer(0, 0, "made up") != "made up"


def test_a_flood_of_new_devices_is_refused_in_a_minute_and_in_all() -> None:
    windows: list[Window] = []
    box = AnswerBox(settings(most_devices=12, most_new_a_minute=8), START, windows.append)

    def taken(second: float, tries: int) -> int:
        return sum(isinstance(box.answer(None, 0, START + second), Accepted) for _ in range(tries))

    first = box.answer(None, 0, START)
    assert isinstance(first, Accepted)
    assert taken(0, 20) == 7
    assert taken(59, 20) == 0
    assert box.answer(None, 0, START + 59) == Full(is_for_good=False)
    assert taken(61, 20) == 4
    assert box.answer(None, 0, START + 600) == Full(is_for_good=True)
    assert isinstance(box.answer(first.device, 0, START + 600), Accepted)


def test_a_clock_that_is_set_back_stands_still() -> None:
    own = Box()
    device = own.answer(50, 0)
    assert own.box.answer(device, 0, START - 3600) == TooSoon(60)
    for _ in range(4):
        own.answer(-3600, 1)
    own.box.answered(START + 60)
    assert own.spans() == [(0, 60, (1, 4, 0))]


def test_there_are_three_answers() -> None:
    with pytest.raises(ValueError, match="three answers"):
        Box().box.answer(None, 3, START)


STEPS = st.lists(
    st.tuples(st.floats(min_value=0, max_value=200), st.integers(min_value=0, max_value=2), st.integers(0, 8)),
    max_size=60,
)


@given(STEPS)
def test_windows_never_overlap_and_never_contain_fewer_than_a_group(steps: list[tuple[float, int, int]]) -> None:
    own, devices, now = Box(), list[str](), START
    for wait, choice, which in steps:
        now += wait
        known = devices[which] if which < len(devices) else None
        given_back = own.box.answer(known, choice, now)
        if isinstance(given_back, Accepted) and known is None:
            devices.append(given_back.device)
    own.box.finish(now + 1)
    for window in own.windows:
        assert 5 <= sum(window.counts) <= len(devices)
        assert 0 < window.ended_at - window.began_at <= 300
    for earlier, later in zip(own.windows, own.windows[1:], strict=False):
        assert earlier.ended_at <= later.began_at
