"""Start classes with the resources that all of them share: configuration, database, console."""

import os
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from rich.console import Console
from sqlalchemy import Engine

from classroom.choices import Mode
from classroom.config import Config
from classroom.lawful_use import refuse_unlawful
from classroom.pace_limits import WIDEST_FRAME_SECONDS, WIDEST_SEARCH_SECONDS
from classroom.timetable import local_zone_name
from monitor.annotate.open import WatcherRequest, open_watchers
from monitor.capture.kinds import DemoSpec, PicturesSpec, RecordingSpec, SourceSpec
from monitor.capture.open import open_source
from monitor.capture.options import CaptureOptions
from monitor.capture.source_parser import parse_source
from monitor.checks.machine import LoadMeter
from monitor.cli.console import TerminalReporter, busy
from monitor.cli.fast_imports import loading
from monitor.control.class_control import ClassControl
from monitor.pace.cpu_budget import CpuBudget, Intervals
from monitor.pace.frame_interval import FrameInterval
from monitor.pace.priority import lower_priority
from monitor.pipeline import Pipeline
from monitor.stages import Classifier, FrameSource, FrameWatcher
from monitor.store.class_record import ClassDetails, ClassRecord, mode_of_class
from monitor.store.retention import delete_old_classes
from monitor.watch.build import (
    build_picture_check,
    build_pipeline,
    build_sampling,
    frame_interval_seconds,
    machine_lines,
    shipped_model_facts,
)
from monitor.watch.plan import Throttle, WatchOutcome, WatchPlan
from monitor.watch.preview import Preview, PreviewPlan, prepare
from monitor.watch.requests import requests_taken
from monitor.watch.runner import ClassWatch
from monitor.watch.schedule import background_jobs

DEMO_TITLE = "Maths: a hard proof"


@dataclass(frozen=True, slots=True)
class WatchRequest:
    """The parameters of one class to watch."""

    source: str
    title: str | None = None
    group: str = ""
    expected: int | None = None
    duration_seconds: float | None = None
    annotate: Path | None = None
    preview: bool = False
    is_prepared: bool = False
    """True if the source is looked at first, until the dashboard begins the class."""
    mode: Mode | None = None
    """The mode of the class, None for the configuration's."""
    continues: int | None = None
    """The class that a monitor which was cut off had begun."""
    own_tile_is_lost: bool = False
    """True if the teacher's own tile may have been marked for that monitor."""


