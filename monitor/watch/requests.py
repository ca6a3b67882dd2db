"""Take requests for a class from other programs of this user, and tell them where."""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from classroom.control_file import ControlAddress, published
from classroom.password_masks import mask_database_url
from monitor.control.class_control import ClassControl
from monitor.control.server import control_server

log = logging.getLogger(__name__)


@contextmanager
def requests_taken(
    control: ClassControl, database_url: str, check: Callable[[], dict[str, Any] | None] = lambda: None
) -> Iterator[None]:
    """Serve requests during the block. Where that cannot be, the class goes on without."""
    with ExitStack() as stack:
        address = ControlAddress(os.getpid(), 0, mask_database_url(database_url))
        try:
            port = stack.enter_context(control_server(control, address.token, check))
            stack.enter_context(published(address.at(port)))
        except OSError as error:
            log.warning("The dashboard cannot pause or end this class: %s", error)
        yield
