"""Windows of calls are told by their programs and whole titles, in English and German, and nothing else is one."""

import pytest

from monitor.capture.calls import is_call, names_a_call
from monitor.capture.screens.program_names import plain_program_name

CALLS = [
    # The title, and the program as the system names it: an X11 class, an executable of Windows, an owner on macOS.
    ("Zoom Meeting", "zoom"),
    ("Zoom Workplace - Free account", "zoom"),
    ("Zoom Meeting 40 Minuten", "Zoom.exe"),
    ("Zoom Meeting - zoom.us", "zoom.us"),
    ("Besprechung in „Mathe 7b“ | Microsoft Teams", "ms-teams.exe"),
    ("Meeting with Ada | Microsoft Teams", "teams-for-linux"),
    ("Ada's meeting", "CiscoCollabHost.exe"),
    ("Webex", "Webex"),
    ("Geometry 7b", "Jitsi Meet"),
    ("Meet – abc-defg-hij – Google Chrome", "Google-chrome"),
    ("Meet - abc-defg-hij - Google Chrome", "chrome.exe"),
    ("Meet – abc-defg-hij - Google Chrome – Ada (Schule) - Google Chrome", "Google Chrome"),
    ("Meet – Mathe 7b — Mozilla Firefox", "firefox"),
    ("Meet: Mathe 7b — Mozilla Firefox", "firefox_firefox"),
    ("Google Meet - Meet – abc-defg-hij", "chrome.exe"),
    ("🔴 Meet – abc-defg-hij - Chromium", "Chromium"),
    ("Zoom Meeting - Google Chrome", "Google-chrome"),
    ("Launch Meeting - Zoom — Mozilla Firefox", "Firefox-esr"),
    ("Meeting starten - Zoom – Google Chrome", "chrome.exe"),
    ("Zoom Meeting and 2 more pages - Personal - Microsoft\u200b Edge", "msedge.exe"),
    ("Zoom Meeting und 1 weitere Seite – Persönlich – Microsoft\u200b Edge", "msedge.exe"),
    ("Zoom Meeting - Profil 1 - Microsoft\u200b Edge", "msedge.exe"),
    ("(3) Besprechung mit 7b | Microsoft Teams - Google Chrome", "chrome.exe"),
    ("Microsoft Teams — Mozilla Firefox", "Navigator"),
    ("Meeting in General | Microsoft Teams and 4 more pages - Work - Microsoft\u200b Edge", "msedge.exe"),
    ("Cisco Webex Meetings - Google Chrome", "Google-chrome"),
    ("Physik 9a | Webex - Google Chrome", "Google-chrome"),
    ("BigBlueButton - Mathematik 7b — Mozilla Firefox", "firefox"),
    ("Mathematik 7b - BigBlueButton - Chromium", "chromium-browser"),
    ("BigBlueButton - Safari", "Safari"),
    ("Jitsi Meet - Brave", "Brave-browser"),
    ("Zoom Meeting - Google Chrome (Inkognito)", "Google-chrome"),
    ("Jitsi Meet — Mozilla Firefox Privater Modus", "firefox"),
    ("Geometrie | Jitsi Meet – Opera", "opera.exe"),
    ("Zoom Meeting", ""),
]
OTHERS = [
    ("Team meeting notes.docx - LibreOffice Writer", "libreoffice-writer"),
    ("Zoom Meeting - LibreOffice Impress", "libreoffice-impress"),
    ("Besprechung Notizen.docx – Word", "WINWORD.EXE"),
    ("Zoom", "explorer.exe"),
    ("Meet – Elternabend.txt", "gedit"),
    ("Jitsi Meet", "org.gnome.Nautilus"),
    ("Team meeting notes - Google Docs - Google Chrome", "Google-chrome"),
    ("Meet the Robinsons – Netflix - Google Chrome", "chrome.exe"),
    ("Microsoft Teams – Wikipedia — Mozilla Firefox", "firefox"),
    ("BigBlueButton – Wikipedia - Google Chrome", "Google Chrome"),
    ("Zoom Meeting - Google Search - Google Chrome", "Google-chrome"),
    ("Google Meet – Google Suche – Google Chrome", "chrome.exe"),
    ("Besprechung vorbereiten | Lehrerforum — Mozilla Firefox", "firefox"),
    ("Zoom Lens Review - YouTube - Chromium", "Chromium"),
    ("Posteingang (4) – ada@schule.example – Mozilla Firefox", "firefox"),
    ("New Tab - Google Chrome", "Google-chrome"),
    ("Team meeting notes.docx", ""),
    ("Google Chrome", "Google Chrome"),
]


@pytest.mark.parametrize(("title", "system_name"), CALLS)
def test_a_call_is_one(title: str, system_name: str) -> None:
    assert is_call(title, plain_program_name(system_name))


@pytest.mark.parametrize(("title", "system_name"), OTHERS)
def test_anything_else_is_none(title: str, system_name: str) -> None:
    assert not is_call(title, plain_program_name(system_name))


@pytest.mark.parametrize(
    ("meeting", "other", "system_name"),
    [
        ("Zoom Meeting 40 Minuten", "Zoom Workplace - Free account", "Zoom.exe"),
        ("Zoom Meeting - zoom.us", "Zoom Workplace - zoom.us", "zoom.us"),
        ("Besprechung mit 7b | Microsoft Teams", "Chat | Ada | Microsoft Teams", "ms-teams.exe"),
    ],
)
def test_of_the_windows_of_a_program_for_calls_the_meeting_is_told(meeting: str, other: str, system_name: str) -> None:
    program = plain_program_name(system_name)
    assert (names_a_call(meeting, program), names_a_call(other, program)) == (True, False)
