"""Count answers in memory, in rounds of a fixed time. Those below the minimum group are discarded."""

import math
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from pulse.places import MINUTE, Newcomer, NoPlace, Places
from pulse.settings import Settings

ROUND_SECONDS: Final = 2 * MINUTE
CHOICES: Final = 3

Refusal = Literal["address", "form", "too_soon", "full", "block", "code"]
REFUSALS: Final[tuple[Refusal, ...]] = get_args(Refusal)
"""Another token, a missing or false form field, less than a minute after the last answer, no place at all, none for
this part of the network, and a wrong code."""
MOST_COUNTED: Final = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Window:
    """Counts of the three answers, each device once, from `began_at` to before `ended_at`, seconds since 1970."""

    began_at: float
    ended_at: float
    counts: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Accepted:
    """The answer was accepted."""


@dataclass(frozen=True, slots=True)
class TooSoon:
    """The answer was rejected: the device answered less than a minute ago."""

    seconds_left: int


@dataclass
class AnswerBox:
    """Collects answers and passes closed rounds, one after another, to `emit`. All times are seconds since 1970.

    A round begins with the whole minute, counted from `began_at`, of its first answer, and ends two minutes later,
    however many answer: nobody can end it by answering. Each device counts once, with its last answer. Below the
    minimum group its answers are discarded. If the system clock is set back, time stands still here until the clock
    has caught up.
    """

    settings: Settings
    began_at: float
    emit: Callable[[Window], None]
    _now: float = field(default=0.0, init=False)
    _answers: dict[str, int] = field(default_factory=dict, init=False)
    _answered_at: dict[str, float] = field(default_factory=dict, init=False)
    _places: Places = field(init=False)
    _refused: Counter[Refusal] = field(default_factory=Counter, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    def __post_init__(self) -> None:
        """Make the places for devices."""
        self._places = Places(self.settings)

    def answer(self, device: str, choice: int, now: float, newcomer: Newcomer) -> Accepted | TooSoon | NoPlace:
        """Record an answer, 0 to 2, of a device; `newcomer` is how it comes, and counts for its first answer alone.

        Raises ValueError for another answer.
        """
        if choice not in range(CHOICES):
            raise ValueError(f"there are three answers, and {choice} is none of them")
        with self._lock:
            now = self._advanced_to(now)
            left = self._seconds_left(device, now)
            if left:
                self._count("too_soon")
                return TooSoon(left)
            if device not in self._answered_at:
                refused = self._places.admit(newcomer, now)
                if refused is not None:
                    self._count(refused.reason)
                    return refused
            self._answered_at[device] = now
            self._answers[device] = choice
            return Accepted()

    def knows(self, device: str) -> bool:
        """Return whether the device has answered before."""
        with self._lock:
            return device in self._answered_at

    def seconds_left(self, device: str, now: float) -> int:
        """Return the seconds until the device may answer again, 0 if it may now."""
        with self._lock:
            return self._seconds_left(device, self._advanced_to(now))

    def answered(self, now: float) -> int | None:
        """Return how many devices have answered in the open round, None while fewer than the minimum group."""
        with self._lock:
            self._advanced_to(now)
            count = len(self._answers)
            return count if count >= self.settings.min_group_size else None

    def refuse(self, reason: Refusal) -> None:
        """Count an attempt that was refused before it came here."""
        with self._lock:
            self._count(reason)

    def refused(self) -> dict[Refusal, int]:
        """Return how many attempts to answer were refused, by reason."""
        with self._lock:
            return {reason: self._refused[reason] for reason in REFUSALS}

    def finish(self, now: float) -> None:
        """Close the open round now, before its time: emit it if the minimum group answered, else discard it."""
        with self._lock:
            now = self._advanced_to(now)
            if self._answers and now > self.began_at:
                self._close(now)

    def _advanced_to(self, now: float) -> float:
        self._now = now = max(now, self._now, self.began_at)
        if self._answers and now >= self.began_at + ROUND_SECONDS:
            self._close(self.began_at + ROUND_SECONDS)
        if not self._answers:
            # Nobody has answered yet: the round begins with the current minute.
            self.began_at += (now - self.began_at) // MINUTE * MINUTE
        return now

    def _close(self, ended_at: float) -> None:
        if len(self._answers) >= self.settings.min_group_size:
            choices = list(self._answers.values())
            counts = (choices.count(0), choices.count(1), choices.count(2))
            self.emit(Window(self.began_at, ended_at, counts))
        self._answers.clear()
        self.began_at = ended_at

    def _seconds_left(self, device: str, now: float) -> int:
        answered_at = self._answered_at.get(device)
        return 0 if answered_at is None else max(math.ceil(answered_at + MINUTE - now), 0)

    def _count(self, reason: Refusal) -> None:
        self._refused[reason] = min(self._refused[reason] + 1, MOST_COUNTED)
