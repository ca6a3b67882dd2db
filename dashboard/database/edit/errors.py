"""What cannot be written, and why. A page and the API answer each in the same words, with its `status`.

EditRefused                 400 unless said otherwise
├── TextTooLong             more characters than there is room for
├── TitleMissing            a class without a title
├── UnknownKind             a kind of marker that does not exist
├── TimeNotUnderstood       a time that is none
├── OutsideOfClass          a time before the class began or after its end
├── RangeWithoutLength      a range whose end is not after its begin
├── MoreThanHalf            more than half of the class left out, and it was not ticked that this is meant
├── BodyNotUnderstood       a body that is no JSON object, or holds a value of another type
├── NotConfirmed            a deletion whose box was not ticked
├── RecordNotFound          404: no marker or range of that number in this class
└── ClassIsWatched          409: a monitor is writing this class
"""

from dashboard.language.translate import say


class EditRefused(Exception):  # noqa: N818 - an answer, and no fault
    """A change that is not made: `what` is wrong, and the `remedy`, both in the reader's language."""

    status = 400
    code = "edit_refused"

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


class TextTooLong(EditRefused):
    """More characters than there is room for."""

    code = "text_too_long"

    def __init__(self, length: int, most: int) -> None:
        super().__init__(
            say("This text has {length} characters, and there is room for {most}", length=length, most=most),
            say("Shorten it and send it again."),
        )


class TitleMissing(EditRefused):
    """A class is called something."""

    code = "title_missing"

    def __init__(self) -> None:
        super().__init__(say("A class needs a title"), say("Type one and send it again."))


class UnknownKind(EditRefused):
    """There is no such kind of marker."""

    code = "unknown_kind"

    def __init__(self, kind: str, known: str) -> None:
        super().__init__(
            say("There is no marker of the kind “{kind}”", kind=kind[:40]), say("Use one of: {known}.", known=known)
        )


class TimeNotUnderstood(EditRefused):
    """A time is written as 10:14:05, or as ISO 8601 has it."""

    code = "time_not_understood"

    def __init__(self, text: str) -> None:
        super().__init__(
            say("“{text}” is not a time", text=text[:40]), say("Write it as 10:14:05, or as 2026-11-20T10:14:05+01:00.")
        )


class OutsideOfClass(EditRefused):
    """The class was not going on then."""

    code = "outside_of_class"

    def __init__(self, time: str, begin: str, end: str) -> None:
        super().__init__(
            say("{time} lies outside of the class", time=time),
            say("It went from {begin} to {end}. Choose a time between.", begin=begin, end=end),
        )


class RangeWithoutLength(EditRefused):
    """A range ends after it begins."""

    code = "range_without_length"

    def __init__(self) -> None:
        super().__init__(
            say("A range to leave out ends after it begins"), say("Choose a later end or an earlier begin.")
        )


class MoreThanHalf(EditRefused):
    """Left out by mistake, more than half of a class takes most of its figures away."""

    code = "more_than_half"

    def __init__(self) -> None:
        super().__init__(
            say("Nothing was left out: this range is more than half of the class"),
            say("Choose a shorter one, or tick the box below the times if you mean it."),
        )


class BodyNotUnderstood(EditRefused):
    """The body of a request is not what it should be; `remedy` says what it should be."""

    code = "body_not_understood"

    def __init__(self, remedy: str) -> None:
        super().__init__(say("What was sent cannot be read"), remedy)


class NotConfirmed(EditRefused):
    """The box that says that everything goes was not ticked."""

    code = "not_confirmed"

    def __init__(self) -> None:
        super().__init__(
            say("Nothing was deleted: the box was not ticked"), say("Go back, tick the box and press the button again.")
        )


class RecordNotFound(EditRefused):
    """The class has no marker or range of that number: perhaps it was deleted in another window."""

    status = 404
    code = "record_not_found"

    def __init__(self) -> None:
        super().__init__(
            say("It is not there any more"), say("It may have been deleted in another window. Load the page again.")
        )


class ClassIsWatched(EditRefused):
    """A class cannot be deleted under the hands of its monitor."""

    status = 409
    code = "class_is_watched"

    def __init__(self) -> None:
        super().__init__(
            say("A monitor is watching this class"),
            say("End it with Ctrl-C in the monitor’s terminal, then delete it."),
        )
