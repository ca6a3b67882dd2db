"""Take requests for a class from other programs of this user, and tell them where."""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from classroom.control_file import ControlAddress, published
from classroom.messages.monitors import ALLOW_CONTROL, CONTROL_UNAVAILABLE
from classroom.password_masks import mask_database_url
from monitor.control.class_control import ClassControl
from monitor.control.server import control_server
from monitor.errors import ControlUnavailable
from monitor.share.shared_frames import SharedFrames

log = logging.getLogger(__name__)


@contextmanager
def requests_taken(
    control: ClassControl,
    database_url: str,
    check: Callable[[], dict[str, Any] | None] = lambda: None,
    *,
    shared: SharedFrames | None = None,
    is_required: bool = False,
) -> Iterator[None]:
    """Serve requests during the block, and take the frames that a page shares.

    Where that cannot be, the class goes on without; a preview, which only a request can begin, `is_required` to take
    them: raises ControlUnavailable.
    """
    with ExitStack() as stack:
        address = ControlAddress(os.getpid(), 0, mask_database_url(database_url))
        try:
            port = stack.enter_context(control_server(control, address.token, check, shared))
            stack.enter_context(published(address.at(port)))
        except OSError as error:
            if is_required:
                folder = str(address.file.parent)
                reason = str(error.strerror or error)
                remedy = ALLOW_CONTROL.filled(folder=folder)
                raise ControlUnavailable(CONTROL_UNAVAILABLE, reason=reason, remedy=remedy) from error
            log.warning("The dashboard cannot pause or end this class: %s", error)
        yield
