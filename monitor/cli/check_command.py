"""Check from the command line whether a class is ready to begin: `run_monitor.py --check`."""

import json
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from typing import Final

from rich.console import Console
from sqlalchemy import make_url

from classroom.config import Config
from classroom.database_url import chosen_database_url
from monitor.capture.open import open_source
from monitor.capture.options import CaptureOptions
from monitor.capture.source_parser import parse_source
from monitor.checks.line import CheckLine, CheckResult, joined
from monitor.checks.machine import LoadMeter
from monitor.checks.pictures import source_line
from monitor.cli.arguments import MonitorOptions
from monitor.cli.console import busy
from monitor.cli.fast_imports import loading
from monitor.errors import SourceUnavailable
from monitor.watch.build import build_picture_check, build_pipeline, machine_lines
from monitor.watch.preview import Preview, PreviewPlan

CHECK_SECONDS: Final = 6.0
CHECK_FRAMES: Final = 6
FRAME_INTERVAL_SECONDS: Final = 0.5
READY: Final = 0
NOT_READY: Final = 1


def check_from_command_line(options: MonitorOptions, config: Config, console: Console, stop: threading.Event) -> int:
    """Look at the source for a few seconds, print the check, and return the exit code: 0 ready, 1 not.

    A source that cannot be opened is a line of the check. Raises UsageError for a malformed source.
    """
    load = LoadMeter()
    url = make_url(chosen_database_url(options.database, config.database.url))

    def check_machine() -> list[CheckLine]:
        return machine_lines(url, load)

    try:
        with busy(console, "Looking at the source …"):
            result = _look(options, config, check_machine, stop)
    except SourceUnavailable as missing:
        result = joined([source_line(missing)], check_machine())
    sys.stdout.write(as_json(result) if options.json else as_text(result))
    return READY if result.is_ready else NOT_READY


def _look(
    options: MonitorOptions, config: Config, check_machine: Callable[[], list[CheckLine]], stop: threading.Event
) -> CheckResult:
    """Return the check of the source. Raises SourceUnavailable if it does not exist."""
    spec = parse_source(config.monitor.source)
    # Whether a class can be seen is known without reading a single expression, which no law would have to allow.
    settings = config.monitor.model_copy(update={"mode": "participation"})
    capture = CaptureOptions(FRAME_INTERVAL_SECONDS, demo=config.demo, stop=stop)
    with closing(open_source(spec, capture, may_come_later=True)) as source:
        with loading():
            pictures = build_picture_check(config, options.expected)
            pipeline = build_pipeline(settings, [pictures], is_live=spec.is_live)
        return Preview(PreviewPlan(source, pipeline, pictures, check_machine, stop)).check(CHECK_SECONDS, CHECK_FRAMES)


def as_text(result: CheckResult) -> str:
    """Return the check for the terminal: a line each, with what to do below it, and the conclusion."""
    lines = []
    for line in result.lines:
        lines.append(f"{'ok' if line.is_ok else '!!'}  {line.found}")
        if line.remedy is not None:
            lines.append(f"    {line.remedy}")
    return "\n".join([*lines, "", str(result.conclusion), ""])


def as_json(result: CheckResult) -> str:
    """Return the check as JSON, see CheckResult.payload."""
    return json.dumps(result.payload(), indent=2, ensure_ascii=False) + "\n"
