"""Tell the plain name of a window's program from its executable, its X11 class or its owner on macOS."""

import re
from pathlib import PurePosixPath, PureWindowsPath
from typing import Final

BROWSERS: Final = {
    "Google Chrome": ("googlechrome", "chrome", "googlechromebeta", "googlechromestable"),
    "Chromium": ("chromium", "chromiumbrowser"),
    "Mozilla Firefox": ("firefox", "firefoxesr", "firefoxfirefox", "mozillafirefox", "navigator"),
    "Microsoft Edge": ("microsoftedge", "msedge", "microsoftedgestable"),
    "Safari": ("safari",),
    "Brave": ("brave", "bravebrowser"),
    "Opera": ("opera",),
    "Vivaldi": ("vivaldi", "vivaldistable"),
    "LibreWolf": ("librewolf",),
    "Arc": ("arc",),
}
"""Each browser with the forms in which systems name it, in small letters and digits only."""

CALL_PROGRAMS: Final = {
    "Zoom": ("zoom", "zoomus", "zoomworkplace"),
    "Google Meet": ("googlemeet",),
    "Microsoft Teams": ("microsoftteams", "msteams", "teams", "teamsforlinux", "microsoftteamspreview"),
    "Webex": ("webex", "ciscocollabhost", "ciscowebexmeetings", "webexmeetings", "atmgr", "webexhost"),
    "Jitsi Meet": ("jitsimeet",),
}
"""Each program for calls, likewise. BigBlueButton has none of its own: it runs in a browser."""

OTHERS: Final = {
    "LibreOffice": (
        "soffice", "sofficebin", "libreoffice", "libreofficewriter", "libreofficecalc", "libreofficeimpress",
    ),
    "Microsoft Word": ("winword",),
    "Microsoft PowerPoint": ("powerpnt",),
    "Microsoft Excel": ("excel",),
    "": ("applicationframehost",),
}  # fmt: skip
"""More with odd names. The last is the frame that Windows puts around apps of its store: which of them, it hides."""

_PLAIN: Final = {
    form: name for table in (BROWSERS, CALL_PROGRAMS, OTHERS) for name, forms in table.items() for form in forms
}
_NO_LETTER: Final = re.compile(r"[\W_]+")
_REVERSED_DOMAIN: Final = re.compile(r"(?:[a-z0-9-]+\.){2,}(?P<name>[\w-]+)", re.IGNORECASE)


def plain_program_name(system_name: str) -> str:
    """Return the name that people know: "Google-chrome", "chrome.exe" and "Google Chrome" are all Google Chrome."""
    name = PurePosixPath(PureWindowsPath(system_name.strip("\0 ")).name).name
    name = re.sub(r"\.(exe|bin)$", "", name, flags=re.IGNORECASE)
    known = _PLAIN.get(_NO_LETTER.sub("", name).casefold())
    if known is not None:
        return known
    if reversed_domain := _REVERSED_DOMAIN.fullmatch(name):
        name = reversed_domain["name"]
    return name[:1].upper() + name[1:]
