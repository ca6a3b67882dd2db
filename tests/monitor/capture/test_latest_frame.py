"""The thread between a live source and its reader delivers the newest frame."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from classroom.messages.source_remedies import PLUG_IN_CAMERA
from classroom.messages.sources import NO_CAMERA, PICTURE_BLACK, WINDOW_CLOSED
from monitor.capture.latest_frame import LatestFrame
from monitor.capture.options import CaptureOptions
from monitor.errors import ReadInterrupted, SourceBlind, SourceEnded, SourceUnavailable
from monitor.stages import Progress
from monitor.types import Frame
from tests.monitor.capture.capture_fixtures import gallery_picture
from tests.waiting import until

QUICK = 0.02

Step = Callable[[], None]


class ScriptedSource:
    """Delivers frames at once, except for scripted actions at given reads."""

    name = "scripted"
    is_live = True

    def __init__(self, script: dict[int, Step] | None = None) -> None:
        self.reads = 0
        self.is_closed = False
        self._script = script or {}

    def read(self) -> Frame:
        number = self.reads
        self.reads += 1
        self._script.get(number, lambda: None)()
        return Frame(number, datetime.now(UTC), gallery_picture(64, 64, seed=number), "scripted")

    def progress(self) -> Progress | None:
        return None

    def close(self) -> None:
        self.is_closed = True


def fail_with(error: BaseException) -> Step:
    def fail() -> None:
        raise error

    return fail


def hang_until(event: threading.Event) -> Step:
    def hang() -> None:
        event.wait(30)

    return hang


def options(interval: float = QUICK, deadline: float = 5.0) -> CaptureOptions:
    return CaptureOptions(frame_interval_seconds=interval, frame_deadline_seconds=deadline)


@contextmanager
def latest_of(*sources: ScriptedSource, use: CaptureOptions | None = None) -> Iterator[LatestFrame]:
    """Open one source after another; the last one again and again."""
    waiting = list(sources)
    latest = LatestFrame("scripted", lambda: waiting.pop(0) if len(waiting) > 1 else waiting[0], use or options())
    try:
        latest.start()
        yield latest
    finally:
        latest.close()


def test_a_slow_reader_gets_the_newest_frame_and_the_count_of_the_lost() -> None:
    source = ScriptedSource()
    with latest_of(source) as latest:
        first = latest.read()
        until(lambda: source.reads >= 8, "eight frames were taken")
        second = latest.read()
    assert (first.index, second.index) == (0, 1)
    assert second.frames_dropped >= 5
    assert (datetime.now(UTC) - second.captured_at).total_seconds() < 0.5
    shown = first.frames_dropped + second.frames_dropped + 2
    assert shown <= source.reads <= shown + 2


def test_a_quick_reader_never_gets_a_frame_twice_and_waits_for_the_interval() -> None:
    with latest_of(ScriptedSource(), use=options(interval=0.05)) as latest:
        began_at = time.monotonic()
        frames = [latest.read() for _ in range(6)]
    assert len({frame.captured_at for frame in frames}) == 6
    assert sum(frame.frames_dropped for frame in frames) == 0
    assert time.monotonic() - began_at > 0.2


def test_a_source_that_blocks_for_ever_is_lost_after_its_deadline_and_reopened() -> None:
    forever = threading.Event()
    dead = ScriptedSource({1: hang_until(forever)})
    with latest_of(dead, ScriptedSource(), use=options(deadline=0.3)) as latest:
        latest.read()
        with pytest.raises(SourceUnavailable) as caught:
            latest.read()
        assert caught.value.retry
        assert latest.read().index == 1
    forever.set()
    until(lambda: dead.is_closed, "the stuck thread gives its camera back when it comes free")


def test_a_source_that_opens_and_never_gives_a_picture_is_told_from_one_that_fell_silent() -> None:
    forever = threading.Event()
    with latest_of(ScriptedSource({0: hang_until(forever)}), use=options(deadline=0.3)) as latest:
        with pytest.raises(SourceUnavailable, match="opens, but gives no picture") as caught:
            latest.read()
        assert caught.value.retry
    forever.set()


def test_a_request_does_not_wait_for_a_source_that_gives_no_picture() -> None:
    forever, is_requested = threading.Event(), threading.Event()
    use = replace(options(deadline=600), is_interrupted=is_requested.is_set)
    with latest_of(ScriptedSource({0: hang_until(forever)}), use=use) as latest:
        is_requested.set()
        with pytest.raises(ReadInterrupted):
            latest.read()
        is_requested.clear()
        forever.set()
        assert latest.read().index == 0


def test_only_a_few_threads_are_left_stuck_in_a_dead_camera() -> None:
    forever = threading.Event()
    opened: list[ScriptedSource] = []

    def open_dead() -> ScriptedSource:
        opened.append(ScriptedSource({0: hang_until(forever)}))
        return opened[-1]

    latest = LatestFrame("dead", open_dead, options(deadline=0.05))
    for _ in range(6):
        with pytest.raises(SourceUnavailable) as caught:
            latest.read()
        assert caught.value.retry
    assert len(opened) == 3
    assert "hangs" in caught.value.what
    forever.set()
    latest.close()


def test_a_wait_ends_at_once_when_the_class_is_stopped() -> None:
    use = options(interval=30)
    with latest_of(ScriptedSource(), use=use) as latest:
        latest.read()
        threading.Timer(0.1, use.stop.set).start()
        began_at = time.monotonic()
        with pytest.raises(SourceEnded):
            latest.read()
    assert time.monotonic() - began_at < 1


def test_closing_does_not_wait_for_a_source_that_hangs() -> None:
    forever = threading.Event()
    began_at = time.monotonic()
    with latest_of(ScriptedSource({1: hang_until(forever)})) as latest:
        latest.read()
    assert time.monotonic() - began_at < 3
    latest.close()
    with pytest.raises(SourceEnded):
        latest.read()
    forever.set()


def test_closing_releases_the_source() -> None:
    source = ScriptedSource()
    with latest_of(source, use=options(interval=30)) as latest:
        latest.read()
    assert source.is_closed


def test_a_blind_moment_is_told_and_the_same_source_read_on() -> None:
    source = ScriptedSource({1: fail_with(SourceBlind(PICTURE_BLACK))})
    with latest_of(source) as latest:
        latest.read()
        with pytest.raises(SourceBlind, match="black"):
            latest.read()
        assert latest.read().index == 1
        assert not source.is_closed


def test_a_lost_source_is_closed_and_opened_anew_on_the_next_read() -> None:
    lost = ScriptedSource({1: fail_with(SourceUnavailable(WINDOW_CLOSED, retry=True))})
    with latest_of(lost, ScriptedSource()) as latest:
        latest.read()
        with pytest.raises(SourceUnavailable, match="closed"):
            latest.read()
        assert lost.is_closed
        assert latest.read().index == 1


def test_an_error_of_the_source_reaches_the_reader_as_it_is() -> None:
    with latest_of(ScriptedSource({1: fail_with(ZeroDivisionError("a mistake of ours"))})) as latest:
        latest.read()
        with pytest.raises(ZeroDivisionError, match="a mistake of ours"):
            latest.read()


def test_the_end_of_a_live_source_stays_the_end() -> None:
    with latest_of(ScriptedSource({1: fail_with(SourceEnded("over"))})) as latest:
        latest.read()
        for _ in range(2):
            with pytest.raises(SourceEnded):
                latest.read()


def test_a_source_that_is_not_there_at_the_start_is_refused_for_good() -> None:
    def refuse() -> ScriptedSource:
        raise SourceUnavailable(NO_CAMERA, where="webcam", remedy=PLUG_IN_CAMERA, retry=True)

    with pytest.raises(SourceUnavailable, match="There is no camera") as caught:
        LatestFrame("webcam", refuse, options()).start()
    assert not caught.value.retry
    assert (caught.value.where, caught.value.remedies) == ("webcam", (PLUG_IN_CAMERA.filled(),))


def test_a_long_frame_interval_may_be_longer_than_the_deadline() -> None:
    with latest_of(ScriptedSource(), use=options(interval=0.5, deadline=0.1)) as latest:
        assert [latest.read().index for _ in range(3)] == [0, 1, 2]


def test_a_source_is_read_no_more_often_than_the_frame_interval_set_meanwhile() -> None:
    use, is_read_again = options(interval=0.02), threading.Event()
    source = ScriptedSource({1: lambda: use.live_interval.set(600), 2: is_read_again.set})
    with latest_of(source, use=use) as latest:
        while latest.read().index < 1:
            pass
        assert not is_read_again.wait(0.4)
        use.live_interval.set(0.02)
        until(lambda: source.reads >= 7, "the interval is short again")


def test_a_shortened_interval_does_not_make_the_source_count_as_dead() -> None:
    source, use = ScriptedSource(), options(interval=600, deadline=1.0)
    with latest_of(source, use=use) as latest:
        latest.read()
        threading.Timer(0.3, lambda: use.live_interval.set(0.02)).start()
        assert latest.read().index == 1
