"""The answers to the live page's polls, each made once for all who ask within the same moment."""

import gzip
import hashlib
import threading
import time
from collections.abc import Callable, Hashable
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
class LiveCache:
    """Keeps what was made for less than a second.

    One thread makes it while the others wait for it: eight that read the same at once would take eight times as long.
    A failure is kept by nobody.
    """

    seconds: float = KEPT_SECONDS
    _kept: dict[Hashable, tuple[float, Any]] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what was made for this key a moment ago, else what `make` returns, which may ask for more here."""
        with self._lock:
            now = time.monotonic()
            known = self._kept.get(key)
            if known is not None and now - known[0] < self.seconds:
                made: Made = known[1]
                return made
            self._kept = {other: old for other, old in self._kept.items() if now - old[0] < self.seconds}
            made = make()
            self._kept[key] = (time.monotonic(), made)
            return made

    def clear(self) -> None:
        """Forget all of it: something was changed."""
        with self._lock:
            self._kept = {}
