"""Log records at the terminal."""

import logging

from rich.console import Console
from rich.text import Text


class ConsoleLog(logging.Handler):
    """Prints log records of warnings and worse as plain lines beside the progress bar."""

    def __init__(self, console: Console) -> None:
        super().__init__(logging.WARNING)
        self._console = console

    def emit(self, record: logging.LogRecord) -> None:
        """Print the record's message. One with a traceback is for the log file: the program's end speaks of it."""
        if record.exc_info is None:
            self._console.print(Text(record.getMessage()), style="yellow")
