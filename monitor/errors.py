"""What can go wrong between a source and the database.

classroom.errors.MoodlineError
├── SourceUnavailable     no picture to be had; says whether waiting makes sense; exit code 3
│   └── SourceBlind       a picture came, but it shows nothing: black, frozen, unreadable; the next one may be fine
├── OutputUnavailable     the annotated video or pictures, or the preview window, cannot be made; exit code 2
└── (DatabaseError, ConfigError, UsageError live in classroom.errors)
SourceEnded               not an error: a recording is over, a folder has no further picture
"""

from classroom.errors import MoodlineError, Remedy, TranslatableError
from classroom.messages.message import FilledMessage, Message, Value


class SourceEnded(Exception):  # noqa: N818 - an end, not an error
    """The source has given its last frame. `note` says what the user should know about how it ended, if anything."""

    def __init__(self, note: str = "") -> None:
        super().__init__(note)
        self.note = note


class SourceUnavailable(TranslatableError):  # noqa: N818 - the word of the design
    """The source gives no frames. `retry` says whether it may come back by itself (unplugged, closed, minimised)."""

    exit_code = 3

    def __init__(
        self,
        message: Message | FilledMessage,
        /,
        *,
        where: str = "",
        remedy: Remedy = (),
        retry: bool = False,
        **values: Value,
    ) -> None:
        super().__init__(message, where=where, remedy=remedy, **values)
        self.retry = retry


class SourceBlind(SourceUnavailable):
    """A picture came that shows nothing: black, of one colour, frozen, unreadable, too small for a face.

    Such a moment stores no row, so that it can never pass for an empty class. Reading goes on at the usual pace.
    """

    def __init__(
        self, message: Message | FilledMessage, /, *, where: str = "", remedy: Remedy = (), **values: Value
    ) -> None:
        super().__init__(message, where=where, remedy=remedy, retry=True, **values)


class OutputUnavailable(MoodlineError):  # noqa: N818 - like SourceUnavailable
    """What was asked for beside the database (annotated pictures, a preview window) cannot be made."""
