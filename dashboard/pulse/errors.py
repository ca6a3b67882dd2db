"""Errors of starting a pulse, each with its HTTP status and code.

RequestRefused
├── QuestionUnknown         400: neither of the two questions, or neither of the two reaches
├── ClassIsNotHeld          409: the class is over, or was read off a file
├── PulseElsewhere          409: another class has the pulse
├── PulsePortTaken          409: another program listens there
├── CountsNotUnderstood     400: a line that is no counts of the three answers
├── TooFewAnswers           400: fewer answers than the minimum group
├── RoundOverlaps           409: a round of the same time is stored, or its pulse runs
└── PulseFailed             503: the page could not be started
"""

from typing import Final

from dashboard.errors import RequestRefused
from dashboard.language.translate import say

EXAMPLE: Final = "\N{THUMBS UP SIGN} 12, \N{NEUTRAL FACE} 6, \N{THUMBS DOWN SIGN} 3"


class QuestionUnknown(RequestRefused):
    """The question or the reach is not one of the two that there are."""

    def __init__(self) -> None:
        super().__init__(
            400,
            "question_unknown",
            say("There is no such quick question"),
            say("Ask for the question “mood” or “understanding”, reached from “machine” or “network”."),
        )


class ClassIsNotHeld(RequestRefused):
    """The class is over, or was read from a file, so nobody could answer."""

    def __init__(self) -> None:
        super().__init__(
            409,
            "class_is_not_held",
            say("This class is not held now, so nobody could answer"),
            say("Ask while the class runs."),
        )


class PulseElsewhere(RequestRefused):
    """The pulse of another class runs; there is one at a time, since there is one port."""

    def __init__(self, title: str) -> None:
        super().__init__(
            409,
            "pulse_elsewhere",
            say("The quick question of “{title}” is still open", title=title),
            say("Stop it there, then start this one."),
        )


class PulsePortTaken(RequestRefused):
    """Another program, or another dashboard, listens at the port."""

    def __init__(self, port: int, free_port: int | None) -> None:
        remedy = say("Another program, or another dashboard, has it. Set another one as pulse.port in config.yaml.")
        if free_port is not None:
            remedy = say(
                "Another program, or another dashboard, has it. Set pulse.port to {free_port} in config.yaml.",
                free_port=free_port,
            )
        super().__init__(409, "pulse_port_taken", say("Port {port} is in use", port=port), remedy)


class PulseFailed(RequestRefused):
    """The process of the pulse page did not start."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            503,
            "pulse_failed",
            say("The page for the quick question could not be started: {reason}", reason=reason),
            say("The terminal in which the dashboard runs may say why. Try again, or set another pulse.port."),
        )


class CountsNotUnderstood(RequestRefused):
    """The text that was typed in does not count the three answers."""

    def __init__(self, line: str) -> None:
        super().__init__(
            400,
            "counts_not_understood",
            say("“{text}” does not say how often each answer came", text=line[:40]),
            say("Write each sign with its number, such as {example}, or fill in the three numbers.", example=EXAMPLE),
        )


class TooFewAnswers(RequestRefused):
    """There are fewer answers than the minimum group."""

    def __init__(self, fewest: int) -> None:
        super().__init__(
            400,
            "too_few_answers",
            say("Fewer than {fewest} answers are not kept", fewest=fewest),
            say("So few could show what one student said. Wait for more, or ask again later."),
        )


class RoundOverlaps(RequestRefused):
    """The answers of this time are counted already, or by a pulse that runs."""

    def __init__(self) -> None:
        super().__init__(
            409,
            "round_overlaps",
            say("The answers of this time are counted already"),
            say("Close the quick question if one is open. Else ask the class again, and type in what comes then."),
        )
