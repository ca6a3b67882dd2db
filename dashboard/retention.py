"""Delete classes past their retention period while the dashboard is open, as the monitor does while it runs."""

import logging
import threading
from collections.abc import Callable
from typing import Final

from classroom.errors import MoodlineError
from dashboard.errors import NoDatabaseYet
from dashboard.request.services import Services

log = logging.getLogger(__name__)

HOURS_BETWEEN: Final = 6.0


class Retention:
    """Deletes at the start, and every six hours from then on, by the settings of that moment."""

    def __init__(self, services: Callable[[], Services]) -> None:
        self._services = services
        self._is_over = threading.Event()

    def start(self) -> None:
        """Begin; the first deletion follows at once, in a thread of its own."""
        threading.Thread(target=self._run, name="retention", daemon=True).start()

    def stop(self) -> None:
        """Delete nothing from now on."""
        self._is_over.set()

    def delete_due(self) -> int:
        """Delete what is due now, and return how many classes; none where they cannot be read or written now."""
        services = self._services()
        try:
            days = services.settings.read().config.privacy.retention_days
            return services.writer.delete_old_classes(days, services.options.now())
        except NoDatabaseYet:
            return 0
        except MoodlineError as error:
            log.warning("Classes past their retention period could not be deleted; this is tried again: %s", error.what)
            return 0

    def _run(self) -> None:
        while not self._is_over.is_set():
            self.delete_due()
            self._is_over.wait(HOURS_BETWEEN * 3600)
