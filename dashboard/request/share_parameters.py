"""Take the frames that a page shares from the browser, and pass them on."""

import re
from typing import Any, Final

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from classroom.request_limits import MOST_FRAME_BYTES
from dashboard.database.edit.errors import BodyNotUnderstood
from dashboard.language.translate import say
from dashboard.monitors.client import MonitorGone, MonitorRefused
from dashboard.monitors.errors import FrameNotTaken, NoMonitor, ShareTakenOver
from dashboard.monitors.service import MonitorService

_NAME: Final = re.compile(r"[A-Za-z0-9-]{8,64}")


def page_name(argument: str) -> str:
    """Return the argument of the address that names one page, such as a UUID. Raises BodyNotUnderstood."""
    name = request.args.get(argument, "")
    if not _NAME.fullmatch(name):
        raise BodyNotUnderstood(say("{name} is a text of 8 to 64 letters and digits.", name=argument))
    return name


def share_name() -> str:
    """Return ?share=, which names the share of one page. Raises BodyNotUnderstood."""
    return page_name("share")


def pass_on_frame(monitors: MonitorService) -> dict[str, Any]:
    """Pass on the request's frame; return how often one is wanted. Raises FrameNotTaken, ShareTakenOver, NoMonitor."""
    request.max_content_length = MOST_FRAME_BYTES
    try:
        jpeg = request.get_data(cache=False)
        return monitors.frame(share_name(), jpeg)
    except RequestEntityTooLarge as error:
        monitors.refuse_frame()
        raise FrameNotTaken("too_large") from error
    except MonitorRefused as error:
        raise (ShareTakenOver() if str(error) == "share_taken_over" else FrameNotTaken(str(error))) from error
    except MonitorGone as error:
        raise NoMonitor from error


def stop_share(monitors: MonitorService, share: str) -> None:
    """Say that a share was stopped. Raises NoMonitor."""
    try:
        monitors.end_share(share)
    except MonitorGone as error:
        raise NoMonitor from error
