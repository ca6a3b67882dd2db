"""The answers to the live page's polls, each made once for all who ask within the same moment."""

import gzip
import hashlib
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

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
class LiveCache:
    """Keeps answers for less than a second, and only until the database changes.

    One thread makes an answer while the others wait for it: eight that read the same at once would take eight times
    as long. A failure is kept by nobody.
    """

    seconds: float = KEPT_SECONDS
    _kept: dict[Hashable, tuple[float, LiveAnswer]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, key: Hashable, make: Callable[[], bytes]) -> LiveAnswer:
        """Return the answer of this key, made by `make` unless one was a moment ago."""
        with self._lock:
            now = time.monotonic()
            made = self._kept.get(key)
            if made is not None and now - made[0] < self.seconds:
                return made[1]
            self._kept = {other: known for other, known in self._kept.items() if now - known[0] < self.seconds}
            fresh = LiveAnswer(make())
            self._kept[key] = (time.monotonic(), fresh)
            return fresh

    def clear(self) -> None:
        """Forget all answers: something was changed."""
        with self._lock:
            self._kept = {}
