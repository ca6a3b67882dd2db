"""Take the pictures of one's own camera, and have them read."""

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from classroom.choices import Region
from classroom.lawful_use import mood_is_forbidden
from dashboard.monitors.errors import FrameNotTaken
from dashboard.request.share_parameters import page_name
from dashboard.try_it.errors import TryItFailed, TryItForbidden, TryItTakenOver
from dashboard.try_it.service import PageTakenOver, ReaderFailed, ReadPicture, TryItService

ARGUMENT = "page"


def read_picture(try_it: TryItService, region: Region | None) -> ReadPicture:
    """Read the request's picture.

    Raises TryItForbidden, FrameNotTaken, TryItTakenOver, TryItFailed, BodyNotUnderstood.
    """
    if mood_is_forbidden(region):
        raise TryItForbidden
    try:
        jpeg = request.get_data(cache=False)
        found = try_it.read(page_name(ARGUMENT), jpeg)
    except RequestEntityTooLarge as error:
        raise FrameNotTaken("too_large") from error
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