@dataclass(frozen=True, slots=True)
class ClassLauncher:
    """Starts classes with shared resources: configuration, database engine, console and stop event."""

    config: Config
    engine: Engine
    console: Console
    stop: threading.Event

    def watch(self, request: WatchRequest, spec: SourceSpec) -> WatchOutcome:
        """Watch one class to its end.

        Raises ClassRefused, SourceUnavailable, OutputUnavailable, DatabaseError, ModelFileError.
        """
        launcher = self._in_mode(request)
        launcher.refuse_unlawful(spec)
        return launcher._watch(request, spec)

    def _in_mode(self, request: WatchRequest) -> Self:
        """Return the launcher with the mode of the class: a continued one keeps the mode in which it began."""
        begun = None if request.continues is None else mode_of_class(self.engine, request.continues)
        mode = begun or request.mode or self.config.monitor.mode
        monitor = self.config.monitor.model_copy(update={"mode": mode})
        return replace(self, config=self.config.model_copy(update={"monitor": monitor}))

    def refuse_unlawful(self, spec: SourceSpec) -> None:
        """Raise ClassRefused unless this source may be watched in the mode of the configuration."""
        refuse_unlawful(self.config, self.config.monitor.mode, is_demo=isinstance(spec, DemoSpec))

    def _watch(self, request: WatchRequest, spec: SourceSpec) -> WatchOutcome:
        settings = self.config.monitor
        lower_priority()  # not before: the dashboard, started by now, keeps its normal priority
        with ExitStack() as stack:
            control = ClassControl("preview" if request.is_prepared else "starting")
            capture = self._capture_options(control)
            # A camera in use is said on the page that looks at it; a class that is taken up again waits for it.
            waits = request.is_prepared or request.continues is not None
            source = open_source(spec, capture, may_come_later=waits)
            stack.callback(source.close)
            wanted = WatcherRequest(
                annotate=request.annotate,
                preview=request.preview,
                frames_per_second=1 / frame_interval_seconds(settings),
                pictures_wanted=isinstance(spec, PicturesSpec),
                source_path=spec.path if isinstance(spec, PicturesSpec | RecordingSpec) else None,
                stop=self.stop,
                control=control,
            )
            watchers = open_watchers(wanted)
            for watcher in watchers:
                stack.callback(watcher.close)
            self._say_what_is_written(request)
            pipeline = self._pipeline(watchers, control, spec, own_tile_is_lost=request.own_tile_is_lost)
            preview = self._preview(source, pipeline, request) if request.is_prepared else None
            url = self.engine.url.render_as_string(hide_password=False)
            is_preview = preview is not None
            taken = requests_taken(
                control, url, lambda: _check_of(preview, control), shared=capture.shared, is_required=is_preview
            )
            stack.enter_context(taken)
            if preview is not None:
                begin = prepare(preview, control, capture.live_interval)
                if begin is None:
                    return WatchOutcome(None)
                if not spec.is_live:  # what was looked at belongs to the class
                    source.close()
                    source = open_source(spec, capture)
                    stack.callback(source.close)
                request = replace(request, title=begin.title or None, group=begin.group, expected=begin.expected)
            reads_moods = settings.mode == "mood"
            reporter = stack.enter_context(
                TerminalReporter(self.console, is_live=spec.is_live, reads_moods=reads_moods)
            )
            plan = WatchPlan(
                source=source,
                pipeline=pipeline,
                sampling=build_sampling(self.config),
                open_record=self._recorder(request, spec, pipeline.classifier),
                reporter=reporter,
                stop=self.stop,
                duration_seconds=request.duration_seconds,
                throttle=self._throttle(pipeline, capture.live_interval) if spec.is_live else None,
                control=control,
                reopen=lambda text: open_source(spec if text is None else self._allowed(text), capture),
            )
            class_watch = ClassWatch(plan)
            stack.enter_context(background_jobs(class_watch.beat, self.delete_old_classes))
            return class_watch.run()

    def _say_what_is_written(self, request: WatchRequest) -> None:
        if request.annotate is not None:
            read = ", with what is read off them," if self.config.monitor.mode == "mood" else ""
            words = f"Pictures of people{read} are written to {request.annotate}."
            self.console.print(words, style="yellow", markup=False, soft_wrap=True)

    def _allowed(self, text: str) -> SourceSpec:
        """Return the source of this text, for a class that runs. Raises ClassRefused if it may not be watched."""
        spec = parse_source(text)
        self.refuse_unlawful(spec)
        return spec

    def _pipeline(
        self, watchers: Sequence[FrameWatcher], control: ClassControl, spec: SourceSpec, *, own_tile_is_lost: bool
    ) -> Pipeline:
        from monitor.annotate.live_pictures import LivePictures

        uncertain = LivePictures(control)
        with busy(self.console, "Loading the networks …"), loading():
            pipeline = build_pipeline(
                self.config.monitor, watchers, is_live=spec.is_live, show_uncertain=uncertain.show_alone
            )
        if own_tile_is_lost and pipeline.selector is not None:
            pipeline.selector.lose_own_tile()
        return pipeline

    def _preview(self, source: FrameSource, pipeline: Pipeline, request: WatchRequest) -> Preview:
        pictures = build_picture_check(self.config, request.expected)
        checked = replace(pipeline, watchers=(*pipeline.watchers, pictures), slides=None)
        load = LoadMeter()
        return Preview(PreviewPlan(source, checked, pictures, lambda: machine_lines(self.engine.url, load), self.stop))

    def _capture_options(self, control: ClassControl) -> CaptureOptions:
        settings = self.config.monitor
        return CaptureOptions(
            frame_interval_seconds=frame_interval_seconds(settings),
            sample_seconds=settings.sample_seconds,
            frame_deadline_seconds=settings.frame_deadline_seconds,
            frozen_after_seconds=settings.frozen_after_seconds,
            demo=self.config.demo,
            stop=self.stop,
            is_interrupted=lambda: control.is_waiting,
        )

    def _throttle(self, pipeline: Pipeline, frame_interval: FrameInterval) -> Throttle:
        wanted = Intervals(pipeline.detector.search_seconds, frame_interval.seconds)
        widest = Intervals(
            max(WIDEST_SEARCH_SECONDS, wanted.search_seconds), max(WIDEST_FRAME_SECONDS, wanted.frame_seconds)
        )
        budget = CpuBudget(self.config.monitor.cpu_percent, wanted, widest, os.cpu_count() or 1)
        return Throttle(budget, frame_interval)

    def _recorder(
        self, request: WatchRequest, spec: SourceSpec, classifier: Classifier | None
    ) -> Callable[[datetime], ClassRecord]:
        is_demo = isinstance(spec, DemoSpec)
        details = ClassDetails(
            title=request.title or usual_title(spec),
            group=request.group,
            source=spec.name,
            region=self.config.monitor.region,
            expected_faces=request.expected or (self.config.demo.people if is_demo else None),
            sample_seconds=self.config.monitor.sample_seconds,
            min_group_size=self.config.privacy.min_group_size,
            model_id="" if classifier is None else classifier.model_id,
            timezone=self.config.dashboard.time_zone or local_zone_name(),
            mode=self.config.monitor.mode,
            model_facts=None if classifier is None else shipped_model_facts(),
        )
        if request.continues is not None:
            continued = request.continues
            return lambda started_at: ClassRecord.continued(self.engine, continued, started_at)
        return lambda started_at: ClassRecord(self.engine, details, started_at)

    def delete_old_classes(self) -> None:
        """Delete the classes past their retention period."""
        delete_old_classes(self.engine, self.config.privacy.retention_days, datetime.now(UTC))


def usual_title(spec: SourceSpec) -> str:
    """Return the title of a class that was given none."""
    match spec:
        case DemoSpec():
            return DEMO_TITLE
        case RecordingSpec():
            return spec.path.stem
        case _:
            return spec.name


def _check_of(preview: Preview | None, control: ClassControl) -> dict[str, Any] | None:
    return preview.payload() if preview is not None and control.state.phase == "preview" else None
