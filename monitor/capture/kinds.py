"""Define the kinds of sources, each with its parameters. Nothing is opened here."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Final

SMALLEST_SIDE_PX: Final = 20
"""A picture with a shorter side cannot hold a face: MTCNN's smallest is 20 pixels."""

PICTURE_SUFFIXES: Final = frozenset(
    {".avif", ".bmp", ".jpe", ".jpeg", ".jpg", ".pgm", ".png", ".ppm", ".tif", ".tiff", ".webp"}
)


@dataclass(frozen=True, slots=True)
class WebcamSpec:
    """A camera by the index that --list-sources shows; None is the first."""

    index: int | None = None
    is_live: ClassVar[bool] = True

    @property
    def name(self) -> str:
        """Return the source name that is stored with the class."""
        return "webcam" if self.index is None else f"webcam:{self.index}"


@dataclass(frozen=True, slots=True)
class ScreenSpec:
    """A whole screen, counted from 1; None is the main one."""

    number: int | None = None
    is_live: ClassVar[bool] = True

    @property
    def name(self) -> str:
        """Return the source name that is stored with the class."""
        return "screen" if self.number is None else f"screen:{self.number}"


@dataclass(frozen=True, slots=True)
class AreaSpec:
    """A rectangle of the desktop in screen pixels; left and top may be negative left of or above the main screen."""

    left: int
    top: int
    width: int
    height: int
    is_live: ClassVar[bool] = True

    @property
    def name(self) -> str:
        """Return the source name that is stored with the class."""
        return f"area:{self.left},{self.top},{self.width},{self.height}"


@dataclass(frozen=True, slots=True)
class WindowSpec:
    """The frontmost window of exactly this title, or else whose title contains this text, ignoring case."""

    title_part: str
    is_live: ClassVar[bool] = True

    @property
    def name(self) -> str:
        """Return the stored source name: the searched text, since a whole title may name people."""
        return f"window:{self.title_part}"


@dataclass(frozen=True, slots=True)
class BrowserSpec:
    """A window, a tab, a screen or a camera that a page of the dashboard shares by the browser's own picker."""

    name: ClassVar[str] = "browser"
    is_live: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class DemoSpec:
    """The bundled demo class."""

    name: ClassVar[str] = "demo"
    is_live: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class RecordingSpec:
    """A video file."""

    path: Path
    is_live: ClassVar[bool] = False

    @property
    def name(self) -> str:
        """Return the stored source name: the file's name without its folder."""
        return f"recording:{self.path.name}"


@dataclass(frozen=True, slots=True)
class PicturesSpec:
    """A folder of pictures, or one picture, which counts as a folder of one."""

    path: Path
    is_live: ClassVar[bool] = False

    @property
    def name(self) -> str:
        """Return the stored source name: the folder's name without its path."""
        kind = "picture" if self.path.suffix.lower() in PICTURE_SUFFIXES and not self.path.is_dir() else "folder"
        return f"{kind}:{self.path.name or self.path.resolve().name}"


SourceSpec = WebcamSpec | ScreenSpec | AreaSpec | WindowSpec | BrowserSpec | DemoSpec | RecordingSpec | PicturesSpec
