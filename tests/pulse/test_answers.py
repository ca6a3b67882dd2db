import itertools
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse.answers import ROUND_SECONDS, Accepted, AnswerBox, TooSoon, Window
from pulse.places import MOST_WRONG_CODES_A_MINUTE, Newcomer, NoPlace
from tests.pulse.served_pulse import settings

START = 1_795_000_000.5
HERE = Newcomer("127.0.0.1")
NUMBERS = itertools.count()


@dataclass(slots=True)
class Box:
    """An answer box with its closed windows, and a clock that counts from its start."""

    windows: list[Window] = field(default_factory=list)
    box: AnswerBox = field(init=False)

    def __post_init__(self) -> None:
        self.box = AnswerBox(settings(), START, self.windows.append)

    def answer(self, second: float, choice: int, device: str = "") -> str:
        device = device or f"device {next(NUMBERS)}"
        assert self.box.answer(device, choice, START + second, HERE) == Accepted()
        return device

    def spans(self) -> list[tuple[float, float, tuple[int, int, int]]]:
        return [(window.began_at - START, window.ended_at - START, window.counts) for window in self.windows]


def test_a_round_lasts_two_minutes_from_the_minute_of_its_first_answer_on() -> None:
    own = Box()
    for choice in (0, 0, 1, 2, 2):
        own.answer(70, choice)
    own.box.answered(START + 179.9)
    assert own.spans() == []
    own.box.answered(START + 180)
    assert own.spans() == [(60, 180, (2, 1, 2))]


@pytest.mark.parametrize("devices", [5, 6, 50])
def test_it_ends_no_sooner_or_later_because_of_how_many_answer(devices: int) -> None:
    own = Box()
    for _ in range(4):
        own.answer(10, 0)
    for _ in range(devices - 4):
        own.answer(119, 1)
    own.answer(121, 2)
    assert own.spans() == [(0, 120, (4, devices - 4, 0))]


def test_each_device_counts_once_with_its_last_answer() -> None:
    own = Box()
    devices = [own.answer(10, 0) for _ in range(4)]
    own.answer(80, 2, devices[0])
    assert own.box.answered(START + 100) is None
    own.answer(110, 1)
    assert own.box.answered(START + 115) == 5
    own.box.answered(START + 120)
    assert own.spans() == [(0, 120, (3, 1, 1))]


def test_what_no_group_answered_in_a_round_is_thrown_away() -> None:
    own = Box()
    for _ in range(4):
        own.answer(10, 0)
    own.answer(121, 1)
    own.box.finish(START + 230)
    assert own.spans() == []


def test_a_round_waits_for_its_first_answer() -> None:
    own = Box()
    for _ in range(5):
        own.answer(610, 0)
    own.box.answered(START + 3600)
    assert own.spans() == [(600, 720, (5, 0, 0))]


def test_an_open_round_is_emitted_at_the_end_only_if_a_group_has_answered() -> None:
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
    assert own.box.answer(device, 1, START + 13, HERE) == TooSoon(47)
    assert own.box.seconds_left(device, START + 59.5) == 1
    assert own.answer(60, 1, device) == device


def test_a_flood_of_new_devices_is_refused_in_a_minute_and_in_all() -> None:
    box = AnswerBox(settings(most_devices=12, most_new_a_minute=8, most_of_block=12), START, list[Window]().append)

    def taken(second: float, tries: int) -> int:
        given = [box.answer(f"{second} {number}", 0, START + second, HERE) for number in range(tries)]
        return given.count(Accepted())

    assert taken(0, 20) == 8
    assert taken(59, 20) == 0
    assert box.answer("late", 0, START + 59, HERE) == NoPlace("full", waiting_helps=True)
    assert taken(61, 20) == 4
    assert box.answer("late", 0, START + 600, HERE) == NoPlace("full", waiting_helps=False)
    assert box.answer("0 0", 0, START + 600, HERE) == Accepted()
    assert box.refused() == dict.fromkeys(box.refused(), 0) | {"full": 12 + 20 + 1 + 16 + 1}


def taken_from(box: AnswerBox, addresses: list[str]) -> int:
    return [
        box.answer(f"{number} at {address}", 0, START, Newcomer(address)) for number, address in enumerate(addresses)
    ].count(Accepted())


