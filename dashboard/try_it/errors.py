"""Errors of the page on which one's own face is read, with HTTP status and code."""

from dashboard.errors import RequestRefused
from dashboard.language.translate import say
from dashboard.monitors.payload import ended_payload
from dashboard.monitors.process import LastWords


class TryItTakenOver(RequestRefused):
    """Another page shows faces by now."""

    def __init__(self) -> None:
        message = say("Another page shows what is read in a face now")
        super().__init__(409, "try_it_taken_over", message, say("Open the camera here again to go on here."))


class TryItForbidden(RequestRefused):
    """No expression is read where classes are held in the EU, whoever sits before the camera."""

    def __init__(self) -> None:
        message = say("In the EU no expression is read in education, in one’s own face neither")
        super().__init__(403, "try_it_forbidden_in_eu", message, say("The help says what the law says."))


class TryItFailed(RequestRefused):
    """The program that reads faces could not be started, or ended by itself."""

    def __init__(self, words: LastWords) -> None:
        said = ended_payload(words)
        remedy = said["remedy"] if words.messages else say("Open the camera again.")
        super().__init__(503, "try_it_failed", said["message"], remedy)
