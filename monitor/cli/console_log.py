"""Print log records at the terminal."""

import logging

from monitor.cli.terminal import Terminal


class ConsoleLog(logging.Handler):
    """Prints log records of warnings and worse as plain lines above the progress bar."""

    def __init__(self, terminal: Terminal) -> None:
        super().__init__(logging.WARNING)
        self._terminal = terminal

    def emit(self, record: logging.LogRecord) -> None:
        """Print the record's message. One with a traceback goes to the log file alone: main reports the error."""
        if record.exc_info is None:
            self._terminal.console.print(record.getMessage(), style="yellow", markup=False)
