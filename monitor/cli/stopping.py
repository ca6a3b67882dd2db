"""Handle Ctrl-C, SIGTERM and a closed terminal: finish the class properly."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

ENDING_SIGNALS: Final = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


class StopRequest(threading.Event):
    """Set when the class is to end; `signal_number` is the last signal that asked for it, None before the first."""

    def __init__(self) -> None:
        super().__init__()
        self.signal_number: int | None = None


@contextmanager
def stop_on_signals() -> Iterator[StopRequest]:
    """Yield an event that is set by the first signal; a second one ends the program at once, as usual."""
    stop = StopRequest()
    numbers = [getattr(signal, name) for name in ENDING_SIGNALS if hasattr(signal, name)]
    # An ignored signal stays ignored: with nohup the class continues after the terminal is closed.
    before = {number: signal.getsignal(number) for number in numbers if signal.getsignal(number) != signal.SIG_IGN}

    def ask_to_stop(number: int, _frame: FrameType | None) -> None:
        stop.signal_number = number
        stop.set()
        signal.signal(number, before[number])

    for number in before:
        signal.signal(number, ask_to_stop)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
