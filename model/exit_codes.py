"""Convert errors of the model's commands into messages and exit codes."""

import sys
from collections.abc import Callable
from typing import Final

from classroom.errors import MoodlineError

STOPPED: Final = 130
"""The exit code of a program that Ctrl-C ended, by the convention of shells."""


def exit_code_of(action: Callable[[], object], when_stopped: str = "Stopped.") -> int:
    """Run the action; return 0, a MoodlineError's exit code, or 130 after Ctrl-C.

    The error's message, or `when_stopped`, is printed on stderr.
    """
    try:
        action()
    except MoodlineError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    except KeyboardInterrupt:
        sys.stderr.write(f"{when_stopped}\n")
        return STOPPED
    return 0
