"""Take the pictures of one's own camera, and have them read."""

from flask import request

from dashboard.monitors.errors import FrameNotTaken
from dashboard.request.share_parameters import page_name
from dashboard.try_it.errors import TryItFailed, TryItTakenOver
from dashboard.try_it.service import PageTakenOver, ReaderFailed, ReadPicture, TryItService

ARGUMENT = "page"


def read_picture(try_it: TryItService) -> ReadPicture:
    """Read the request's picture. Raises FrameNotTaken, TryItTakenOver, TryItFailed, BodyNotUnderstood."""
    try:
        found = try_it.read(page_name(ARGUMENT), request.get_data(cache=False))
    except PageTakenOver as error:
        raise TryItTakenOver from error
    except ReaderFailed as error:
        raise TryItFailed(error.words) from error
    if found.read is not None and "refused" in found.read:
        raise FrameNotTaken(found.read["refused"])
    return found


def leave(try_it: TryItService) -> None:
    """Note that the page was left. Raises BodyNotUnderstood."""
    try_it.leave(page_name(ARGUMENT))
