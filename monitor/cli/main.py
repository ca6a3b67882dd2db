"""Run the monitor's command line, and convert every error into a message and an exit code."""

import io
import json
import logging
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

from classroom.errors import MoodlineError, messages_payload
from monitor.cli.arguments import MonitorOptions, parse_arguments
from monitor.cli.fast_imports import loading
from monitor.cli.terminal import Terminal

if TYPE_CHECKING:
    from rich.console import Console

    from classroom.config import Config

log = logging.getLogger(__name__)

UNFORESEEN: Final = 1
INTERRUPTED: Final = 130
"""The exit code of a program that Ctrl-C ended, by the convention of shells. The first Ctrl-C of a class yields 0."""


def main(arguments: list[str]) -> int:
    """Run the command line and return the exit code: 0 finished, 2 bad configuration or usage, 3 no source."""
    # A window's title may contain letters that a pipe's code page lacks.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    options = parse_arguments(arguments)
    terminal = Terminal()
    _set_up_logging(terminal)
    try:
        return _run(options, terminal)
    except MoodlineError as error:
        terminal.print_error(str(error))
        if options.messages_json:
            sys.stdout.write(json.dumps({"messages": messages_payload(error)}) + "\n")
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception:
        _log_to_file()
        log.exception("unforeseen error")
        terminal.print_error(f"Moodline met an error that it did not foresee. The details are in {log_file()}")
        return UNFORESEEN


def log_file() -> Path:
    """Return the path of the log file, in the platform's log folder."""
    from classroom.data_folders import logs_folder

    return logs_folder() / "monitor.log"


def _run(options: MonitorOptions, terminal: Terminal) -> int:
    # Each branch imports what it needs, and no more: the first two are to answer at once.
    if options.list_sources:
        _list_sources(options)
        return 0
    with loading():
        from monitor.cli.settings import read_config
    config = read_config(options)
    if options.check_config:
        from classroom.data_folders import DEFAULT_CONFIG_FILE, user_settings_file

        own = user_settings_file()
        above = f", and above it {own}" if own is not None and own.exists() else ""
        sys.stdout.write(f"The configuration is in order: {options.config or DEFAULT_CONFIG_FILE}{above}\n")
        return 0
    if options.try_it:
        _try_on_own_face(config)
        return 0
    if options.check:
        return _check(options, config, terminal.console)
    if options.check_audit:
        with loading():
            from monitor.cli.audit_command import check_audit
            from monitor.cli.watch_command import database_url
        return check_audit(database_url(options, config), config)
    _run_with_database(options, config, terminal.console)
    return 0


def _list_sources(options: MonitorOptions) -> None:
    if options.json:
        with loading():
            from monitor.capture.listing_pictures import sources_payload

        sys.stdout.write(json.dumps(sources_payload()) + "\n")
        return
    with loading():
        from monitor.capture.listing import list_sources

        listing = list_sources()
    sys.stdout.write(listing.as_text() + "\n")


def _check(options: MonitorOptions, config: "Config", console: "Console") -> int:
    with loading():
        from monitor.cli.check_command import check_from_command_line
        from monitor.cli.stopping import stop_on_signals

    _log_to_file()
    with stop_on_signals() as stop:
        return check_from_command_line(options, config, console, stop)


def _try_on_own_face(config: "Config") -> None:
    with loading():
        from monitor.cli.try_command import try_on_own_face
    try_on_own_face(config)  # without a log file: nothing is written


def _run_with_database(options: MonitorOptions, config: "Config", console: "Console") -> None:
    with loading():
        from monitor.cli.class_launcher import ClassLauncher
        from monitor.cli.first_questions import answered
        from monitor.cli.stopping import stop_on_signals
        from monitor.cli.watch_command import (
            dashboard_if_requested,
            database_url,
            ready_database,
            watch_from_command_line,
        )

    _log_to_file()
    url = database_url(options, config)
    if options.upgrade_database:
        ready_database(url, config, console, is_anew=options.new_database)
        console.print("The database has this version's schema.")
        return
    config = answered(options, config, console)  # before signals are taken: Ctrl-C ends a question
    with stop_on_signals() as stop:
        if options.timetable:
            from monitor.cli.timetable import run_timetable

            engine = ready_database(url, config, console, is_anew=options.new_database)
            with dashboard_if_requested(options, config, url):
                run_timetable(ClassLauncher(config, engine, console, stop))
        else:
            watch_from_command_line(options, config, console, stop)


def _set_up_logging(terminal: Terminal) -> None:
    from monitor.cli.console_log import ConsoleLog

    root = logging.getLogger()
    root.setLevel(logging.INFO)
    root.addHandler(ConsoleLog(terminal))
    logging.raiseExceptions = False  # a log that cannot be written must not fill the terminal
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # it would log every heartbeat
    logging.getLogger("alembic").setLevel(logging.WARNING)
    threading.excepthook = _log_thread_error


def _log_to_file() -> None:
    from logging.handlers import RotatingFileHandler

    from classroom.private_files import private_file, private_folder

    root = logging.getLogger()
    if any(isinstance(handler, RotatingFileHandler) for handler in root.handlers):
        return
    try:
        private_folder(log_file().parent)
        handler = RotatingFileHandler(private_file(log_file()), maxBytes=2_000_000, backupCount=3, encoding="utf-8")
    except OSError:
        return  # a log folder that cannot be written must not prevent the class
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root.addHandler(handler)


def _log_thread_error(event: threading.ExceptHookArgs) -> None:
    if event.exc_value is not None:
        where = event.thread.name if event.thread else "a thread"
        log.error("unforeseen error in %s", where, exc_info=event.exc_value)
