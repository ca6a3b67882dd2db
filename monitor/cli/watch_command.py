"""Watch one class from the command line."""

import contextlib
import logging
from datetime import UTC, datetime

from rich.console import Console
from sqlalchemy import Engine

from classroom.commands import options_in_use
from classroom.config import Config
from classroom.database import open_engine, sqlite_file
from classroom.database_url import chosen_database_url
from classroom.known_databases import remember
from classroom.lawful_use import refuse_unlawful
from classroom.private_files import close_to_others, closed_words
from monitor.capture.kinds import DemoSpec
from monitor.capture.source_parser import parse_source
from monitor.cli.arguments import MonitorOptions
from monitor.cli.class_launcher import ClassLauncher, WatchRequest
from monitor.cli.console import counted
from monitor.cli.dashboard_process import DashboardOptions, dashboard_process
from monitor.cli.keep_serving import serve_until_closed
from monitor.cli.stopping import StopRequest
from monitor.store.retention import close_interrupted_classes, delete_old_classes
from monitor.store.upgrade import named_database_errors, require_present, upgrade_database
from monitor.watch.plan import WatchOutcome

log = logging.getLogger(__name__)


def request_of(options: MonitorOptions, config: Config) -> WatchRequest:
    """Return the class that the command line describes."""
    return WatchRequest(
        source=config.monitor.source,
        title=options.title,
        group=options.group,
        expected=options.expected,
        duration_seconds=options.duration,
        annotate=options.annotate,
        preview=options.preview,
        is_prepared=options.prepare,
        mode=options.mode or config.mode_of(options.group),
        continues=options.continue_class,
        own_tile_is_lost=options.continue_class is not None and not options.no_own_tile,
    )


def database_url(options: MonitorOptions, config: Config) -> str:
    """Return the database URL: the command line's, the environment's, the configuration's, or the data folder's."""
    return chosen_database_url(options.database, config.database.url)


def ready_database(url: str, config: Config, console: Console, *, is_anew: bool = False) -> Engine:
    """Return the database at the newest schema, with expired classes deleted, and closed to other accounts.

    Raises DatabaseError if it cannot be written, or was there and is gone, unless it `is_anew`.
    """
    engine = open_engine(url)
    file = sqlite_file(engine.url)
    if file is not None and not is_anew:
        require_present(file, options_in_use(url, config.database.url, None))
    copy = upgrade_database(engine)
    with named_database_errors(engine.url):
        if file is not None:
            remember(file)
        closed = close_to_others(file)
    if closed:
        log.warning("%s", closed_words(closed))
    if copy is not None:
        console.print(f"The database was upgraded; it was copied to {copy} before.", soft_wrap=True, markup=False)
    with named_database_errors(engine.url):
        close_interrupted_classes(engine, datetime.now(UTC))
        delete_old_classes(engine, config.privacy.retention_days, datetime.now(UTC))
    return engine


def watch_from_command_line(options: MonitorOptions, config: Config, console: Console, stop: StopRequest) -> None:
    """Watch the class of the options, with the dashboard if requested, which stays open until the next Ctrl-C."""
    request = request_of(options, config)
    spec = parse_source(request.source)
    if request.continues is None:  # one that goes on keeps its own mode, which the launcher knows
        refuse_unlawful(config, request.mode or config.monitor.mode, is_demo=isinstance(spec, DemoSpec))
    url = database_url(options, config)
    engine = ready_database(url, config, console, is_anew=options.new_database)
    with dashboard_if_requested(options, config, url) as dashboard_url:
        outcome = ClassLauncher(config, engine, console, stop).watch(request, spec)
        print_outcome(outcome, console)
        if dashboard_url is not None:
            serve_until_closed(console, stop, dashboard_url, outcome)
    if options.demo or options.dashboard:
        command = options_in_use(url, config.database.url, options.config).dashboard()
        console.print(f"To see the class again: {command}", soft_wrap=True, markup=False)


def dashboard_if_requested(
    options: MonitorOptions, config: Config, url: str
) -> contextlib.AbstractContextManager[str | None]:
    """Serve the dashboard during the block, if the options request it; the block gets its address, else None."""
    if not (options.dashboard or options.demo):
        return contextlib.nullcontext()
    host, port = config.dashboard.host, config.dashboard.port
    return dashboard_process(DashboardOptions(host, port, url, options.config, open_browser=options.demo))


def print_outcome(outcome: WatchOutcome, console: Console) -> None:
    """Print the outcome of the class."""
    if outcome.class_session_id is None:
        console.print("Ended before the class began: nothing is stored.")
        return
    console.print(
        f"Class {outcome.class_session_id} is finished, with {counted(outcome.samples_stored, 'sample')} stored."
    )
    if outcome.samples_lost:
        words = f"{counted(outcome.samples_lost, 'sample')} lost: the database could not be written for too long."
        console.print(words, style="red")
    if outcome.blind_frames:
        console.print(f"{counted(outcome.blind_frames, 'picture')} showed nothing and left no sample.")
    if outcome.note:
        console.print(outcome.note, style="yellow", markup=False)
