"""Look at a source before its class: process frames, check them, store nothing."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from monitor.checks.line import CheckLine, CheckResult, joined
from monitor.checks.pictures import PictureCheck
from monitor.control.class_control import ClassControl
from monitor.control.requests import Begin, Mark
from monitor.errors import PlacesLost, ReadInterrupted, SourceBlind, SourceEnded, SourceUnavailable
from monitor.pace.frame_interval import FrameInterval
from monitor.pipeline import Pipeline
from monitor.stages import FrameSource
from monitor.watch.marks import marks_of

RETRY_SECONDS: Final = 0.5
PREVIEW_INTERVAL_SECONDS: Final = 0.5
STANDS_STILL_SECONDS: Final = 0.1


@dataclass(frozen=True, slots=True)
class PreviewPlan:
    """The parts of a preview. `machine_lines` checks the computer; `pictures` is one of the pipeline's watchers."""

    source: FrameSource
    pipeline: Pipeline
    pictures: PictureCheck
    machine_lines: Callable[[], list[CheckLine]]
    stop: threading.Event


class Preview:
    """A source that is looked at, until its class begins or it is given up."""

    def __init__(self, plan: PreviewPlan) -> None:
        self._plan = plan
        self._lost: SourceUnavailable | None = None
        self._places_are_lost = False

    def result(self) -> CheckResult:
        """Return the check as of now."""
        return joined(self._plan.pictures.lines(), self._plan.machine_lines())

    def expect(self, expected: int | None) -> None:
        """Compare the number of faces with this one from now on."""
        self._plan.pictures.expected = expected

    def mark(self, marks: Mark | None) -> None:
        """Count nobody who is marked from now on, if there are new marks."""
        if marks is not None and self._plan.pipeline.selector is not None:
            self._plan.pipeline.selector.mark(marks_of(marks))
            self._places_are_lost = False

    def payload(self) -> dict[str, Any]:
        """Return the check as of now as values of JSON."""
        return self.result().payload()

    @property
    def lost(self) -> SourceUnavailable | None:
        """Return why the source will give no picture any more, None while it may."""
        return self._lost

    @property
    def places_are_lost(self) -> bool:
        """Return whether nothing is looked at, as a place that is left out cannot be told any more."""
        return self._places_are_lost

    def look(self, is_over: Callable[[], bool]) -> None:
        """Process frames until `is_over`, the source is lost for good or `stop` is set. Nothing is raised for that.

        A recording is shown as slowly as a call, and stands still at its end: it was chosen to be looked at.
        """
        while not self._plan.stop.is_set() and not is_over():
            try:
                self._plan.pipeline.process(self._plan.source.read())
            except ReadInterrupted:
                continue
            except SourceEnded:
                self._stand_still(is_over)
                return
            except SourceBlind as blind:
                self._places_are_lost = isinstance(blind, PlacesLost)
                self._plan.pictures.missed(blind)
                self._plan.pipeline.tick()
            except SourceUnavailable as lost:
                self._plan.pictures.missed(lost)
                if not lost.retry or not self._plan.source.is_live:
                    self._lost = lost
                    return
                self._plan.stop.wait(RETRY_SECONDS)
            else:
                self._places_are_lost = False
                if not self._plan.source.is_live:
                    self._plan.stop.wait(PREVIEW_INTERVAL_SECONDS)

    def _stand_still(self, is_over: Callable[[], bool]) -> None:
        while not is_over() and not self._plan.stop.wait(STANDS_STILL_SECONDS):
            self._plan.pipeline.tick()

    def check(self, seconds: float, frames: int) -> CheckResult:
        """Look for so long, at a source with an end at so many frames, and return the result."""
        until = time.monotonic() + seconds
        is_live = self._plan.source.is_live
        self.look(lambda: time.monotonic() >= until or (not is_live and self._plan.pictures.frames >= frames))
        return self.result()


def prepare(preview: Preview, control: ClassControl, frame_interval: FrameInterval) -> Begin | None:
    """Look at the source until the class is begun; return how, or None if it was given up.

    It is given up when it is ended, or when nobody has looked for half a minute: a camera must not stay on for a page
    that was closed. Raises SourceUnavailable if nothing can be seen, and never will be.
    """
    usual = frame_interval.seconds
    frame_interval.set(PREVIEW_INTERVAL_SECONDS)
    control.look()
    found: list[Begin] = []

    def is_over() -> bool:
        begin = control.take_begin()
        if begin is not None:
            found.append(begin)
        preview.expect(control.state.expected)
        preview.mark(control.take_marks())
        control.places_lost(are_lost=preview.places_are_lost)
        return begin is not None or control.is_over or not control.is_looked_at()

    preview.look(is_over)
    frame_interval.set(usual)
    if preview.lost is not None and not found:
        raise preview.lost
    return found[0] if found else None