def test_one_address_and_one_block_of_addresses_have_their_places_and_others_still_have_theirs() -> None:
    asked = settings(most_of_block=30, most_of_address=4, most_devices=100)
    box = AnswerBox(asked, START, list[Window]().append)
    assert taken_from(box, ["10.1.2.3"] * 20) == 4
    assert taken_from(box, [f"10.1.2.{host}" for host in range(100, 200)]) == 26
    assert box.answer("last", 0, START, Newcomer("10.1.2.250")) == NoPlace("block", waiting_helps=False)
    assert box.refused()["block"] == 16 + 74 + 1
    assert taken_from(box, [f"10.1.3.{host}" for host in range(25)]) == 25
    assert taken_from(box, ["127.0.0.1"] * 40) == 40
    assert "10.1" not in repr(vars(box._places))


@pytest.mark.parametrize(
    ("addresses", "taken"),
    [
        ([f"2001:db8:0:1{number:02x}::1" for number in range(40)], 30),  # one /56
        ([f"2001:db8:0:{number:x}00::1" for number in range(40)], 40),
        ([f"::ffff:10.1.2.{host}" for host in range(40)], 30),
        (["::1"] * 40, 40),
        (["no address"] * 40, 4),
    ],
)
def test_blocks_are_56_bits_of_ipv6_and_24_of_ipv4_also_inside_it(addresses: list[str], taken: int) -> None:
    asked = settings(most_of_block=30, most_of_address=4, most_devices=100)
    assert taken_from(AnswerBox(asked, START, list[Window]().append), addresses) == taken


def test_a_code_is_typed_in_once_and_stands_for_the_address() -> None:
    box = AnswerBox(settings(code="042", most_of_block=4), START, list[Window]().append)
    wrong, right = Newcomer("10.0.0.1", "42"), Newcomer("10.0.0.1", " 042")
    assert box.answer("a", 0, START, wrong) == NoPlace("code", waiting_helps=False)
    assert not box.knows("a")
    assert all(box.answer(f"a{number}", 0, START, right) == Accepted() for number in range(10))
    assert box.answer("a1", 0, START + 60, wrong) == Accepted()
    assert box.refused()["code"] == 1


def test_who_tries_all_codes_is_stopped_and_no_code_gets_in_meanwhile() -> None:
    box = AnswerBox(settings(code="999"), START, list[Window]().append)
    known = box.answer("known", 0, START, Newcomer("10.0.0.1", "999"))
    tried = [box.answer(f"{code}", 0, START + 10, Newcomer("10.0.0.1", f"{code:03d}")) for code in range(1000)]
    assert known == Accepted()
    assert tried.count(NoPlace("code", waiting_helps=False)) == MOST_WRONG_CODES_A_MINUTE
    assert tried.count(NoPlace("code", waiting_helps=True)) == 1000 - MOST_WRONG_CODES_A_MINUTE
    assert box.answer("known", 0, START + 65, HERE) == Accepted()
    assert box.answer("late", 0, START + 70, Newcomer("10.0.0.1", "999")) == Accepted()


def test_a_clock_that_is_set_back_stands_still() -> None:
    own = Box()
    device = own.answer(50, 0)
    assert own.box.answer(device, 0, START - 3600, HERE) == TooSoon(60)
    for _ in range(4):
        own.answer(-3600, 1)
    own.box.answered(START + 120)
    assert own.spans() == [(0, 120, (1, 4, 0))]


def test_there_are_three_answers() -> None:
    with pytest.raises(ValueError, match="three answers"):
        Box().box.answer("a", 3, START, HERE)


STEPS = st.lists(
    st.tuples(st.floats(min_value=0, max_value=200), st.integers(min_value=0, max_value=2), st.integers(0, 8)),
    max_size=60,
)


@given(STEPS)
def test_rounds_never_overlap_end_by_time_alone_and_never_contain_fewer_than_a_group(
    steps: list[tuple[float, int, int]],
) -> None:
    own, now = Box(), START
    for wait, choice, which in steps:
        now += wait
        own.box.answer(f"{which}", choice, now, HERE)
    own.box.finish(now + 1)
    for window in own.windows:
        assert 5 <= sum(window.counts) <= 9
        assert window.ended_at - window.began_at == ROUND_SECONDS or window.ended_at == now + 1
        assert 0 < window.ended_at - window.began_at <= ROUND_SECONDS
    for earlier, later in zip(own.windows, own.windows[1:], strict=False):
        assert earlier.ended_at <= later.began_at
