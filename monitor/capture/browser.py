"""Decode what a page of the dashboard shares: a window, a tab, a screen or a camera of the browser."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from classroom.messages.source_remedies import SHARE_AGAIN, SHARE_FIRST, SHOW_SHARED
from classroom.messages.sources import NOTHING_SHARED_ANY_MORE, NOTHING_SHARED_YET, PICTURE_DAMAGED, SHARE_STANDS_STILL
from monitor.capture.frame_checks import FrozenWatch, require_visible
from monitor.capture.kinds import BrowserSpec
from monitor.capture.options import CaptureOptions
from monitor.errors import ShareMissing, SourceBlind
from monitor.share.decoded import decoded
from monitor.stages import Progress
from monitor.types import Frame

if TYPE_CHECKING:
    from monitor.types import ImageBgr

WHERE: Final = BrowserSpec.name


class BrowserSource:
    """The frames of the page that shares, the newest at each read. What it skips was never wanted, so it isn't counted
    as dropped."""

    name = WHERE
    is_live = True

    def __init__(self, options: CaptureOptions, clock: Callable[[], float] = time.monotonic) -> None:
        self._shared = options.shared
        self._interval = options.live_interval
        self._frozen_after_seconds = options.frozen_after_seconds
        self._frozen_watch = FrozenWatch(options.frozen_after_seconds, clock)
        self._delivered = 0

    def read(self) -> Frame:
        """Return the newest frame.

        Raises ShareMissing if nothing is shared, SourceBlind if it shows nothing or stands still: the browser goes on
        sending the last picture of a window that was minimised.
        """
        shared = self._shared.take(self._interval.seconds)
        if shared is None and self._shared.has_come:
            raise ShareMissing(NOTHING_SHARED_ANY_MORE, where=WHERE, remedy=SHARE_AGAIN)
        if shared is None:
            raise ShareMissing(NOTHING_SHARED_YET, where=WHERE, remedy=SHARE_FIRST)
        image_bgr = _decoded(shared.jpeg)
        require_visible(image_bgr, where=WHERE)
        if self._frozen_watch.is_frozen(image_bgr):
            seconds = round(self._frozen_after_seconds)
            raise SourceBlind(SHARE_STANDS_STILL, seconds=seconds, where=WHERE, remedy=SHOW_SHARED)
        index, self._delivered = self._delivered, self._delivered + 1
        return Frame(index, shared.received_at, image_bgr, source=WHERE)

    def progress(self) -> Progress | None:
        """Return None: a share has no end."""
        return None

    def close(self) -> None:
        """Forget the frame that was not read."""
        self._shared.drop()


def _decoded(jpeg: bytes) -> "ImageBgr":
    image = decoded(jpeg)
    if image is None:
        raise SourceBlind(PICTURE_DAMAGED, where=WHERE, remedy=SHARE_AGAIN)
    return image
