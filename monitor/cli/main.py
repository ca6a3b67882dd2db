"""The one place where what was typed is carried out, and where every error becomes a message and an exit code."""

import logging
import sys
import threading
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from rich.console import Console

from classroom.config import Config
from classroom.errors import MoodlineError
from monitor.cli.arguments import MonitorOptions, parse_arguments, read_config

log = logging.getLogger(__name__)

UNFORESEEN: Final = 1


def main(arguments: list[str]) -> int:
    """Carry out the command line and return the exit code: 0 finished, 2 bad configuration or usage, 3 no source."""
    options = parse_arguments(arguments)
    console = Console(stderr=True, highlight=False)
    try:
        _carry_out(options, console)
    except MoodlineError as error:
        console.print(str(error), style="red", markup=False, soft_wrap=True)
        return error.exit_code
    except Exception:
        log.exception("unforeseen error")
        words = f"Moodline met an error that it did not foresee. The details are in {log_file()}"
        console.print(words, style="red", markup=False, soft_wrap=True)
        return UNFORESEEN
    return 0


def log_file() -> Path:
    """Return where the log is written, in the platform's log folder."""
    from platformdirs import user_log_path

    return user_log_path("moodline", appauthor=False) / "monitor.log"


def _carry_out(options: MonitorOptions, console: Console) -> None:
    config = read_config(options)
    if options.check_config:
        sys.stdout.write("The configuration is in order.\n")
    elif options.list_sources:
        from monitor.capture.listing import list_sources

        sys.stdout.write(list_sources().as_text() + "\n")
    else:
        _set_up_logging(console)
        _carry_out_with_database(options, config, console)


def _carry_out_with_database(options: MonitorOptions, config: Config, console: Console) -> None:
    from monitor.cli.stopping import stop_on_signals
    from monitor.cli.watching import WatchDesk, database_url, ready_database, watch_from_command_line

    if options.upgrade_database:
        ready_database(database_url(options, config), console)
        console.print("The database has this version's schema.")
        return
    with stop_on_signals() as stop:
        if options.timetable:
            from monitor.cli.timetable import keep_timetable

            engine = ready_database(database_url(options, config), console)
            keep_timetable(WatchDesk(config, engine, console, stop))
        else:
            watch_from_command_line(options, config, console, stop)


def _set_up_logging(console: Console) -> None:
    from monitor.cli.console import ConsoleLog

    root = logging.getLogger()
    root.setLevel(logging.INFO)
    root.addHandler(ConsoleLog(console))
    threading.excepthook = _log_thread_error
    try:
        log_file().parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(log_file(), maxBytes=2_000_000, backupCount=3, encoding="utf-8", delay=True)
    except OSError:
        return  # a log folder that cannot be written is no reason not to hold the class
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root.addHandler(handler)


def _log_thread_error(event: threading.ExceptHookArgs) -> None:
    if event.exc_value is not None:
        where = event.thread.name if event.thread else "a thread"
        log.error("unforeseen error in %s", where, exc_info=event.exc_value)
