"""Count answers in memory: forget devices after each window, and discard windows below the minimum group."""

import math
import secrets
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from pulse.settings import Settings

MINUTE: Final = 60.0
LONGEST_WINDOW_MINUTES: Final = 5
CHOICES: Final = 3


@dataclass(frozen=True, slots=True)
class Window:
    """Counts of the three answers, each device once, from `began_at` to before `ended_at`, seconds since 1970."""

    began_at: float
    ended_at: float
    counts: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Accepted:
    """The answer was accepted. `device` is the device's id from now on."""

    device: str


@dataclass(frozen=True, slots=True)
class TooSoon:
    """The answer was rejected: the device answered less than a minute ago."""

    seconds_left: int


@dataclass(frozen=True, slots=True)
class Full:
    """The answer was rejected: the number of new devices is limited, for a while or as long as this pulse lasts."""

    is_for_good: bool


@dataclass
class AnswerBox:
    """Collects answers and passes closed windows, one after another, to `emit`. All times are seconds since 1970.

    A window begins where the previous one ended, and ends at the first whole minute at which at least `min_group_size`
    devices have answered in it, each device's last answer counting once. After five minutes without that, its answers
    are discarded. So no two windows overlap, and none can be subtracted from another. If the system clock is set back,
    time stands still here until the clock has caught up.
    """

    settings: Settings
    began_at: float
    emit: Callable[[Window], None]
    _now: float = field(default=0.0, init=False)
    _minutes: int = field(default=0, init=False)
    _answers: dict[str, int] = field(default_factory=dict, init=False)
    _answered_at: dict[str, float] = field(default_factory=dict, init=False)
    _new_at: deque[float] = field(default_factory=deque, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    def answer(self, device: str | None, choice: int, now: float) -> Accepted | TooSoon | Full:
        """Record an answer, 0 to 2, of a known device, or of a new one: None, or an id that was not issued here.

        Raises ValueError for another answer.
        """
        if choice not in range(CHOICES):
            raise ValueError(f"there are three answers, and {choice} is none of them")
        with self._lock:
            now = self._advanced_to(now)
            left = self._seconds_left(device, now)
            if left:
                return TooSoon(left)
            if device is None or device not in self._answered_at:
                if len(self._answered_at) >= self.settings.most_devices:
                    return Full(is_for_good=True)
                if not self._takes_newcomers(now):
                    return Full(is_for_good=False)
                device = secrets.token_urlsafe(16)
                self._new_at.append(now)
            self._answered_at[device] = now
            self._answers[device] = choice
            return Accepted(device)

    def seconds_left(self, device: str | None, now: float) -> int:
        """Return the seconds until the device may answer again, 0 if it may now."""
        with self._lock:
            return self._seconds_left(device, self._advanced_to(now))

    def answered(self, now: float) -> int | None:
        """Return how many devices have answered in the open window, None while fewer than the minimum group."""
        with self._lock:
            self._advanced_to(now)
            count = len(self._answers)
            return count if count >= self.settings.min_group_size else None

    def finish(self, now: float) -> None:
        """Close the open window now: emit it if the minimum group answered, else discard it."""
        with self._lock:
            now = self._advanced_to(now)
            if now > self.began_at:
                self._close(now)

    def _advanced_to(self, now: float) -> float:
        self._now = now = max(now, self._now, self.began_at)
        while now >= self.began_at + (self._minutes + 1) * MINUTE:
            self._minutes += 1
            boundary = self.began_at + self._minutes * MINUTE
            if not self._answers:
                # Nobody has answered yet: the window begins with the current minute.
                boundary += (now - boundary) // MINUTE * MINUTE
            enough = len(self._answers) >= self.settings.min_group_size
            if enough or not self._answers or self._minutes >= LONGEST_WINDOW_MINUTES:
                self._close(boundary)
        return now

    def _close(self, ended_at: float) -> None:
        if len(self._answers) >= self.settings.min_group_size:
            choices = list(self._answers.values())
            counts = (choices.count(0), choices.count(1), choices.count(2))
            self.emit(Window(self.began_at, ended_at, counts))
        self._answers.clear()
        self.began_at, self._minutes = ended_at, 0

    def _seconds_left(self, device: str | None, now: float) -> int:
        answered_at = None if device is None else self._answered_at.get(device)
        return 0 if answered_at is None else max(math.ceil(answered_at + MINUTE - now), 0)

    def _takes_newcomers(self, now: float) -> bool:
        while self._new_at and self._new_at[0] <= now - MINUTE:
            self._new_at.popleft()
        return len(self._new_at) < self.settings.most_new_a_minute
