"""Names of exported files, of date, group and title, that every system can keep."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from typing import Final
from urllib.parse import quote

MOST_BYTES: Final = 150
"""Of a name with its ending, in UTF-8. Systems allow 255, Windows 260 characters with all folders around it."""
JOINERS: Final = "\u200c\u200d"
"""Of Persian letters and of emoji: the only invisible characters that are kept. Others turn a name around."""
PLAIN: Final = str.maketrans(
    {"–": "-", "—": "-", "…": "", "’": "'", "‘": "'", "“": "'", "”": "'", "„": "'", "ß": "ss", "%": "-"}
)
FORBIDDEN: Final = re.compile(r"[<>\"/\\|?*:]")


def class_stem(group: str, title: str, begin: datetime, span: tuple[datetime, datetime | None] | None = None) -> str:
    """Return the name of a class's file without its ending: `2026-11-26 12 History – Reading a source`.

    `begin`, and the `span` of a class of which only a part is exported, are of the class's own clock. A name begins
    with a date, so that it is never one of those that Windows reserves.
    """
    named = " – ".join(words for words in (_safe(group), _safe(title)) if words)
    return f"{begin:%Y-%m-%d} {named or 'Moodline'}{_span_words(span)}"


def file_name(stem: str, ending: str) -> str:
    """Return a name with its ending, shortened to what every system keeps."""
    return f"{_shortened(_safe(stem), MOST_BYTES - len(ending) - 1)}.{ending}"


def disposition(stem: str, ending: str) -> str:
    """Return the header that names a file (RFC 6266): plain letters for old programs, and the name in full."""
    name = file_name(stem, ending)
    old = unicodedata.normalize("NFKD", name.translate(PLAIN)).encode("ascii", "ignore").decode()
    plain = re.sub(r"( -)+", " -", " ".join(FORBIDDEN.sub("-", old).removesuffix(f".{ending}").split())).rstrip(" .-")
    return f"attachment; filename=\"{plain}.{ending}\"; filename*=UTF-8''{quote(name, safe='')}"


def _span_words(span: tuple[datetime, datetime | None] | None) -> str:
    if span is None:
        return ""
    begin, end = span
    return f" {begin:%H.%M.%S}" + (f"–{end:%H.%M.%S}" if end else "")


def _safe(text: str) -> str:
    """Return a text without what some system forbids: composed, on one line, with no dot or blank at an end."""
    text = unicodedata.normalize("NFC", text)
    text = "".join(_kept(text))
    text = re.sub(r"\s*[:|]\s+", " – ", text).replace('"', "'")
    text = text.replace("?", "").replace("*", "")
    return " ".join(FORBIDDEN.sub("-", text).split()).strip(" .")


def _kept(text: str) -> Iterator[str]:
    """Yield the characters that may stand in a name; a blank for each line break and odd space."""
    for character in text:
        kind = unicodedata.category(character)
        if kind[0] == "Z" or character in "\t\r\n":
            yield " "
        elif kind[0] != "C" or character in JOINERS:
            yield character


def _shortened(text: str, most_bytes: int) -> str:
    """Return the text, cut to a number of bytes with an ellipsis; no letter is parted from its accents."""
    if len(text.encode()) <= most_bytes:
        return text
    cut = text.encode()[: most_bytes - len("…".encode())].decode(errors="ignore")
    while cut and (unicodedata.combining(text[len(cut)]) or text[len(cut)] in JOINERS or cut[-1] in JOINERS):
        cut = cut[:-1]
    return cut.rstrip(" .–-") + "…"
