"""Why no pulse is started. A page and the API answer each in the same words.

EditRefused
├── QuestionUnknown         400: neither of the two questions, or neither of the two reaches
├── ClassIsNotHeld          409: the class is over, or was read off a file
├── PulseElsewhere          409: another class has the pulse
├── PulsePortTaken          409: another program listens there
└── PulseFailed             503: the page could not be started
"""

from dashboard.database.edit.errors import EditRefused
from dashboard.language.translate import say


class QuestionUnknown(EditRefused):
    """There are two questions, and two ways to be reached."""

    code = "question_unknown"

    def __init__(self) -> None:
        super().__init__(
            say("There is no such pulse"),
            say("Ask for the question “mood” or “understanding”, reached from “machine” or “network”."),
        )


class ClassIsNotHeld(EditRefused):
    """Nobody is there to answer."""

    status = 409
    code = "class_is_not_held"

    def __init__(self) -> None:
        super().__init__(
            say("This class is not held now, so nobody could answer"), say("Start a pulse while its class runs.")
        )


class PulseElsewhere(EditRefused):
    """There is one pulse at a time, since there is one port."""

    status = 409
    code = "pulse_elsewhere"

    def __init__(self, title: str) -> None:
        super().__init__(
            say("The pulse of “{title}” is still running", title=title), say("Stop it there, then start this one.")
        )


class PulsePortTaken(EditRefused):
    """Another program, or another dashboard, listens at the port."""

    status = 409
    code = "pulse_port_taken"

    def __init__(self, port: int, free_port: int | None) -> None:
        remedy = say("Another program, or another dashboard, has it. Set another one as pulse.port in config.yaml.")
        if free_port is not None:
            remedy = say(
                "Another program, or another dashboard, has it. Set pulse.port to {free_port} in config.yaml.",
                free_port=free_port,
            )
        super().__init__(say("Port {port} is in use", port=port), remedy)


class PulseFailed(EditRefused):
    """The process did not come up."""

    status = 503
    code = "pulse_failed"

    def __init__(self, reason: str) -> None:
        super().__init__(
            say("The pulse page could not be started: {reason}", reason=reason),
            say("The terminal in which the dashboard runs may say why. Try again, or set another pulse.port."),
        )
