"""Parse `--source` into a value of its kind. Nothing is opened here."""

import difflib
import re
from pathlib import Path
from typing import Final

from classroom.errors import UsageError
from classroom.messages.message import format_message
from classroom.messages.source_remedies import DID_YOU_MEAN, KINDS_OF_SOURCES
from classroom.messages.sources import NOTHING_THERE, PATH_UNREADABLE
from classroom.password_masks import mask_passwords
from monitor.capture.kinds import (
    PICTURE_SUFFIXES,
    SMALLEST_SIDE_PX,
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
from monitor.errors import SourceUnavailable

__all__ = ["SourceSpec", "parse_source"]

KINDS_HELP: Final = format_message(KINDS_OF_SOURCES)
_KINDS: Final = ("webcam", "screen", "area", "window", "browser", "demo")
_KINDS_WITH_ARGUMENT: Final = ("webcam", "screen", "area", "window")


def parse_source(text: str) -> SourceSpec:
    """Parse the text after `--source`.

    Raises UsageError if it is malformed, SourceUnavailable if it is a path that does not exist.
    """
    text = text.strip()
    kind, colon, argument = text.partition(":")
    kind, argument = kind.strip().lower(), argument.strip()
    if not colon and kind in _KINDS:
        return _without_argument(kind)
    if colon and kind in _KINDS_WITH_ARGUMENT:
        return _with_argument(kind, argument)
    return _path_spec(text)


def _without_argument(kind: str) -> SourceSpec:
    match kind:
        case "webcam":
            return WebcamSpec()
        case "screen":
            return ScreenSpec()
        case "browser":
            return BrowserSpec()
        case "demo":
            return DemoSpec()
        case "area":
            raise _malformed("area", "the rectangle is missing", "area:100,80,1280,720 (left, top, width, height)")
        case _:
            raise _malformed("window", "the title is missing", "window:Zoom")


def _with_argument(kind: str, argument: str) -> SourceSpec:
    match kind:
        case "webcam":
            return WebcamSpec(_whole_number(kind, argument, least=0))
        case "screen":
            return ScreenSpec(_whole_number(kind, argument, least=1))
        case "area":
            return _area(argument)
        case _:
            if not argument:
                raise _malformed("window:", "the title is missing", "window:Zoom")
            return WindowSpec(argument)


def _whole_number(kind: str, argument: str, *, least: int) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", argument) or int(argument) < least:
        expected = f"a whole number from {least} is expected after the colon"
        raise _malformed(f"{kind}:{argument}", expected, f"{kind}:{least + 1}")
    return int(argument)


def _area(argument: str) -> AreaSpec:
    parts = [part.strip() for part in argument.split(",")]
    example = "area:100,80,1280,720 (left, top, width, height)"
    if len(parts) != 4 or not all(re.fullmatch(r"[+-]?[0-9]{1,6}", part) for part in parts):
        raise _malformed(f"area:{argument}", "four whole numbers are expected", example)
    left, top, width, height = map(int, parts)
    if min(width, height) < SMALLEST_SIDE_PX:
        too_small = f"width and height must be at least {SMALLEST_SIDE_PX} pixels"
        raise _malformed(f"area:{argument}", too_small, example)
    return AreaSpec(left, top, width, height)


def _malformed(text: str, problem: str, example: str) -> UsageError:
    return UsageError(f"--source {text}: {problem}", remedy=f"Type for example: --source {example}")


def _path_spec(text: str) -> SourceSpec:
    if not text or "\0" in text:
        raise UsageError("--source is empty or holds a character that no path can have", remedy=KINDS_HELP)
    path = _in_home(Path(text))
    try:
        if path.is_dir():
            return PicturesSpec(path)
        if path.exists():
            return PicturesSpec(path) if path.suffix.lower() in PICTURE_SUFFIXES else RecordingSpec(path)
    except OSError as error:
        reason = str(error.strerror)
        raise SourceUnavailable(PATH_UNREADABLE, path=text, reason=reason, remedy=KINDS_OF_SOURCES) from error
    raise _nothing_there(text, path)


def _in_home(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError:
        # "~name" without a user of that name: then it is an ordinary file name.
        return path


def _nothing_there(text: str, path: Path) -> UsageError | SourceUnavailable:
    kind, colon, _ = text.partition(":")
    if "://" in text:
        return UsageError(f"--source {mask_passwords(text)}: addresses are not read", remedy=KINDS_HELP)
    meant = difflib.get_close_matches(kind.strip().lower(), _KINDS, n=1, cutoff=0.75)
    if colon and meant:
        return UsageError(
            f"--source {text}: there is no kind of source {kind!r}; did you mean {meant[0]}:…?", remedy=KINDS_HELP
        )
    remedies = [*(DID_YOU_MEAN.filled(name=name) for name in _nearest_names(path) or meant), KINDS_OF_SOURCES.filled()]
    return SourceUnavailable(NOTHING_THERE, path=text, where=str(path.absolute()), remedy=tuple(remedies))


def _nearest_names(path: Path) -> list[str]:
    folder = path.parent
    try:
        names = {entry.name.lower(): entry.name for entry in folder.iterdir()}
    except OSError:
        return []
    near = difflib.get_close_matches(path.name.lower(), list(names), n=3, cutoff=0.6)
    return [str(folder / names[name]) for name in near]
