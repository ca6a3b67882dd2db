"""Keep the dashboard open after the class, where a person sits at the terminal."""

import signal
import sys
import time
from typing import Final

from rich.console import Console

from monitor.cli.stopping import StopRequest
from monitor.watch.plan import WatchOutcome

LOOK_SECONDS: Final = 0.2


def serve_until_closed(console: Console, stop: StopRequest, dashboard_url: str, outcome: WatchOutcome) -> None:
    """Say where the class can be read, and wait for the next Ctrl-C.

    Returns at once where nobody could press it, and after any signal but Ctrl-C: the program is to end then.
    """
    if not sys.stdin.isatty() or stop.signal_number not in (None, signal.SIGINT):
        return
    ended_by = stop.signal_number
    place = "" if outcome.class_session_id is None else f"/classes/{outcome.class_session_id}"
    console.print(f"How it went: {dashboard_url}{place}", soft_wrap=True, markup=False)
    console.print("The dashboard stays open; Ctrl-C closes it.")
    try:
        while stop.signal_number == ended_by:
            # After the first Ctrl-C the next one raises KeyboardInterrupt; after a class that ended by itself it is
            # the first, and is noted.
            time.sleep(LOOK_SECONDS)
    except KeyboardInterrupt:
        return
