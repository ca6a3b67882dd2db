"""Read the faces of the pictures that a page sends: the program for it runs only while a page asks."""

import threading
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from dashboard.monitors.process import LastWords
from dashboard.try_it.process import ReaderGone, ReaderProcess

MOST_FORMER_PAGES: Final = 50


class PageTakenOver(Exception):  # noqa: N818 - names a state
    """Another page shows faces by now."""


class ReaderFailed(Exception):  # noqa: N818 - names a state
    """The program could not be started, or ended by itself; `words` say why."""

    def __init__(self, words: LastWords) -> None:
        super().__init__(str(words))
        self.words = words


@dataclass(frozen=True, slots=True)
class ReadPicture:
    """The program as of now: whether it is ready, its network's quality, and what it `read`, None without a picture."""

    is_ready: bool
    quality: dict[str, Any] | None
    read: dict[str, Any] | None = None


class TryItService:
    """Starts the program with the first question, and ends it when the page is left. Thread-safe.

    One page at a time: the newest takes over. Each picture is answered before the next is taken, so none ever waits.
    """

    def __init__(self, config: Path | None) -> None:
        """Take the configuration file, if not the usual one."""
        self._config = config
        self._lock = threading.Lock()
        self._process: ReaderProcess | None = None
        self._page: str | None = None
        self._former: deque[str] = deque(maxlen=MOST_FORMER_PAGES)
        self._is_first = True

    @property
    def pid(self) -> int | None:
        """The number of the program's process, None while there is none."""
        process = self._process
        return process.pid if process is not None and process.is_running else None

    def read(self, page: str, jpeg: bytes) -> ReadPicture:
        """Read a page's picture, or without bytes only start the program.

        Raises PageTakenOver, ReaderFailed.
        """
        with self._lock:
            self._take_over(page)
            process = self._running()
            now = ReadPicture(process.is_ready, process.quality)
            if not (now.is_ready and jpeg):
                return now
            try:
                read = process.ask(jpeg, is_first=self._is_first)
            except ReaderGone:
                # It was idle for long, or hung: the next question starts another.
                process.end()
                self._process = None
                return ReadPicture(is_ready=False, quality=None)
            self._is_first = False
            return ReadPicture(now.is_ready, now.quality, read)

    def leave(self, page: str) -> None:
        """End the program, as its page was left; another page goes on."""
        with self._lock:
            if page == self._page:
                self._former.append(page)
                self._page = None
                self._end()

    def close(self) -> None:
        """End the program."""
        with self._lock:
            self._end()

    def _take_over(self, page: str) -> None:
        if page in self._former:
            raise PageTakenOver
        if page != self._page:
            if self._page is not None:
                self._former.append(self._page)
            self._page, self._is_first = page, True

    def _running(self) -> ReaderProcess:
        process = self._process
        if process is not None and process.is_running:
            return process
        if process is not None:
            self._process, words = None, process.last_words()
            process.end()
            if words is not None:
                raise ReaderFailed(words)
        try:
            started = ReaderProcess(self._config)
        except OSError as error:
            said = ({"code": "", "values": {}, "text": str(error.strerror or error)},)
            raise ReaderFailed(LastWords(1, said)) from error
        self._process, self._is_first = started, True
        return started

    def _end(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = None
