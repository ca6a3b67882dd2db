"""The lines that the pulse process writes. It faces the network, so each is validated and none is trusted."""

import json
import math
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from dashboard.pulse.points import QUESTIONS, Question

LONGEST_LINE: Final = 1000
ROUND: Final = timedelta(minutes=2)
"""The time for which a round runs, unless it is stopped."""
ROUNDING: Final = timedelta(milliseconds=10)
LONGEST_WINDOW: Final = timedelta(minutes=5) + ROUNDING
"""The time over which a teacher may type in answers that came by the chat."""
MOST_DEVICES: Final = 100_000
MOST_ATTEMPTS: Final = 1_000_000_000


class LineRefused(ValueError):  # noqa: N818 - what was said is refused, nothing failed here
    """The process wrote an invalid line."""


@dataclass(frozen=True, slots=True)
class Listening:
    """The process listens at this port."""

    port: int

    def __post_init__(self) -> None:
        """Check the port."""
        _require(type(self.port) is int and 0 < self.port < 65536)


@dataclass(frozen=True, slots=True)
class CannotListen:
    """The process cannot listen, and ends: `reason` is "in_use" or the system's message, `free_port` the next one."""

    reason: str
    free_port: int | None

    def __post_init__(self) -> None:
        """Check the reason and the port."""
        _require(type(self.reason) is str and len(self.reason) <= 200 and self.reason.isprintable())
        _require(self.free_port is None or (type(self.free_port) is int and 0 < self.free_port < 65536))


@dataclass(frozen=True, slots=True)
class Answered:
    """The number of devices that have answered in the open window; None below the minimum group."""

    devices: int | None

    def __post_init__(self) -> None:
        """Check the count."""
        _require(self.devices is None or (type(self.devices) is int and 0 < self.devices <= MOST_DEVICES))


@dataclass(frozen=True, slots=True)
class AnsweredWindow:
    """Counts of a question's three answers by device, from `began_at` to before `ended_at` (UTC)."""

    began_at: datetime
    ended_at: datetime
    question: Question
    counts: tuple[int, int, int]

    def __post_init__(self) -> None:
        """Check length, question and counts."""
        _require(timedelta() < self.ended_at - self.began_at <= LONGEST_WINDOW)
        _require(self.question in QUESTIONS and len(self.counts) == 3)
        _require(all(type(count) is int and 0 <= count <= MOST_DEVICES for count in self.counts))

    @property
    def answers(self) -> int:
        """Return the number of devices that answered."""
        return sum(self.counts)

    @property
    def is_whole(self) -> bool:
        """Return whether it ran for its fixed time, so that nobody chose its end."""
        return is_whole_round(self.began_at, self.ended_at)


@dataclass(frozen=True, slots=True)
class Attempts:
    """The attempts to answer that were refused so far, by reason.

    Under another address; without the page's form or with that of another device; within a minute of the last answer;
    with all places taken; with those of one part of the network taken; with a wrong code.
    """

    address: int = 0
    form: int = 0
    too_soon: int = 0
    full: int = 0
    block: int = 0
    code: int = 0

    def __post_init__(self) -> None:
        """Check the counts."""
        _require(all(type(count) is int and 0 <= count <= MOST_ATTEMPTS for count in self.by_reason.values()))

    @property
    def by_reason(self) -> dict[str, int]:
        """Return the counts by reason."""
        return asdict(self)

    @property
    def total(self) -> int:
        """Return the number of attempts that were refused."""
        return sum(self.by_reason.values())

    def __add__(self, other: "Attempts") -> "Attempts":
        """Return the attempts of two pulses together."""
        more = other.by_reason
        return Attempts(**{name: min(count + more[name], MOST_ATTEMPTS) for name, count in self.by_reason.items()})


def is_whole_round(began_at: datetime, ended_at: datetime) -> bool:
    """Return whether a round of answers by the link ran for its fixed time."""
    return ended_at - began_at >= ROUND - ROUNDING


Said = Listening | CannotListen | Answered | AnsweredWindow | Attempts
KINDS: Final[dict[str, tuple[type[Said], frozenset[str]]]] = {
    "listening": (Listening, frozenset({"port"})),
    "refused": (CannotListen, frozenset({"reason", "free_port"})),
    "answered": (Answered, frozenset({"devices"})),
    "attempts": (Attempts, frozenset(field.name for field in fields(Attempts))),
    "window": (AnsweredWindow, frozenset({"began_at", "ended_at", "question", "counts"})),
}


def read_line(line: str) -> Said:
    """Parse a line. Raises LineRefused if it is anything but one of the five messages, complete and in range."""
    _require(len(line) <= LONGEST_LINE)
    try:
        values = json.loads(line, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise LineRefused("not JSON") from error
    _require(isinstance(values, dict))
    event = values.pop("event", None)
    _require(isinstance(event, str) and event in KINDS)
    kind, names = KINDS[event]
    _require(set(values) == names)
    if kind is AnsweredWindow:
        values = _window_values(values)
    return kind(**values)


def _window_values(values: dict[str, Any]) -> dict[str, Any]:
    _require(isinstance(values["counts"], list) and isinstance(values["question"], str))
    times = {name: _moment(values[name]) for name in ("began_at", "ended_at")}
    return {**times, "question": values["question"], "counts": tuple(values["counts"])}


def _moment(seconds: object) -> datetime:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not math.isfinite(seconds):
        raise LineRefused("not a time")
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise LineRefused("not a time that there is") from error


def _refuse_constant(text: str) -> object:
    raise LineRefused(f"{text} is not a number")


def _require(condition: bool) -> None:
    if not condition:
        raise LineRefused("not what a pulse says")
