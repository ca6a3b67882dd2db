"""Wait in tests for what other threads, processes or pages bring about."""

import time
from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")


def until(ask: Callable[[], Answer | None], what: str = "what is waited for", seconds: float = 60) -> Answer:
    """Ask until the answer is something (not None, False, 0 or empty), and return it; fail after so many seconds."""
    deadline = time.monotonic() + seconds
    while not (answer := ask()):
        assert time.monotonic() < deadline, f"{what}: not within {seconds:g} s"
        time.sleep(0.05)
    return answer
