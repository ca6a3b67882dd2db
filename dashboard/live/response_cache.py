"""The answers to the live page's polls, each made once for all who ask within the same moment."""

import gzip
import hashlib
import math
import sys
import threading
import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, TypeVar

Made = TypeVar("Made")
KEPT_SECONDS: Final = 0.7
"""Shorter than the second after which a page asks again, so that nobody is told the same twice because of it."""
GZIP_LEVEL: Final = 4


@dataclass(frozen=True)
class LiveAnswer:
    """The body of an answer, packed when first asked for, and its tag."""

    body: bytes

    @cached_property
    def packed(self) -> bytes:
        """Return the body, gzipped."""
        return gzip.compress(self.body, compresslevel=GZIP_LEVEL, mtime=0)

    @cached_property
    def tag(self) -> str:
        """Return 32 digits that change with the body."""
        return hashlib.sha256(self.body).hexdigest()[:32]


@dataclass(slots=True)
class Making:
    """An answer that is being made, or was, with the moment from which it counts, in seconds of a steady clock."""

    answer: "Future[Any]" = field(default_factory=Future)
    at: float = -math.inf

    def is_good(self, seconds: float) -> bool:
        """Say whether it is being made, or was made less than so many seconds ago."""
        return not self.answer.done() or time.monotonic() - self.at < seconds


@dataclass(slots=True)
class LiveCache:
    """Keeps what was made for less than a second.

    One thread makes an answer while the others who want it wait for it: eight that read the same at once would take
    eight times as long. Who wants another answer waits for nobody. A failure is told to those who waited, since each
    of them would run into it in turn, and is kept for no one else.
    """

    seconds: float = KEPT_SECONDS
    _kept: dict[Hashable, Making] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what was made for this key a moment ago, else what `make` returns, which may ask for others here."""
        with self._lock:
            making = self._kept.get(key)
            is_ours = making is None or not making.is_good(self.seconds)
            if making is None or is_ours:
                self._kept = {other: old for other, old in self._kept.items() if old.is_good(self.seconds)}
                making = self._kept[key] = Making()
        if is_ours:
            self._make(making, make)
        made: Made = making.answer.result()
        return made

    def clear(self) -> None:
        """Forget all of it, what is being made among it: something was changed."""
        with self._lock:
            self._kept = {}

    @staticmethod
    def _make(making: Making, make: Callable[[], Made]) -> None:
        try:
            made = make()
            making.at = time.monotonic()
            making.answer.set_result(made)
        finally:
            if not making.answer.done():
                making.answer.set_exception(sys.exception())
