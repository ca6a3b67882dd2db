"""Close the dashboard: what students have answered is written, and a class goes on or ends, as the settings say."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Final, NoReturn

from dashboard.monitors.class_steps import class_runs, end_class
from dashboard.request.services import Services

LAST_SECONDS: Final = 1.5
LAST_SECONDS_OF_SERVICES: Final = 12.0
ENDING_SECONDS: Final = 9.0
"""Within which a class is ended: its last samples are written, and the database is closed."""


class Closing:
    """Closes the services of an app once, however often it is asked to.

    `is_alone` is False for a dashboard beside a monitor in the same terminal, which ends its class itself.
    """

    def __init__(self, services: Callable[[], Services], *, is_alone: bool) -> None:
        self._services = services
        self._is_alone = is_alone
        self._lock = threading.Lock()
        self._is_closed = False

    def close(self) -> None:
        """Close them, and say in the terminal what becomes of a class that runs."""
        with self._lock:
            if self._is_closed:
                return
            self._is_closed = True
            services = self._services()  # of now: settings may have been changed meanwhile
            services.timetable.close()
            services.pulse.close()
            if self._is_alone and class_runs(services.monitors.now()):
                self._settle_class(services)
            services.monitors.close()
            services.try_it.close()
            services.recordings.close(services.monitors.sources_in_use())

    def _settle_class(self, services: Services) -> None:
        if services.options.when_closed == "goes_on":
            _tell("The class goes on without the dashboard. Start the dashboard again to see it and to end it.")
            return
        _tell("Ending the class, as your settings say …")
        if end_class(services.monitors, ENDING_SECONDS):
            _tell("The class has ended, and is stored.")
        else:
            _tell("The class could not be ended in time. Start the dashboard again, and end it there.")


def stop_on_signals(closing: Closing) -> None:
    """Close and end the program at SIGTERM and Ctrl-C."""

    def stop(_number: int, _frame: FrameType | None) -> NoReturn:
        # waitress waits up to five seconds for its threads; a reader of a long report must not hold us so long, but
        # what students have just answered is written first, and a class is ended first.
        settling = threading.Thread(target=closing.close, daemon=True)
        settling.start()

        def end() -> None:
            time.sleep(LAST_SECONDS)
            settling.join(LAST_SECONDS_OF_SERVICES)
            os._exit(0)

        threading.Thread(target=end, daemon=True).start()
        raise SystemExit(0)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)


def _tell(words: str) -> None:
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()
