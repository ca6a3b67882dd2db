"""Errors of edits, each with its HTTP status and code.

RequestRefused              400 unless said otherwise
├── TextTooLong             more characters than there is room for
├── TitleMissing            a class without a title
├── UnknownKind             a kind of marker that does not exist
├── TimeNotUnderstood       a text that is no time
├── OutsideOfClass          a time before the class began or after its end
├── RangeWithoutLength      a range whose end is not after its begin
├── MoreThanHalf            more than half of the class left out, and it was not ticked that this is meant
├── BodyNotUnderstood       a body that is no JSON object, or holds a value of another type
├── NotConfirmed            a deletion whose box was not ticked
├── RecordNotFound          404: no marker or range of that number in this class
├── UndoTooLate             410: a discarded class whose minute is over
└── ClassIsWatched          409: a monitor is writing this class
"""

from dashboard.errors import RequestRefused
from dashboard.language.translate import say


class TextTooLong(RequestRefused):
    """A text has more characters than there is room for."""

    def __init__(self, length: int, most: int) -> None:
        super().__init__(
            400,
            "text_too_long",
            say("This text has {length} characters, and there is room for {most}", length=length, most=most),
            say("Shorten it and send it again."),
        )


class TitleMissing(RequestRefused):
    """The title of a class would be empty."""

    def __init__(self) -> None:
        super().__init__(400, "title_missing", say("A class needs a title"), say("Type one and send it again."))


class UnknownKind(RequestRefused):
    """There is no such kind of marker."""

    def __init__(self, kind: str, known: str) -> None:
        super().__init__(
            400,
            "unknown_kind",
            say("There is no marker of the kind “{kind}”", kind=kind[:40]),
            say("Use one of: {known}.", known=known),
        )


class TimeNotUnderstood(RequestRefused):
    """A text is neither a time of day, such as 10:14:05, nor ISO 8601."""

    def __init__(self, text: str) -> None:
        super().__init__(
            400,
            "time_not_understood",
            say("“{text}” is not a time", text=text[:40]),
            say("Write it as 10:14:05, or as 2026-11-20T10:14:05+01:00."),
        )


class OutsideOfClass(RequestRefused):
    """A time lies before the class began, or after its end."""

    def __init__(self, time: str, begin: str, end: str) -> None:
        super().__init__(
            400,
            "outside_of_class",
            say("{time} lies outside of the class", time=time),
            say("It went from {begin} to {end}. Choose a time between.", begin=begin, end=end),
        )


class RangeWithoutLength(RequestRefused):
    """A range does not end after its begin."""

    def __init__(self) -> None:
        super().__init__(
            400,
            "range_without_length",
            say("A range to leave out ends after it begins"),
            say("Choose a later end or an earlier begin."),
        )


class MoreThanHalf(RequestRefused):
    """A range is more than half of the class, and it was not confirmed that this is meant."""

    def __init__(self) -> None:
        super().__init__(
            400,
            "more_than_half",
            say("Nothing was left out: this range is more than half of the class"),
            say("Choose a shorter one, or tick the box below the times if you mean it."),
        )


class BodyNotUnderstood(RequestRefused):
    """The body of a request has another form or type than expected; `remedy` names the one expected."""

    def __init__(self, remedy: str) -> None:
        super().__init__(400, "body_not_understood", say("What was sent cannot be read"), remedy)


class NotConfirmed(RequestRefused):
    """A deletion was sent without its box ticked."""

    def __init__(self) -> None:
        super().__init__(
            400,
            "not_confirmed",
            say("Nothing was deleted: the box was not ticked"),
            say("Go back, tick the box and press the button again."),
        )


class RecordNotFound(RequestRefused):
    """The class has no marker or range of that number: perhaps it was deleted in another window."""

    def __init__(self) -> None:
        super().__init__(
            404,
            "record_not_found",
            say("It is not there any more"),
            say("It may have been deleted in another window. Load the page again."),
        )


class ClassIsWatched(RequestRefused):
    """A class cannot be deleted while a monitor is writing it."""

    def __init__(self) -> None:
        super().__init__(
            409,
            "class_is_watched",
            say("A monitor is watching this class"),
            say("End it with Ctrl-C in the monitor’s terminal, then delete it."),
        )


class UndoTooLate(RequestRefused):
    """The minute in which a discarded class can be brought back is over."""

    def __init__(self) -> None:
        message = say("This class is deleted: it can be brought back for one minute only")
        super().__init__(410, "undo_too_late", message, say("Go to the list of classes."))
