"""Open the source of a parsed `--source`. The libraries are imported here, when they are needed."""

from collections.abc import Callable

from monitor.capture.kinds import (
    AreaSpec,
    BrowserSpec,
    DemoSpec,
    PicturesSpec,
    RecordingSpec,
    ScreenSpec,
    SourceSpec,
    WebcamSpec,
    WindowSpec,
)
from monitor.capture.latest_frame import LatestFrame
from monitor.capture.options import CaptureOptions
from monitor.stages import FrameSource

__all__ = ["CaptureOptions", "open_source"]


def open_source(spec: SourceSpec, options: CaptureOptions, *, may_come_later: bool = False) -> FrameSource:
    """Open the source; a live one is wrapped in a LatestFrame.

    Raises SourceUnavailable without `retry` if it does not exist: a class does not begin without its source. A live one
    that `may_come_later` is opened at the first read instead, which says what is missing, and is tried again.
    """
    if isinstance(spec, RecordingSpec):
        from monitor.capture.recording import Recording

        return Recording(spec, options.frame_interval_seconds)
    if isinstance(spec, PicturesSpec):
        from monitor.capture.folder import PictureFolder

        return PictureFolder(spec, options.sample_seconds)
    live = LatestFrame(spec.name, _opener(spec, options), options)
    if not may_come_later:
        live.start()
    return live


def _opener(
    spec: WebcamSpec | ScreenSpec | AreaSpec | WindowSpec | BrowserSpec | DemoSpec, options: CaptureOptions
) -> Callable[[], FrameSource]:
    match spec:
        case WebcamSpec():
            return lambda: _open_webcam(spec, options)
        case ScreenSpec() | AreaSpec():
            return lambda: _open_screen(spec)
        case WindowSpec():
            return lambda: _open_window(spec)
        case BrowserSpec():
            return lambda: _open_browser(options)
        case DemoSpec():
            return lambda: _open_demo(options)


def _open_webcam(spec: WebcamSpec, options: CaptureOptions) -> FrameSource:
    from monitor.capture.camera import open_webcam

    return open_webcam(spec, options)


def _open_screen(spec: ScreenSpec | AreaSpec) -> FrameSource:
    from monitor.capture.screens.regions import FixedArea, WholeScreen
    from monitor.capture.screens.screen import ScreenSource

    return ScreenSource(spec.name, WholeScreen(spec) if isinstance(spec, ScreenSpec) else FixedArea(spec))


def _open_window(spec: WindowSpec) -> FrameSource:
    from monitor.capture.screens.open_window_system import open_window_system
    from monitor.capture.screens.screen import ScreenSource
    from monitor.capture.screens.window import FollowedWindow

    return ScreenSource(spec.name, FollowedWindow(spec, open_window_system()))


def _open_browser(options: CaptureOptions) -> FrameSource:
    from monitor.capture.browser import BrowserSource

    return BrowserSource(options)


def _open_demo(options: CaptureOptions) -> FrameSource:
    from monitor.capture.demo.source import DemoSource

    return DemoSource(options.demo)
