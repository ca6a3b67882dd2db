"""Define the settings of the configuration that capturing needs."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from classroom.config import DemoSettings
from monitor.pace.frame_interval import FrameInterval
from monitor.share.shared_frames import SharedFrames


@dataclass(frozen=True, slots=True)
class CaptureOptions:
    """Intervals and deadlines, all in seconds; `stop` ends every wait at once when it is set."""

    frame_interval_seconds: float = 1.0
    """The frame interval: of recordings always, of live sources initially."""
    sample_seconds: float = 1.0
    """The interval between the pictures of a folder."""
    frame_deadline_seconds: float = 10.0
    """A live source that delivers no frame for so long is lost."""
    frozen_after_seconds: float = 5.0
    """A camera whose frames are identical for so long is frozen."""
    demo: DemoSettings = field(default_factory=DemoSettings)
    stop: threading.Event = field(default_factory=threading.Event)
    is_interrupted: Callable[[], bool] = lambda: False
    """Says whether something was requested that cannot wait for a source which gives no frame."""
    shared: SharedFrames = field(default_factory=SharedFrames)
    """The frames that a page of the dashboard shares from the browser."""
    live_interval: FrameInterval = field(init=False)
    """The current frame interval of a live source, which the watching loop may change."""

    def __post_init__(self) -> None:
        """Reject times that are not positive."""
        times = (self.frame_interval_seconds, self.sample_seconds)
        deadlines = (self.frame_deadline_seconds, self.frozen_after_seconds)
        if min(*times, *deadlines) <= 0:
            raise ValueError("intervals and deadlines are above 0 seconds")
        object.__setattr__(self, "live_interval", FrameInterval(self.frame_interval_seconds))
