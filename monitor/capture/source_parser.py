"""What `--source` can say, read into a value that knows its kind. Nothing is opened here."""

import difflib
import re
from pathlib import Path
from typing import Final

from classroom.database_url import mask_passwords
from classroom.errors import UsageError
from monitor.capture.kinds import (
    PICTURE_SUFFIXES,
    SMALLEST_SIDE_PX,
    AreaSpec,
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

KINDS_HELP: Final = (
    "Type one of: webcam, webcam:1, screen, screen:2, area:X,Y,W,H, window:PART OF THE TITLE, demo, "
    "or the path of a recording or of a folder of pictures. What there is here: --list-sources"
)
_KINDS: Final = ("webcam", "screen", "area", "window", "demo")
_KINDS_WITH_ARGUMENT: Final = ("webcam", "screen", "area", "window")


def parse_source(text: str) -> SourceSpec:
    """Read what stands after `--source`.

    Raises UsageError when it is malformed, SourceUnavailable when it is a path at which nothing lies.
    """
    asked = text.strip()
    kind, colon, argument = asked.partition(":")
    kind, argument = kind.strip().lower(), argument.strip()
    if not colon and kind in _KINDS:
        return _without_argument(kind)
    if colon and kind in _KINDS_WITH_ARGUMENT:
        return _with_argument(kind, argument)
    return _path_spec(asked)


def _without_argument(kind: str) -> SourceSpec:
    match kind:
        case "webcam":
            return WebcamSpec()
        case "screen":
            return ScreenSpec()
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


def _malformed(asked: str, problem: str, example: str) -> UsageError:
    return UsageError(f"--source {asked}: {problem}", remedy=f"Type for example: --source {example}")


def _path_spec(asked: str) -> SourceSpec:
    if not asked or "\0" in asked:
        raise UsageError("--source is empty or holds a character that no path can have", remedy=KINDS_HELP)
    path = _in_home(Path(asked))
    try:
        if path.is_dir():
            return PicturesSpec(path)
        if path.exists():
            return PicturesSpec(path) if path.suffix.lower() in PICTURE_SUFFIXES else RecordingSpec(path)
    except OSError as error:
        raise SourceUnavailable(f"{asked} cannot be read: {error.strerror}", remedy=KINDS_HELP) from error
    raise _nothing_there(asked, path)


def _in_home(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError:
        # "~name" without a person of that name here: then it is a name like any other.
        return path


def _nothing_there(asked: str, path: Path) -> UsageError | SourceUnavailable:
    kind, colon, _ = asked.partition(":")
    if "://" in asked:
        return UsageError(f"--source {mask_passwords(asked)}: addresses are not read", remedy=KINDS_HELP)
    meant = difflib.get_close_matches(kind.strip().lower(), _KINDS, n=1, cutoff=0.75)
    if colon and meant:
        return UsageError(
            f"--source {asked}: there is no kind of source {kind!r}; did you mean {meant[0]}:…?", remedy=KINDS_HELP
        )
    remedies = [*(f"Did you mean {name}?" for name in _nearest_names(path) or meant), KINDS_HELP]
    return SourceUnavailable(f"There is nothing at {asked}", where=str(path.absolute()), remedy="\n".join(remedies))


def _nearest_names(path: Path) -> list[str]:
    folder = path.parent
    try:
        names = {entry.name.lower(): entry.name for entry in folder.iterdir()}
    except OSError:
        return []
    near = difflib.get_close_matches(path.name.lower(), list(names), n=3, cutoff=0.6)
    return [str(folder / names[name]) for name in near]
