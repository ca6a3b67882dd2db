"""A source is looked at before its class: nothing of it is lost, and what is amiss is said."""

import threading
from collections.abc import Callable, Iterator

import pytest

from classroom.messages.source_remedies import CHOOSE_RECORDING, MARK_PLACES_AGAIN, OPEN_AGAIN
from classroom.messages.sources import PLACES_UNCERTAIN, RECORDING_SHOWS_NOTHING, WINDOW_CLOSED
from monitor.checks.pictures import PictureCheck
from monitor.control.class_control import ClassControl
from monitor.control.requests import Begin, End
from monitor.errors import PlacesLost, SourceEnded, SourceUnavailable
from monitor.pace.frame_interval import FrameInterval
from monitor.pipeline import Pipeline
from monitor.stages import FrameSource
from monitor.track import OverlapTracker
from monitor.types import Frame
from monitor.watch.preview import Preview, PreviewPlan, prepare
from tests.monitor.fixtures import ScriptedSource, frame
from tests.monitor.watch.test_runner import EverybodyIsHappy, SixFaces

PATIENCE_SECONDS = 30


class Looked:
    """A preview in a thread of its own, as in a monitor; requests come from outside."""

    def __init__(self, source: FrameSource) -> None:
        self.control = ClassControl("preview")
        self.pictures = PictureCheck(24, 5, lambda _image_bgr: [])
        pipeline = Pipeline(SixFaces(), OverlapTracker(), EverybodyIsHappy(), [self.pictures])
        self.stop = threading.Event()
        self.preview = Preview(PreviewPlan(source, pipeline, self.pictures, list, self.stop))
        self.outcome: list[Begin | SourceUnavailable | None] = []
        self.thread = threading.Thread(target=self._run)
        self.thread.start()

    def _run(self) -> None:
        try:
            self.outcome.append(prepare(self.preview, self.control, FrameInterval(1.0)))
        except SourceUnavailable as error:
            self.outcome.append(error)

    def until(self, is_so: Callable[[], bool]) -> None:
        reached = threading.Event()
        give_up = threading.Timer(PATIENCE_SECONDS, reached.set)
        give_up.start()
        while not is_so() and not reached.is_set():
            self.control.wait(0.01)
        give_up.cancel()
        assert is_so()

    def ended(self) -> Begin | SourceUnavailable | None:
        self.thread.join(PATIENCE_SECONDS)
        return self.outcome[0]


class ClosedWindow:
    """A live source that gives one frame, and whose window is closed from then on."""

    name, is_live = "window", True

    def __init__(self) -> None:
        self.reads = 0

    def read(self) -> Frame:
        self.reads += 1
        if self.reads > 1:
            raise SourceUnavailable(WINDOW_CLOSED, remedy=OPEN_AGAIN, retry=True)
        return frame(0)

    def progress(self) -> None:
        return None

    def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
def looked_at() -> Iterator[Callable[[FrameSource], Looked]]:
    begun: list[Looked] = []

    def look(source: FrameSource) -> Looked:
        begun.append(Looked(source))
        return begun[-1]

    yield look
    for each in begun:
        each.stop.set()
        each.thread.join(PATIENCE_SECONDS)


def test_a_recording_stands_still_at_its_end_until_its_class_begins(looked_at: Callable[[FrameSource], Looked]) -> None:
    looked = looked_at(ScriptedSource([frame(0), frame(1), SourceEnded()]))
    looked.until(lambda: looked.pictures.frames == 2)
    looked.control.request(Begin("Maths"))
    assert looked.ended() == Begin("Maths")


def test_a_recording_that_shows_nothing_is_said_and_not_passed_over(
    looked_at: Callable[[FrameSource], Looked],
) -> None:
    looked = looked_at(ScriptedSource([SourceUnavailable(RECORDING_SHOWS_NOTHING, remedy=CHOOSE_RECORDING)]))
    ended = looked.ended()
    assert isinstance(ended, SourceUnavailable)
    assert ended.message == RECORDING_SHOWS_NOTHING.filled()


def test_places_that_are_lost_are_told_until_they_are_marked_again(looked_at: Callable[[FrameSource], Looked]) -> None:
    are_marked = threading.Event()

    def script() -> Iterator[Frame | Exception]:
        while not are_marked.is_set():
            yield PlacesLost(PLACES_UNCERTAIN, remedy=MARK_PLACES_AGAIN)
        yield frame(0)
        yield SourceEnded()

    looked = looked_at(ScriptedSource(script()))
    looked.until(lambda: looked.control.state.places_are_lost)
    are_marked.set()
    looked.until(lambda: not looked.control.state.places_are_lost)


def test_a_window_that_is_closed_is_a_line_of_the_check_and_the_class_can_begin_and_wait_for_it(
    looked_at: Callable[[FrameSource], Looked],
) -> None:
    looked = looked_at(ClosedWindow())
    looked.until(lambda: looked.preview.result().conclusion == OPEN_AGAIN.filled())
    looked.control.request(Begin("Maths"))
    assert looked.ended() == Begin("Maths")


def test_what_is_looked_at_can_be_given_up(looked_at: Callable[[FrameSource], Looked]) -> None:
    looked = looked_at(ClosedWindow())
    looked.control.request(End())
    assert looked.ended() is None
