"""The fonts of the computer, for letters that the report's own font lacks: Chinese, Hindi, emoji and so on."""

import os
import struct
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont, TTLibError

KNOWN: Final = (
    "notosanscjk-regular", "notosanssc-regular", "sourcehansanscn-regular", "msyh", "pingfang", "hiragino sans gb",
    "yugothm", "meiryo", "malgun", "applesdgothicneo", "wqy-microhei", "droidsansfallbackfull",
    "notosans-regular", "segoeui", "nirmala", "leelawui", "notosansdevanagari-regular", "kohinoor", "thonburi",
    "notocoloremoji", "seguiemj", "apple color emoji", "arial unicode", "seguisym", "unifont",
)  # fmt: skip
"""Names of fonts without their endings, those that suit the report first; the others come after them."""
ENDINGS: Final = frozenset({".ttf", ".ttc", ".otf", ".otc"})
SPECIAL: Final = ("bold", "italic", "oblique", "light", "thin", "black", "heavy", "condensed", "mono", "serif")
MOST_READ: Final = 300
"""Of the other fonts, so that a letter that none of them has does not take minutes."""
RESTRICTED: Final = 2
"""In the field fsType: a font that may not be put into a document."""
DRAWN_BY: Final = frozenset({"glyf", "CFF ", "CFF2", "CBDT", "sbix", "COLR"})
UNREADABLE: Final = (TTLibError, OSError, KeyError, ValueError, AssertionError, struct.error, EOFError)


@lru_cache(maxsize=256)
def fonts_with(characters: frozenset[str]) -> tuple[Path, ...]:
    """Return fonts that together have these characters, as far as any has them."""
    missing, found = set(characters), list[Path]()
    for path in _candidates():
        if not missing:
            break
        known = {character for character in missing if ord(character) in _letters_of(path)}
        if known:
            missing -= known
            found.append(path)
    return tuple(found)


@lru_cache(maxsize=512)
def _letters_of(path: Path) -> frozenset[int]:
    """Return the code points that a font can draw in a document, none for a file that is not such a font."""
    try:
        with TTFont(path, fontNumber=0, lazy=True) as font:
            if not DRAWN_BY & set(font.keys()) or font["OS/2"].fsType & 0xF == RESTRICTED:
                return frozenset()
            return frozenset(font.getBestCmap() or ())
    except UNREADABLE:
        return frozenset()


def _candidates() -> list[Path]:
    """Return the computer's fonts in the order in which they are tried."""
    files = sorted({path for folder in font_folders() for path in _files_in(folder)}, key=lambda path: path.name)
    known, others = list[tuple[int, Path]](), list[Path]()
    for path in files:
        name = path.stem.lower()
        if name in KNOWN:
            known.append((KNOWN.index(name), path))
        elif not any(word in name for word in SPECIAL):
            others.append(path)
    return [path for _, path in sorted(known)] + others[:MOST_READ]


def _files_in(folder: Path) -> Iterator[Path]:
    for parent, _, names in os.walk(folder):
        yield from (Path(parent) / name for name in names if Path(name).suffix.lower() in ENDINGS)


def font_folders() -> list[Path]:
    """Return the folders in which this system keeps fonts; not all of them need exist."""
    home = Path.home()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", str(home / "AppData/Local"))
        return [Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts", Path(local) / "Microsoft/Windows/Fonts"]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    own = os.environ.get("XDG_DATA_HOME") or str(home / ".local/share")
    return [home / ".fonts", *(Path(folder) / "fonts" for folder in (own, *shared.split(":")))]
