import threading
import time

import pytest

from monitor.pace.frame_interval import FrameInterval


def test_a_wait_lasts_for_the_rest_of_the_interval() -> None:
    ended = threading.Event()
    began = time.monotonic()
    FrameInterval(0.2).wait_since(began, ended)
    assert time.monotonic() - began >= 0.2
    FrameInterval(30).wait_since(began - 31, ended)  # the time has gone by already


def test_a_shorter_interval_also_ends_waits_in_progress() -> None:
    interval, reached = FrameInterval(600), threading.Event()

    def wait() -> None:
        interval.wait_since(time.monotonic(), threading.Event())
        reached.set()

    threading.Thread(target=wait, daemon=True).start()
    assert not reached.wait(0.1)
    interval.set(0.05)
    assert reached.wait(30)


def test_an_end_ends_the_waiting() -> None:
    ended = threading.Event()
    threading.Timer(0.1, ended.set).start()
    FrameInterval(600).wait_since(time.monotonic(), ended)
    assert ended.is_set()


@pytest.mark.parametrize("seconds", [0, -1, float("nan")])
def test_frames_without_time_between_them_are_refused(seconds: float) -> None:
    with pytest.raises(ValueError, match="more than 0"):
        FrameInterval(1).set(seconds)
