"""How a source is to be read: the settings of the configuration that capturing needs."""

import threading
from dataclasses import dataclass, field

from classroom.config import DemoSettings
from monitor.pace.frame_interval import FramePace


@dataclass(frozen=True, slots=True)
class CaptureOptions:
    """Paces and deadlines, all in seconds; `stop` ends every wait at once when it is set."""

    frame_interval_seconds: float = 1.0
    """Time from one frame to the next: of recordings always, of live sources to begin with."""
    sample_seconds: float = 1.0
    """Time from one picture of a folder to the next."""
    frame_deadline_seconds: float = 10.0
    """A live source that gives no picture for so long is lost."""
    frozen_after_seconds: float = 5.0
    """A camera's picture that stays the same to the byte for so long is frozen."""
    demo: DemoSettings = field(default_factory=DemoSettings)
    stop: threading.Event = field(default_factory=threading.Event)
    pace: FramePace = field(init=False)
    """Time from one frame of a live source to the next, as it is now: whoever watches may change it."""

    def __post_init__(self) -> None:
        """Refuse times that are not positive."""
        times = (self.frame_interval_seconds, self.sample_seconds)
        deadlines = (self.frame_deadline_seconds, self.frozen_after_seconds)
        if min(*times, *deadlines) <= 0:
            raise ValueError("intervals and deadlines are above 0 seconds")
        object.__setattr__(self, "pace", FramePace(self.frame_interval_seconds))
