"""Watching one class from the command line."""

import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from sqlalchemy import Engine
from tzlocal import get_localzone_name

from classroom.config import Config
from classroom.database import open_engine
from classroom.places import default_database_url
from monitor.annotate.open import WatcherRequest, open_watchers
from monitor.build import build_pipeline, build_sampling, frame_interval_seconds
from monitor.capture.kinds import DemoSpec, PicturesSpec, SourceSpec
from monitor.capture.open import open_source
from monitor.capture.options import CaptureOptions
from monitor.capture.spec import parse_source
from monitor.cli.arguments import MonitorOptions
from monitor.cli.console import TerminalNarrator, busy
from monitor.cli.dashboard_process import DashboardProcess, dashboard_beside
from monitor.runner import ClassWatch, WatchOutcome, WatchPlan
from monitor.schedule import background_jobs
from monitor.store.class_record import ClassDetails, ClassRecord
from monitor.store.retention import close_interrupted_classes, delete_old_classes
from monitor.store.upgrade import upgrade_database

DEMO_TITLE = "Maths: a hard proof"


@dataclass(frozen=True, slots=True)
class WatchRequest:
    """One class to watch."""

    source: str
    title: str | None = None
    group: str = ""
    expected: int | None = None
    duration_seconds: float | None = None
    annotate: Path | None = None
    preview: bool = False


def request_of(options: MonitorOptions, config: Config) -> WatchRequest:
    """Return the class that the command line asks for."""
    return WatchRequest(
        source=config.monitor.source,
        title=options.title,
        group=options.group,
        expected=options.expected,
        duration_seconds=options.duration,
        annotate=options.annotate,
        preview=options.preview,
    )


def database_url(options: MonitorOptions, config: Config) -> str:
    """Return where the figures are kept: the command line's word, the configuration's, or the data folder."""
    return options.database or config.database.url or default_database_url()


def ready_database(url: str, console: Console) -> Engine:
    """Return the database at the newest schema. Raises DatabaseError if it cannot be written."""
    engine = open_engine(url)
    copy = upgrade_database(engine)
    if copy is not None:
        console.print(f"The database was upgraded; it was copied to {copy} before.")
    close_interrupted_classes(engine, datetime.now(UTC))
    return engine


def watch_from_command_line(options: MonitorOptions, config: Config, console: Console, stop: threading.Event) -> None:
    """Watch the class that the options ask for, with the dashboard beside it if wanted."""
    request = request_of(options, config)
    spec = parse_source(request.source)
    url = database_url(options, config)
    engine = ready_database(url, console)
    with ExitStack() as stack:
        if options.dashboard or options.demo:
            address = config.dashboard
            dashboard = DashboardProcess(address.host, address.port, url, options.config, open_browser=options.demo)
            stack.enter_context(dashboard_beside(dashboard))
        outcome = WatchDesk(config, engine, console, stop).watch(request, spec)
    tell_outcome(outcome, console)
    if options.demo or options.dashboard:
        console.print("To see the class again: uv run run_dashboard.py")


def tell_outcome(outcome: WatchOutcome, console: Console) -> None:
    """Say how the class ended."""
    console.print(f"Class {outcome.class_session_id} is finished: {outcome.samples_stored} samples are stored.")
    if outcome.blind_frames:
        console.print(f"{outcome.blind_frames} pictures showed nothing and left no sample.")
    if outcome.note:
        console.print(outcome.note, style="yellow", markup=False)


@dataclass(frozen=True, slots=True)
class WatchDesk:
    """Where classes are watched from: everything that does not change from one class to the next."""

    config: Config
    engine: Engine
    console: Console
    stop: threading.Event

    def watch(self, request: WatchRequest, spec: SourceSpec) -> WatchOutcome:
        """Watch one class to its end. Raises SourceUnavailable, OutputUnavailable, DatabaseError, ModelFileError."""
        settings = self.config.monitor
        with ExitStack() as stack:
            source = open_source(spec, self._capture_options())
            stack.callback(source.close)
            wanted = WatcherRequest(
                annotate=request.annotate,
                preview=request.preview,
                frames_per_second=1 / frame_interval_seconds(settings),
                pictures_wanted=isinstance(spec, PicturesSpec),
                stop=self.stop,
            )
            watchers = open_watchers(wanted)
            for watcher in watchers:
                stack.callback(watcher.close)
            if request.annotate is not None:
                words = f"Pictures of people, with what is read off them, are written to {request.annotate}."
                self.console.print(words, style="yellow", markup=False, soft_wrap=True)
            with busy(self.console, "Loading the networks …"):
                pipeline = build_pipeline(settings, watchers)
            narrator = stack.enter_context(TerminalNarrator(self.console, is_live=spec.is_live))
            plan = WatchPlan(
                source=source,
                pipeline=pipeline,
                sampling=build_sampling(self.config),
                open_record=self._recorder(request, spec, pipeline.classifier.model_id),
                narrator=narrator,
                stop=self.stop,
                duration_seconds=request.duration_seconds,
            )
            class_watch = ClassWatch(plan)
            stack.enter_context(background_jobs(class_watch.beat, self._delete_old_classes))
            return class_watch.run()

    def _capture_options(self) -> CaptureOptions:
        settings = self.config.monitor
        return CaptureOptions(
            frame_interval_seconds=frame_interval_seconds(settings),
            sample_seconds=settings.sample_seconds,
            frame_deadline_seconds=settings.frame_deadline_seconds,
            frozen_after_seconds=settings.frozen_after_seconds,
            demo=self.config.demo,
            stop=self.stop,
        )

    def _recorder(self, request: WatchRequest, spec: SourceSpec, model_id: str) -> Callable[[datetime], ClassRecord]:
        is_demo = isinstance(spec, DemoSpec)
        details = ClassDetails(
            title=request.title or (DEMO_TITLE if is_demo else spec.name),
            group=request.group,
            source=spec.name,
            region=self.config.monitor.region,
            expected_faces=request.expected or (self.config.demo.people if is_demo else None),
            sample_seconds=self.config.monitor.sample_seconds,
            min_group_size=self.config.privacy.min_group_size,
            model_id=model_id,
            timezone=get_localzone_name(),
        )
        return lambda started_at: ClassRecord(self.engine, details, started_at)

    def _delete_old_classes(self) -> None:
        delete_old_classes(self.engine, self.config.privacy.retention_days, datetime.now(UTC))
