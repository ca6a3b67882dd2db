"""Ctrl-C, SIGTERM and a closed terminal end the class properly instead of cutting it off."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

ENDING_SIGNALS: Final = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


@contextmanager
def stop_on_signals() -> Iterator[threading.Event]:
    """Give an event that is set by the first signal; a second one ends the program at once, as usual."""
    stop = threading.Event()
    numbers = [getattr(signal, name) for name in ENDING_SIGNALS if hasattr(signal, name)]
    # One that is ignored stays ignored: nohup means that the class goes on after the terminal is closed.
    before = {number: signal.getsignal(number) for number in numbers if signal.getsignal(number) != signal.SIG_IGN}

    def ask_to_stop(number: int, _frame: FrameType | None) -> None:
        stop.set()
        signal.signal(number, before[number])

    for number in before:
        signal.signal(number, ask_to_stop)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
