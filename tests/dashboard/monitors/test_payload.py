from flask import Flask

from classroom.messages.source_remedies import KINDS_OF_SOURCES
from classroom.messages.sources import NOTHING_THERE
from dashboard.monitors.client import MonitorReport
from dashboard.monitors.payload import monitor_payload
from dashboard.monitors.process import LastWords
from dashboard.monitors.service import MonitorNow
from dashboard.options import DashboardOptions
from tests.dashboard.shared_app import app_of

DARK = {"code": "faces_too_dark", "values": {"count": 2}, "text": "Faces too dark to be read well: 2"}
LIGHT = {"code": "ask_for_light", "values": {}, "text": "Ask for a light in front of the face, not behind it."}
CHECK = {"ready": False, "conclusion": LIGHT, "lines": [{"ok": False, "found": DARK, "remedy": LIGHT}]}


def app() -> Flask:
    return app_of(DashboardOptions("sqlite://"))


def test_the_check_comes_in_the_readers_language() -> None:
    now = MonitorNow(MonitorReport("preview", None, "demo", 25, (), CHECK))
    with app().test_request_context(headers={"Accept-Language": "de"}):
        found = monitor_payload(now)
    assert found["phase"] == "preview"
    remedy = "Bitten Sie um Licht vor dem Gesicht, nicht dahinter."
    assert found["check"]["lines"] == [{"ok": False, "found": "Zu dunkle Gesichter: 2", "remedy": remedy}]
    assert found["check"]["conclusion"] == remedy


def test_a_message_of_a_later_version_shows_its_english_text() -> None:
    words = LastWords(3, ({"code": "of_a_later_version", "values": {}, "text": "The moon is full."},))
    assert monitor_payload(MonitorNow(None, words))["ended"] == {"message": "The moon is full.", "remedy": ""}


def test_a_monitor_that_ended_without_a_word_is_told_with_its_exit_code() -> None:
    ended = monitor_payload(MonitorNow(None, LastWords(1, ())))["ended"]
    assert ended["message"] == "The monitor ended by itself (exit code 1)"
    ended = monitor_payload(MonitorNow(None, LastWords(-9, ())))["ended"]
    assert ended["message"] == "The monitor was ended from outside (signal 9)"


def test_a_page_names_no_option_of_the_command_line() -> None:
    nothing = NOTHING_THERE.filled(path="maths.mp4")
    said = tuple({"code": each.code, "values": dict(each.values)} for each in (nothing, KINDS_OF_SOURCES.filled()))
    ended = monitor_payload(MonitorNow(None, LastWords(3, said)))["ended"]
    assert ended["remedy"] == "Check the path, or choose something else to watch."


def test_before_its_first_answer_a_monitor_is_starting() -> None:
    assert monitor_payload(MonitorNow(None, is_starting=True))["phase"] == "starting"
    assert monitor_payload(MonitorNow(None))["phase"] == "none"


def test_the_reason_why_a_source_was_not_changed_comes_in_the_readers_language() -> None:
    nothing = NOTHING_THERE.filled(path="maths.mp4")
    trouble = ({"code": nothing.code, "values": dict(nothing.values), "text": str(nothing)},)
    now = MonitorNow(MonitorReport("watching", 1, "demo", 25, trouble, None))
    with app().test_request_context(headers={"Accept-Language": "de"}):
        assert monitor_payload(now)["trouble"] == "Unter maths.mp4 liegt nichts."
    assert monitor_payload(now)["trouble"] == "There is nothing at maths.mp4."
