"""The times in which a monitor saw nothing are stored with their reason."""

import threading
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from classroom.messages.sources import GALLERY_AWAY, PICTURE_BLACK, WINDOW_CLOSED
from classroom.tables import UnseenSpan
from monitor.errors import SourceBlind, SourceEnded, SourceUnavailable
from monitor.pipeline import Pipeline
from monitor.track import OverlapTracker
from monitor.types import Face, Frame
from monitor.watch.runner import ClassWatch
from tests.monitor.fixtures import ScriptedSource, at, frame
from tests.monitor.watch.test_runner import EverybodyIsHappy, Script, SixFaces, only_class, watch_of


def unseen(engine: Engine) -> list[tuple[datetime, datetime, str]]:
    with Session(engine) as session:
        found = session.scalars(select(UnseenSpan).order_by(UnseenSpan.began_at))
        return [(span.began_at, span.ended_at, span.reason) for span in found]


def test_the_time_in_which_nothing_was_seen_is_stored_with_its_reason(engine: Engine) -> None:
    script: Script = [
        frame(0), SourceUnavailable(WINDOW_CLOSED, retry=True), frame(30), SourceBlind(PICTURE_BLACK), frame(50),
        SourceEnded(),
    ]  # fmt: skip
    watch, _ = watch_of(ScriptedSource(script, is_live=True), engine)
    watch.run()
    assert unseen(engine) == [(at(0), at(30), "window_closed"), (at(30), at(50), "picture_black")]


class FirstFrameOnly:
    """Finds six faces in the first frame; then it finds none, or cannot tell where the gallery is."""

    search_seconds = 4.0

    def __init__(self, error: SourceBlind | None) -> None:
        self.error = error

    def detect(self, frame: Frame) -> list[Face]:
        if frame.captured_at == at(0) or frame.captured_at >= at(25):
            return SixFaces().detect(frame)
        if self.error is not None:
            raise self.error
        return []


@pytest.mark.parametrize(
    ("error", "covered_share", "stored"),
    [
        (SourceBlind(GALLERY_AWAY), 0.0, ["gallery_away"]),
        (None, 1.0, ["window_covered"]),
        (None, 0.5, []),
    ],
)
def test_frames_that_do_not_show_the_class_are_a_time_in_which_nothing_was_seen(
    engine: Engine, error: SourceBlind | None, covered_share: float, stored: list[str]
) -> None:
    frames = [replace(frame(second), covered_share=covered_share) for second in (5, 10, 15, 20)]
    watch, _ = watch_of(ScriptedSource([frame(0), *frames, frame(25), SourceEnded()], is_live=True), engine)
    pipeline = Pipeline(FirstFrameOnly(error), OverlapTracker(), EverybodyIsHappy())
    ClassWatch(replace(watch.plan, pipeline=pipeline)).run()
    assert [reason for *_, reason in unseen(engine)] == stored
    assert [begin for begin, *_ in unseen(engine)] == [at(0)] * len(stored)


def test_a_flicker_is_not_stored_as_a_time_in_which_nothing_was_seen(engine: Engine) -> None:
    watch, _ = watch_of(ScriptedSource([frame(0), SourceBlind(PICTURE_BLACK), frame(1), SourceEnded()]), engine)
    watch.run()
    assert unseen(engine) == []


def test_a_class_that_ends_while_nothing_is_seen_stores_that_too(engine: Engine) -> None:
    stop = threading.Event()

    class GoesBlack(ScriptedSource):
        def read(self) -> Frame:
            if self.reads == 1:
                stop.set()
            self.reads += 1
            return super().read()

        reads = 0

    script: Script = [frame(0), SourceBlind(PICTURE_BLACK)]
    watch, _ = watch_of(GoesBlack(script, is_live=True), engine, stop=stop)
    watch.run()
    ended_at = only_class(engine).ended_at
    assert [(begin, end, reason) for begin, end, reason in unseen(engine)] == [(at(0), ended_at, "picture_black")]
