"""Errors of uploading a recording, with HTTP status and code."""

from dashboard.errors import RequestRefused
from dashboard.language.translate import say

GIGABYTE = 1e9


class RecordingRefused(RequestRefused):
    """The recording is empty, or larger than any recording of a class."""

    def __init__(self) -> None:
        message = say("This recording is empty or too large")
        super().__init__(400, "recording_refused", message, say("Choose a video file of up to 200 GB."))


class RoomMissing(RequestRefused):
    """The disk has no room for a copy of the recording."""

    def __init__(self, needed_bytes: int, free_bytes: int) -> None:
        message = say(
            "The copy of the recording needs {needed} GB, and {free} GB of the disk are free for it",
            needed=f"{needed_bytes / GIGABYTE:.1f}",
            free=f"{free_bytes / GIGABYTE:.1f}",
        )
        remedy = say("Type the recording's path instead: then nothing is copied.")
        super().__init__(507, "room_missing", message, remedy)


class RecordingGone(RequestRefused):
    """There is no such recording; its class has ended, or it was removed."""

    def __init__(self) -> None:
        message = say("This recording is not here any more")
        super().__init__(404, "recording_gone", message, say("Choose it once more."))


class PieceMisplaced(RequestRefused):
    """A piece of a recording does not follow the one before it."""

    def __init__(self, received: int) -> None:
        message = say("A piece of the recording is missing: {received} bytes have arrived", received=received)
        super().__init__(409, "piece_misplaced", message, say("Choose the recording once more."))
