import json
import math
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.pulse.points import Question
from dashboard.pulse.protocol import Answered, AnsweredWindow, Attempts, CannotListen, LineRefused, Listening, read_line
from dashboard.pulse.storage import require_own
from tests.dashboard.class_fixtures import ROW

BEGAN = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
WINDOW = {
    "event": "window",
    "began_at": BEGAN.timestamp(),
    "ended_at": BEGAN.timestamp() + 60,
    "question": "mood",
    "counts": [3, 4, 5],
}


def test_the_five_things_that_a_pulse_says_are_understood() -> None:
    assert read_line('{"event": "listening", "port": 8010}') == Listening(8010)
    assert read_line('{"event": "refused", "reason": "in_use", "free_port": 8011}') == CannotListen("in_use", 8011)
    assert read_line('{"event": "answered", "devices": null}') == Answered(None)
    said = {"address": 1, "form": 2, "too_soon": 3, "full": 4, "block": 5, "code": 6}
    assert read_line(json.dumps({"event": "attempts"} | said)) == Attempts(1, 2, 3, 4, 5, 6)
    window = AnsweredWindow(BEGAN, BEGAN + timedelta(minutes=1), "mood", (3, 4, 5))
    assert read_line(json.dumps(WINDOW)) == window


@pytest.mark.parametrize(
    "change",
    [
        {"counts": [3, 4]},
        {"counts": [3, 4, -1]},
        {"counts": [3, 4, True]},
        {"counts": [3, 4, 5.0]},
        {"counts": [3, 4, 10**9]},
        {"counts": "345"},
        {"question": "name"},
        {"question": ["mood"]},
        {"began_at": "09:00"},
        {"began_at": math.nan},
        {"began_at": 1e300},
        {"ended_at": BEGAN.timestamp()},
        {"ended_at": BEGAN.timestamp() + 302},
        {"device": "a1b2"},
        {"event": "windows"},
        {"event": "attempts"},
        {"event": None},
    ],
)
def test_a_window_that_is_not_as_it_should_be_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(LineRefused):
        read_line(json.dumps(WINDOW | change))


@pytest.mark.parametrize("count", [-1, 1.0, True, "1", None, 10**10])
def test_refused_attempts_that_are_no_counts_are_refused(count: object) -> None:
    line = {"event": "attempts", "address": count, "form": 0, "too_soon": 0, "full": 0, "block": 0, "code": 0}
    with pytest.raises(LineRefused):
        read_line(json.dumps(line))


@pytest.mark.parametrize("line", ["", "[]", "null", "{", "[" * 990, '{"event": "answered"}', '{"event": "listening"}'])
def test_what_is_no_line_of_a_pulse_is_refused(line: str) -> None:
    with pytest.raises(LineRefused):
        read_line(line)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
NAMES = st.sampled_from(
    ["event", "port", "reason", "free_port", "devices", "began_at", "ended_at", "question", "counts"]
)
VALUES = JSON | st.sampled_from(["listening", "refused", "answered", "window", "mood", BEGAN.timestamp(), [5, 0, 0]])


@given(st.text() | st.dictionaries(NAMES, VALUES).map(json.dumps))
def test_any_line_is_either_understood_or_refused(line: str) -> None:
    try:
        said = read_line(line)
    except LineRefused:
        return
    assert isinstance(said, Listening | CannotListen | Answered | AnsweredWindow | Attempts)
    if isinstance(said, AnsweredWindow):
        assert min(said.counts) >= 0
        assert said.ended_at > said.began_at


def test_a_window_of_another_question_time_or_of_too_few_is_not_taken() -> None:
    def taken(
        counts: tuple[int, int, int] = (5, 0, 0), question: str = "mood", late: int = 0, minutes: float = 2
    ) -> None:
        began = BEGAN + timedelta(minutes=late)
        window = AnsweredWindow(began, began + timedelta(minutes=minutes), "mood", counts)
        known_question: Question = "mood" if question == "mood" else "understanding"
        require_own(window, ROW, known_question, BEGAN, BEGAN + timedelta(minutes=3))

    taken()
    for wrong in ({"counts": (4, 0, 0)}, {"question": "understanding"}, {"late": 2}, {"late": -1}, {"minutes": 2.2}):
        with pytest.raises(LineRefused):
            taken(**wrong)
