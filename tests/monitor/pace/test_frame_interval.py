import threading
import time

import pytest

from monitor.pace.frame_interval import FramePace


def test_whoever_waits_waits_for_the_rest_of_the_pace() -> None:
    ended = threading.Event()
    began = time.monotonic()
    FramePace(0.2).wait_since(began, ended)
    assert time.monotonic() - began >= 0.2
    FramePace(30).wait_since(began - 31, ended)  # the time has gone by already


def test_a_shorter_pace_reaches_also_whoever_waits_already() -> None:
    pace, reached = FramePace(600), threading.Event()

    def wait() -> None:
        pace.wait_since(time.monotonic(), threading.Event())
        reached.set()

    threading.Thread(target=wait, daemon=True).start()
    assert not reached.wait(0.1)
    pace.set(0.05)
    assert reached.wait(30)


def test_an_end_ends_the_waiting() -> None:
    ended = threading.Event()
    threading.Timer(0.1, ended.set).start()
    FramePace(600).wait_since(time.monotonic(), ended)
    assert ended.is_set()


@pytest.mark.parametrize("seconds", [0, -1, float("nan")])
def test_frames_without_time_between_them_are_refused(seconds: float) -> None:
    with pytest.raises(ValueError, match="more than 0"):
        FramePace(1).set(seconds)
