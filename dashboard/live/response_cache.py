"""Cache of the responses to the live page's polls, each made once for all viewers of the same moment."""

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
"""Shorter than the second after which a page polls again, so that no page gets the same response twice."""
GZIP_LEVEL: Final = 4


@dataclass(frozen=True)
class LiveAnswer:
    """The body of a response, compressed at its first use, and its ETag."""

    body: bytes

    @cached_property
    def packed(self) -> bytes:
        """Return the gzipped body."""
        return gzip.compress(self.body, compresslevel=GZIP_LEVEL, mtime=0)

    @cached_property
    def tag(self) -> str:
        """Return the ETag: 32 hexadecimal digits of the body's hash."""
        return hashlib.sha256(self.body).hexdigest()[:32]


@dataclass(slots=True)
class Making:
    """A response that is being made, or was, with the time of its start, in seconds of a monotonic clock."""

    answer: "Future[Any]" = field(default_factory=Future)
    at: float = -math.inf

    def is_good(self, seconds: float) -> bool:
        """Return whether the response is being made, or was made less than `seconds` ago."""
        return not self.answer.done() or time.monotonic() - self.at < seconds


@dataclass(slots=True)
class LiveCache:
    """Cache of responses for less than a second.

    One thread makes a response while the others that want the same one wait for it: eight at once would take eight
    times as long. Other responses are not blocked. An error is raised in all threads that waited, and is not cached.
    """

    seconds: float = KEPT_SECONDS
    _kept: dict[Hashable, Making] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return the cached value of this key, else that of `make`, which may call `get` for other keys."""
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
        """Drop all values, those being made among them, after an edit."""
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
