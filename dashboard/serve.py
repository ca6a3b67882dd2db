"""The command line of run_dashboard.py, and the server behind it."""

import argparse
import logging
import os
import select
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from classroom.commands import DEMO_DATA, options_in_use
from classroom.data_folders import demo_term_file, user_settings_file
from classroom.database_url import chosen_database_url, sqlite_url
from classroom.errors import MoodlineError, UsageError
from classroom.loopback import is_loopback
from dashboard.arguments import parse
from dashboard.auth.address import sign_in_address
from dashboard.auth.key import renew
from dashboard.auth.proof import is_own_dashboard
from dashboard.auth.tokens import ASKED_SECONDS, OPENED_SECONDS, PRINTED_SECONDS
from dashboard.listening import OWN_NAME, bind, url_of
from dashboard.options import DashboardOptions, PulseOptions, reach_of, utc_now
from dashboard.parent_process import watch_parent

THREADS = 8
MOST_CONNECTIONS = 1000
"""A browser keeps its connections open, and a viewer who gets none sees a dashboard that does not answer."""


@dataclass(frozen=True, slots=True)
class ServeSettings:
    """Address, options, and whether to open a browser."""

    host: str
    port: int
    options: DashboardOptions
    opens_browser: bool
    parent_pid: int | None


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the dashboard until a signal stops it; print errors, and return the exit code."""
    try:
        options = parse(arguments)
        settings = settings_from(options)
        if options.shortcut:
            return _put_on_desktop(sys.argv[1:] if arguments is None else arguments)
        if options.new_key:
            renew()
        if _did_something_else(options, settings):
            return 0
        if settings.options.is_demo_data:
            ready_demo_data()
        _close_to_others(settings.options.database_url)
        serve(settings)
    except MoodlineError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


def _did_something_else(options: argparse.Namespace, settings: ServeSettings) -> bool:
    """Do what is asked for instead of serving, and return whether there was such a thing."""
    if options.print_address:
        _print_address(settings)
    elif options.export_all is not None:
        from dashboard.export_all import export_all

        count = export_all(settings.options, options.export_all)
        sys.stdout.write(f"Classes written to {options.export_all}: {count}\n")
    elif options.purge:
        from dashboard.purge import purge

        url = settings.options.database_url
        for place in purge(settings.host, settings.port, url, is_confirmed=options.yes):
            sys.stdout.write(f"Deleted: {place}\n")
    else:
        return False
    return True


def _put_on_desktop(arguments: Sequence[str]) -> int:
    from platformdirs import user_desktop_path

    from dashboard.shortcut import write_shortcut

    kept = [argument for argument in arguments if argument != "--shortcut"]
    sys.stdout.write(f"A double click on this starts the dashboard: {write_shortcut(kept, user_desktop_path())}\n")
    return 0


def settings_from(arguments: argparse.Namespace) -> ServeSettings:
    """Join the command line and the files of settings. Raises ConfigError, and UsageError for an open host."""
    # Here, so that --help need not wait for them.
    from classroom.settings_layers import load_settings

    own = user_settings_file()
    config = load_settings(arguments.config, own).config
    host = config.dashboard.host if arguments.host is None else arguments.host
    require_loopback(host)
    port = config.dashboard.port if arguments.port is None else arguments.port
    database_url = _database_url(arguments, config.database.url)
    commands = options_in_use(
        None if arguments.demo_data else database_url,
        config.database.url,
        arguments.config,
        None if port == config.dashboard.port else port,
    )
    options = DashboardOptions(
        database_url=database_url,
        mood_window_seconds=config.dashboard.mood_window_seconds,
        profile=config.engagement.chosen(),
        profiles=tuple(config.engagement.all_profiles().values()),
        monitor_started_at=None if arguments.parent_pid is None else utc_now(),
        is_demo_data=arguments.demo_data,
        config=arguments.config,
        settings_file=own,
        language=config.dashboard.language,
        time_zone=config.dashboard.time_zone,
        nudges=config.dashboard.nudges,
        retention_days=config.privacy.retention_days,
        when_closed=arguments.when_closed or config.dashboard.when_closed,
        when_closed_is_option=arguments.when_closed is not None,
        commands=commands,
        pulse=PulseOptions(config.pulse.port, reach_of(config.pulse.host), config.pulse.public_url),
    )
    return ServeSettings(host, port, options, not arguments.no_browser and has_display(), arguments.parent_pid)


def _database_url(arguments: argparse.Namespace, configured: str | None) -> str:
    if not arguments.demo_data:
        return chosen_database_url(arguments.database, configured)
    if arguments.database:
        raise UsageError(
            "--demo-data has a database of its own, so it cannot be combined with --database",
            remedy="Leave one of the two out.",
        )
    return sqlite_url(demo_term_file())


def has_display() -> bool:
    """Return whether a browser can be shown here: not in CI, and not on Linux without a display."""
    if os.environ.get("CI"):
        return False
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def ready_demo_data() -> None:
    """Make the demo term unless there is a current one. Raises DatabaseError if it cannot be written."""
    from dashboard.demo_data.term_file import ready_term

    if ready_term(demo_term_file(), utc_now()):
        sys.stderr.write(f"Demo data: {demo_term_file()}. Changes to it are kept for a day.\n")


def _close_to_others(database_url: str) -> None:
    from classroom.database import parse_url, sqlite_file
    from classroom.private_files import close_to_others, closed_words

    closed = close_to_others(sqlite_file(parse_url(database_url)))
    if closed:
        sys.stderr.write(f"{closed_words(closed)}\n")


def require_loopback(host: str) -> None:
    """Raise UsageError unless the host is this machine: there is no login yet."""
    if not is_loopback(host):
        raise UsageError(
            f"The dashboard has no login yet, so it listens on 127.0.0.1, ::1 and localhost only, not on {host}",
            remedy="Leave --host out, or use --host 127.0.0.1.",
        )


def serve(settings: ServeSettings) -> None:
    """Listen, print the address, and serve until SIGTERM, Ctrl-C or the end of the parent process."""
    from waitress.server import create_server

    from dashboard.app import create_app
    from dashboard.closing import Closing, stop_on_signals
    from dashboard.retention import Retention

    app = create_app(settings.options)
    demo = [DEMO_DATA] if settings.options.is_demo_data else []
    try:
        listening = bind(settings.host, settings.port, settings.options.commands, demo)
    except UsageError:
        _show_the_one_that_runs(settings)
        raise
    server = create_server(app, sockets=[listening], **server_settings())
    port = listening.getsockname()[1]
    app.extensions["moodline"].recordings.delete_left_over()
    closing = Closing(lambda: app.extensions["moodline"], is_alone=settings.parent_pid is None)
    if not settings.options.is_demo_data and settings.parent_pid is None:
        app.extensions["moodline"].timetable.start()
        Retention(lambda: app.extensions["moodline"]).start()
    stop_on_signals(closing)
    sys.stdout.write(f"Dashboard: {sign_in_address(settings.host, port, PRINTED_SECONDS)}\n")
    sys.stdout.flush()
    if settings.opens_browser:
        _in_background(lambda: _open_browser(settings.host, port))
    if settings.parent_pid is not None:
        parent_pid = settings.parent_pid
        _in_background(lambda: watch_parent(parent_pid))
    try:
        server.run()
    finally:
        closing.close()


def _show_the_one_that_runs(settings: ServeSettings) -> None:
    """Open the dashboard that has the port already: a second double click on the launcher asks for no more."""
    if settings.opens_browser and is_own_dashboard(settings.host, settings.port):
        _open_browser(settings.host, settings.port)


def _open_browser(host: str, port: int) -> None:
    import webbrowser

    webbrowser.open(sign_in_address(host, port, OPENED_SECONDS))


def _print_address(settings: ServeSettings) -> None:
    """Print an address that lets a browser in. Raises UsageError where no dashboard of this account runs."""
    if not is_own_dashboard(settings.host, settings.port):
        raise UsageError(
            "No dashboard of your account runs there",
            where=url_of(settings.host, settings.port),
            remedy=f"Start one, or name its port with --port: {settings.options.commands.dashboard()}",
        )
    sys.stdout.write(f"Dashboard: {sign_in_address(settings.host, settings.port, ASKED_SECONDS)}\n")


def server_settings() -> dict[str, Any]:
    """Return the arguments of waitress besides the app and its socket."""
    from classroom.request_limits import MOST_FRAME_BYTES

    # Requests that wait for a thread for a moment are nothing to tell in the terminal.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    return {
        "threads": THREADS,
        # The app has a limit for each address; this one lets the largest of them through to it.
        "max_request_body_size": MOST_FRAME_BYTES + 1,
        # Above this waitress writes what it receives to a temporary file, which a picture must never be.
        "inbuf_overflow": 2 * MOST_FRAME_BYTES,
        "ident": OWN_NAME,
        "connection_limit": MOST_CONNECTIONS,
        "asyncore_use_poll": hasattr(select, "poll"),  # select() takes 1024 files at most
    }


def _in_background(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread
