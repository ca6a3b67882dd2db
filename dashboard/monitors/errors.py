"""Errors of requests to the monitor, with HTTP status and code."""

from classroom.lawful_use import ClassRefused
from dashboard.errors import RequestRefused
from dashboard.language.translate import say, translate


class ClassRunsAlready(RequestRefused):
    """A class is being watched: no other source can be looked at."""

    def __init__(self) -> None:
        message = say("A class is running already")
        super().__init__(409, "class_runs_already", message, say("End it first, or change its source on its page."))


class ClassNotAllowed(RequestRefused):
    """A class may not be watched: the law forbids it, or nobody has said what the law depends on."""

    def __init__(self, refused: ClassRefused) -> None:
        code = refused.message.code
        remedy = refused_remedies().get(code, "")
        super().__init__(403, code, translate(code, refused.message.values), remedy)


def refused_remedies() -> dict[str, str]:
    """Return what to do on a page, by the code of the refusal; the terminal names options instead."""
    answer = say("Answer the question at the top of the start page.")
    return {
        "region_not_said": answer,
        "use_not_accepted": answer,
        "mood_forbidden_in_eu": say("Choose to count only who is seen."),
        "small_group": say("Raise the minimum group in the settings file, or say there that you understand it."),
    }


class NoMonitor(RequestRefused):
    """No monitor runs that could carry out the request."""

    def __init__(self) -> None:
        message = say("No class is being watched or prepared")
        super().__init__(409, "no_monitor", message, say("Choose what to watch, and look at it first."))


class NotNow(RequestRefused):
    """The monitor runs, and the request does not fit what it is doing."""

    def __init__(self) -> None:
        message = say("That is not possible at this moment")
        super().__init__(409, "not_now", message, say("Somebody may have done it already: look at the page again."))


class FrameNotTaken(RequestRefused):
    """A frame from the browser is no whole JPEG of a size that is allowed; `reason` is the monitor's word for it."""

    def __init__(self, reason: str) -> None:
        messages = {
            "too_large": say("The picture is too large"),
            "too_many_pixels": say("The picture has too many pixels"),
            "cut_off": say("The picture is not whole"),
        }
        message = messages.get(reason, say("This is no picture"))
        remedy = say("The next one is taken. If none is, share something smaller.")
        super().__init__(413 if reason == "too_large" else 400, "frame_refused", message, remedy)


class ShareTakenOver(RequestRefused):
    """Another page shares into the class by now."""

    def __init__(self) -> None:
        message = say("Another page of the browser shares into this class now")
        super().__init__(409, "share_taken_over", message, say("Share here again to take over from it."))


class MonitorNotStarted(RequestRefused):
    """The computer could not start the monitor's program."""

    def __init__(self, reason: str) -> None:
        message = say("The monitor could not be started: {reason}", reason=reason[:200])
        super().__init__(503, "monitor_not_started", message, say("Restart the dashboard, then try again."))


class SourcesNotListed(RequestRefused):
    """The monitor's program did not say what can be watched."""

    def __init__(self) -> None:
        message = say("What can be watched could not be listed")
        super().__init__(503, "sources_not_listed", message, say("Try again in a moment."))
