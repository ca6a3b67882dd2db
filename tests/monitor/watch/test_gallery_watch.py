"""A class that is watched through a call's gallery: other views store nothing, and places left out are kept."""

import threading
from collections.abc import Iterable, Sequence
from datetime import datetime

import numpy as np
import pytest
from sqlalchemy import Engine

from classroom.messages.sources import GALLERY_AWAY, PLACES_UNCERTAIN
from monitor.aggregate.sampling import ClassSampling
from monitor.control.class_control import ClassControl
from monitor.control.requests import Mark
from monitor.errors import SourceEnded
from monitor.gallery.selector import GallerySelector
from monitor.pipeline import Pipeline
from monitor.store.class_record import ClassRecord
from monitor.track import OverlapTracker
from monitor.types import Face, Frame
from monitor.watch.plan import WatchPlan
from monitor.watch.runner import ClassWatch
from tests.monitor.fixtures import ScriptedSource, at
from tests.monitor.gallery.fixtures import SMALL, call, true_faces
from tests.monitor.watch.test_runner import DETAILS, EverybodyIsHappy, Listener, only_class, rows
from tools.call_pictures.call import DrawnFrame
from tools.call_pictures.events import SpeakerView

PLACE = [0.25, 0.25, 0.5, 0.5]
SECONDS = 7


@pytest.fixture(scope="module")
def drawn() -> list[DrawnFrame]:
    """A call whose speaker fills the window in the seconds 3 and 4."""
    with_speaker = call("zoom", 9, SMALL, SpeakerView(3, 5))
    return [with_speaker.draw(second) for second in range(SECONDS)]


class TrueFaces:
    """Finds all faces of the drawn call; counts how often it looked."""

    search_seconds = 4.0

    def __init__(self, drawn: Sequence[DrawnFrame]) -> None:
        self._drawn = drawn
        self.looked = 0

    def detect(self, frame: Frame) -> list[Face]:
        self.looked += 1
        return true_faces(self._drawn[frame.index])


class Watched:
    """A class of the drawn call; `marks` are requested before frames of these numbers."""

    def __init__(self, drawn: Sequence[DrawnFrame], record: ClassRecord, marks: dict[int, Mark] | None = None) -> None:
        self.detector, self.listener = TrueFaces(drawn), Listener()
        self.control = ClassControl("starting")
        source = MarkedSource(drawn, self.control, marks or {})
        selector = GallerySelector()
        plan = WatchPlan(
            source=source,
            pipeline=Pipeline(self.detector, OverlapTracker(), EverybodyIsHappy(), selector=selector),
            sampling=ClassSampling(1.0, 5, 0.0, frame_interval_seconds=1.0),
            open_record=lambda _started_at: record,
            reporter=self.listener,
            stop=threading.Event(),
            control=self.control,
        )
        ClassWatch(plan).run()


class MarkedSource(ScriptedSource):
    """Gives the call's frames, and lets somebody mark places just before some of them."""

    def __init__(self, drawn: Iterable[DrawnFrame], control: ClassControl, marks: dict[int, Mark]) -> None:
        frames = [Frame(i, at(i), frame.image_bgr, "call") for i, frame in enumerate(drawn)]
        super().__init__([*frames, SourceEnded()])
        self._control, self._marks, self._next = control, marks, 0

    def read(self) -> Frame:
        number, self._next = self._next, self._next + 1
        if number in self._marks:
            self._control.request(self._marks[number])
        return super().read()


def new_class(engine: Engine, started_at: datetime | None = None) -> ClassRecord:
    return ClassRecord(engine, DETAILS, started_at or at(0))


def test_while_one_speaker_fills_the_window_nothing_is_stored_and_the_status_says_why(
    engine: Engine, drawn: list[DrawnFrame]
) -> None:
    watched = Watched(drawn, new_class(engine))
    assert [row.captured_at for row in rows(engine)] == [at(second) for second in (1, 2, 5, 6)]
    assert {row.faces for row in rows(engine)} == {9}
    assert watched.listener.states == ["watching", "blind", "watching"]
    assert str(GALLERY_AWAY.filled()) in watched.listener.messages


def test_a_restarted_monitor_looks_at_nothing_until_the_places_are_marked_again(
    engine: Engine, drawn: list[DrawnFrame]
) -> None:
    first = new_class(engine)
    first.leave_out([PLACE])
    first.finish(at(0))
    quiet = [drawn[0], drawn[1], drawn[2], drawn[5], drawn[6]]
    record = ClassRecord.continued(engine, first.class_session_id, at(0))
    watched = Watched(quiet, record, marks={2: Mark([PLACE])})
    assert watched.detector.looked == 2  # the mark is taken before the next frame is read
    assert watched.listener.states[0] == "blind"
    assert str(PLACES_UNCERTAIN.filled()) in watched.listener.messages


def test_a_mark_during_the_class_is_stored_with_it_in_per_cent(engine: Engine, drawn: list[DrawnFrame]) -> None:
    watched = Watched(drawn[:3], new_class(engine), marks={1: Mark([PLACE])})
    assert only_class(engine).left_out_percent == [[25.0, 25.0, 50.0, 50.0]]
    assert np.allclose(watched.control.state.left_out, [PLACE])
