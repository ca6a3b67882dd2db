"""Turn what a monitor says into JSON, in the reader's language."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from classroom.messages.lawful_use import ACCEPT_THE_USE, SAY_THE_REGION, WATCH_PARTICIPATION
from classroom.messages.source_remedies import KINDS_OF_SOURCES, MARK_PLACES_AGAIN, OPEN_ELSEWHERE, PLUG_IN_CAMERA
from dashboard.language.translate import say, translate
from dashboard.monitors.process import LastWords
from dashboard.monitors.service import MonitorNow
from dashboard.monitors.sources import Sources

Payload = dict[str, Any]
NO_PHASE: Final = "none"
STARTING: Final = "starting"


def monitor_payload(now: MonitorNow) -> Payload:
    """Return `phase`, the class, its source and expected number, the check of a preview, and why the last one ended."""
    report = now.report
    phase = report.phase if report else (STARTING if now.is_starting else NO_PHASE)
    return {
        "phase": phase,
        "class_id": report.class_session_id if report else None,
        "source": report.source if report else "",
        "expected": report.expected if report else None,
        "left_out": [list(each) for each in report.left_out] if report else [],
        "own_tile": report.own_tile if report else None,
        "places_are_lost": report is not None and report.places_are_lost,
        "own_tile_is_lost": report is not None and report.own_tile_is_lost,
        "trouble": sentences(report.trouble) if report else "",
        "restarts": now.restarts,
        "waiting": now.waiting,
        "frames_refused": now.frames_refused + (report.frames_refused if report else 0),
        "restarted": None if now.restarted is None else ended_payload(now.restarted),
        "check": None if report is None or report.check is None else _check_payload(report.check),
        "ended": None if now.ended is None else ended_payload(now.ended),
    }


def ended_payload(words: LastWords) -> dict[str, str]:
    """Return why a monitor ended by itself: `message`, and what to do."""
    texts = [_words(each) for each in words.messages]
    if not any(texts):
        message = say("The monitor ended by itself (exit code {code})", code=words.exit_code)
        if words.exit_code < 0:
            message = say("The monitor was ended from outside (signal {number})", number=-words.exit_code)
        return {
            "message": message,
            "remedy": say("Start the class again. If it ends once more, its log file says why."),
        }
    return {"message": texts[0], "remedy": " ".join(text for text in texts[1:] if text)}


def sources_payload(found: Sources) -> Payload:
    """Return what can be watched, by kind, each kind with its `note` in the reader's language and its `sources`."""
    kinds = {"windows": found.windows, "screens": found.screens, "cameras": found.cameras}
    return {
        name: {"note": ". ".join(_words(each).rstrip(".") for each in kind["messages"]), "sources": kind["sources"]}
        for name, kind in kinds.items()
    }


def _check_payload(check: Mapping[str, Any]) -> Payload:
    lines: Sequence[Mapping[str, Any]] = check["lines"]
    return {
        "ready": bool(check["ready"]),
        "conclusion": _words(check["conclusion"]),
        "lines": [
            {
                "ok": bool(line["ok"]),
                "found": _words(line["found"]),
                "remedy": line["remedy"] and _words(line["remedy"]),
            }
            for line in lines
        ],
    }


def _page_words() -> dict[str, str]:
    """Return the page's words for the remedies that name options of the command line."""
    return {
        KINDS_OF_SOURCES.code: say("Check the path, or choose something else to watch."),
        PLUG_IN_CAMERA.code: say("Plug one in, or choose something else to watch."),
        MARK_PLACES_AGAIN.code: say(
            "Mark below the picture whom to leave out, or say that nobody is left out any more."
        ),
        WATCH_PARTICIPATION.code: say("Choose to count only who is seen."),
        SAY_THE_REGION.code: say("Answer the question at the top of the start page."),
        ACCEPT_THE_USE.code: say("Answer the question at the top of the start page."),
        OPEN_ELSEWHERE.code: say("Open it in another program to see whether it is intact, or choose something else."),
    }


def sentences(messages: Sequence[Mapping[str, Any]]) -> str:
    """Return messages as one text, each translated and ending with a full stop."""
    texts = [_words(each).rstrip(".") for each in messages]
    return "".join(f"{text}. " for text in texts if text).rstrip()


def _words(message: Mapping[str, Any]) -> str:
    code = str(message.get("code", ""))
    if code in (page_words := _page_words()):
        return page_words[code]
    translated = translate(code, message.get("values", {})) if code else ""
    return str(message.get("text", "")) if translated in ("", code) else translated
