"""The thread that a live source runs in."""

import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from monitor.errors import SourceBlind
from monitor.pace.frame_interval import FramePace
from monitor.stages import FrameSource
from monitor.types import Frame

OpenSource = Callable[[], FrameSource]
Deliver = Callable[["CaptureThread", Frame | BaseException], None]


class CaptureThread:
    """One thread with one opened source, which closes what it opened. It is never used again once retired."""

    def __init__(self, name: str, open_source: OpenSource, deliver: Deliver, pace: FramePace) -> None:
        self._open_source = open_source
        self._deliver = deliver
        self._pace = pace
        self._retired = threading.Event()
        self.has_opened = threading.Event()
        # A daemon, because a thread that is stuck in a dead camera's driver would keep the whole program from ending.
        self.thread = threading.Thread(target=self._run, name=f"capture {name}", daemon=True)

    def retire(self) -> None:
        """End as soon as the source lets us."""
        self._retired.set()

    def _run(self) -> None:
        with _HandOver(lambda error: self._deliver(self, error)):
            source = self._open_source()
            try:
                self.has_opened.set()
                self._read_on(source)
            finally:
                source.close()

    def _read_on(self, source: FrameSource) -> None:
        while not self._retired.is_set():
            began_at = time.monotonic()
            try:
                self._deliver(self, source.read())
            except SourceBlind as blind:
                self._deliver(self, blind)
            self._pace.wait_since(began_at, self._retired)


class _HandOver:
    """Gives whatever ended the thread to the reader, who must not wait for a thread that has died."""

    def __init__(self, give: Callable[[BaseException], None]) -> None:
        self._give = give

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if error is not None:
            self._give(error)
        return True
