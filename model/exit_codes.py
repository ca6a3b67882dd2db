"""The one place of the model's commands that turns an error into a message and an exit code."""

import sys
from collections.abc import Callable
from typing import Final

from classroom.errors import MoodlineError

STOPPED: Final = 130
"""What a shell says of a program that Ctrl-C ended."""


def exit_code_of(action: Callable[[], object], when_stopped: str = "Stopped.") -> int:
    """Do it; returns 0, the code of a MoodlineError, which is told, or 130 after Ctrl-C with `when_stopped`."""
    try:
        action()
    except MoodlineError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    except KeyboardInterrupt:
        sys.stderr.write(f"{when_stopped}\n")
        return STOPPED
    return 0
