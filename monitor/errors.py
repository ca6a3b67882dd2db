"""Define the errors between a source and the database.

classroom.errors.MoodlineError
├── SourceUnavailable     no frame available; `retry` says whether waiting may help; exit code 3
│   ├── ShareMissing      nothing is shared from the browser; a class pauses until something is
│   └── SourceBlind       a frame came, but shows nothing: black, frozen, unreadable; the next one may be fine
│       └── PlacesLost    a place that is left out can no longer be told; nothing is looked at until it is marked
├── ControlUnavailable    a preview that nobody could begin; exit code 2
├── OutputUnavailable     the annotated video or pictures, or the preview window, cannot be created; exit code 2
└── (DatabaseError, ConfigError, UsageError live in classroom.errors)
ReadInterrupted           not an error: something was requested while a source was waited for
SourceEnded               not an error: a recording is over, a folder has no further picture
"""

from classroom.errors import MoodlineError, Remedy, TranslatableError
from classroom.messages.message import FilledMessage, Message, Value


class SourceEnded(Exception):  # noqa: N818 - an end, not an error
    """The source has delivered its last frame. `note` is a message for the user about its end, if any."""

    def __init__(self, note: str = "") -> None:
        super().__init__(note)
        self.note = note


class ReadInterrupted(Exception):  # noqa: N818 - names a state
    """A read was given up because something was requested meanwhile; it may be read again at once."""


class SourceUnavailable(TranslatableError):  # noqa: N818 - names a state
    """The source delivers no frames. `retry` says whether it may recover by itself (unplugged, closed, minimised)."""

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
    """A frame that shows nothing: black, of one colour, frozen, unreadable, too small for a face.

    No row is stored for it, so that it is never taken for an empty class. Reading continues at the usual interval.
    """

    def __init__(
        self, message: Message | FilledMessage, /, *, where: str = "", remedy: Remedy = (), **values: Value
    ) -> None:
        super().__init__(message, where=where, remedy=remedy, retry=True, **values)


class PlacesLost(SourceBlind):
    """A place that is left out can no longer be told from the others, so nothing is looked at until it is marked."""


class ShareMissing(SourceUnavailable):
    """Nothing is shared from the browser, or nothing any more. The class pauses until it is shared again."""

    def __init__(self, message: Message | FilledMessage, /, *, where: str = "", remedy: Remedy = ()) -> None:
        super().__init__(message, where=where, remedy=remedy, retry=True)


class ControlUnavailable(TranslatableError):  # noqa: N818 - like SourceUnavailable
    """A preview cannot take the requests of the dashboard, without which it could never begin."""


class OutputUnavailable(MoodlineError):  # noqa: N818 - like SourceUnavailable
    """A requested output besides the database (annotated pictures, a preview window) cannot be created."""
