"""Tell the windows of video calls from others, by their programs and titles."""

import re
from typing import Final

from monitor.capture.screens.program_names import BROWSERS, CALL_PROGRAMS

_DASH: Final = "[-–—|:·]"

_PAGE_TITLES: Final = {
    "Zoom": rf"(.+ {_DASH} )?Zoom([ -](Meeting|Webinar|Workplace))?",
    "Google Meet": rf"(Google )?Meet( ?{_DASH} .+)?",
    "Microsoft Teams": r"(.+ \| )?Microsoft Teams([ -](meeting|classic|Besprechung))?( \| .+)?",
    "Webex": rf"(.+ {_DASH} )?(Cisco )?Webex( (Meetings?|Webinar|App))?( {_DASH} .+)?",
    "BigBlueButton": rf"(.+ {_DASH} )?BigBlueButton( {_DASH} .+)?",
    "Jitsi Meet": r"(.+ \| )?Jitsi Meet",
}
"""The whole title of the page of a call in a browser, without the browser's own name."""

_IS_PAGE_OF_CALL: Final = re.compile("|".join(f"(?:{title})" for title in _PAGE_TITLES.values()), re.IGNORECASE)
_PAGE_ABOUT: Final = re.compile(
    r"\b(Wikipedia|YouTube|GitHub|Google[ -](Search|Suche)|Bing|DuckDuckGo|Ecosia|Startpage|Moodle)\b"
    rf"|{_DASH} (Help|Hilfe)\b",
    re.IGNORECASE,
)
"""A page that tells about calls, or finds pages that do."""

_BROWSERS_NAME: Final = re.compile(
    rf" {_DASH} ({'|'.join(map(re.escape, BROWSERS))}|Firefox)( \(.*\)| Priva.*| {_DASH} .*)?$", re.IGNORECASE
)
"""With what may follow it: private browsing, or the name of the user's profile."""
_MORE_PAGES: Final = re.compile(r" (and|und) \d+ (more pages?|weitere Seiten?)( .*)?$", re.IGNORECASE)
_UNSEEN: Final = re.compile("[\u200b\u200e\u200f\u2068\u2069]")
"""Edge writes its own name with a space of no width."""
_NEWS: Final = re.compile(r"^(\(\d+\+?\)|[^\w\s(]+)\s+")
"""The number of unread messages, or a sign that something is recorded, before the title."""
_MEETING: Final = re.compile(r"meeting|webinar|besprechung|konferenz|conference|\b(call|anruf)\b", re.IGNORECASE)
_PROFILE: Final = re.compile(rf"^(?P<page>.+) {_DASH} [^-–—|:·]+$")


def is_call(title: str, program: str) -> bool:
    """Say whether a window is that of a call: of a program for calls, or a browser's with the page of a call.

    `program` is a plain name; a window whose program is unknown is told by its title, as a browser's.
    """
    if program in CALL_PROGRAMS:
        return True
    return program in ("", *BROWSERS) and names_a_call(title, program)


def names_a_call(title: str, program: str = "") -> bool:
    """Say whether a title is that of a call itself: a browser's with its page, or a call program's with a meeting."""
    if program in CALL_PROGRAMS:
        return bool(_MEETING.search(title))
    page = _page_title(title)
    if _PAGE_ABOUT.search(page):
        return False
    candidates = [page]
    if program == "Microsoft Edge" and (profile := _PROFILE.match(page)):
        # Edge puts the name of the user's profile between the page's title and its own.
        candidates.append(profile["page"])
    return any(_IS_PAGE_OF_CALL.fullmatch(candidate) for candidate in candidates)


def _page_title(title: str) -> str:
    title = _UNSEEN.sub("", title).replace("\u00a0", " ").strip()
    while found := _BROWSERS_NAME.search(title):
        title = title[: found.start()]
    return _NEWS.sub("", _MORE_PAGES.sub("", title))
