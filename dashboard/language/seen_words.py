"""Words on how much of a class was seen: people of those expected, and the times in which nothing was."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final, Protocol

from classroom.privacy import NEAR_MINIMUM, stored_size
from dashboard.language.clock import ClassClock, duration_words
from dashboard.language.numbers import decimal, percent
from dashboard.language.translate import say, say_count

MOST_NAMED: Final = 3
"""So many times are named one by one; of more, the longest."""


class Unseen(Protocol):
    """A time in which nothing was seen, in seconds since 1970; `reason` is the code of a message, or empty."""

    @property
    def begin(self) -> float:
        """Return when it began."""

    @property
    def end(self) -> float:
        """Return when it ended."""

    @property
    def reason(self) -> str:
        """Return why."""


def faces_words(mean_faces: float, expected: int | None) -> str:
    """Format a mean number of faces: 24.2. As many as expected only where nobody is missing."""
    words = decimal(mean_faces)
    if expected and mean_faces < expected and words == decimal(float(expected)):
        return decimal(expected - 0.1)
    return words


def size_words(faces: int, min_group_size: int, expected: int | None = None) -> str:
    """Format a number of people in view as it is stored: near the minimum group nobody says how many, 5 to 7."""
    least, most = size_range(faces, min_group_size, expected)
    return str(faces) if least == most else say("{least} to {most}", least=least, most=most)


def size_range(faces: int, min_group_size: int, expected: int | None = None) -> tuple[int, int]:
    """Return between which two numbers the people in view are, as far as their stored number tells."""
    if faces != stored_size(min_group_size, min_group_size):
        return faces, faces
    most = min_group_size + NEAR_MINIMUM
    if expected and min_group_size < expected < most:
        most = expected
    return min_group_size, most


def seen_of(mean_faces: float, expected: int | None, coverage: float | None) -> str:
    """Format how much was seen, for a list: seen: 24.2 of 25 (96 %)."""
    if coverage is None:
        return say_count("{number} face", "{number} faces", round(mean_faces), number=round(mean_faces))
    faces = faces_words(mean_faces, expected)
    return say("seen: {faces} of {expected} ({share})", faces=faces, expected=expected, share=percent(coverage))


def unseen_sentences(spans: Sequence[Unseen], clock: ClassClock) -> list[str]:
    """Return a sentence for each of the longest times in which nothing was seen, and one for all the others."""
    longest = sorted(spans, key=lambda span: span.begin - span.end)
    named = sorted(longest[:MOST_NAMED], key=lambda span: span.begin)
    sentences = [_sentence(span, clock) for span in named]
    if others := longest[MOST_NAMED:]:
        length = length_words(sum(span.end - span.begin for span in others))
        sentences.append(
            say_count(
                "{count} shorter time without figures, {length}.",
                "{count} shorter times without figures, {length} in all.",
                len(others),
                length=length,
            )
        )
    return sentences


def _sentence(span: Unseen, clock: ClassClock) -> str:
    values = {
        "length": length_words(span.end - span.begin),
        "begin": clock.second(datetime.fromtimestamp(round(span.begin), UTC)),
        "end": clock.second(datetime.fromtimestamp(round(span.end), UTC)),
    }
    reason = reason_words(span.reason)
    if not reason:
        return say("No figures for {length}, {begin} to {end}.", **values)
    return say("Nothing seen for {length}, {begin} to {end}: {reason}.", reason=reason, **values)


def length_words(seconds: float) -> str:
    """Format a length in a sentence: 20 seconds, 4½ min."""
    whole = max(round(seconds), 1)
    if whole < 60:
        return say_count("{count} second", "{count} seconds", whole)
    return duration_words(seconds)


def reason_words(code: str) -> str:
    """Return why nothing was seen, in the past tense; nothing where the reason is not known."""
    if not code:
        return ""
    return _reasons().get(code) or say("no picture came")


def _reasons() -> dict[str, str]:
    """Return the reasons by the codes of classroom.messages.sources."""
    camera, screen = say("the camera gave no picture"), say("the screen could not be read")
    return {
        "no_faces": say("no face was found"),
        "monitor_restarted": say("the monitor was restarted"),
        "picture_black": say("the picture was black"),
        "picture_one_colour": say("the picture was of one colour"),
        "picture_too_small": say("the picture was too small"),
        "window_minimised": say("the window was minimised or on another desktop"),
        "window_covered": say("the window was covered"),
        "window_closed": say("the window was closed"),
        "no_window": say("the window was not there"),
        "outside_screen": say("what was watched lay outside the screen"),
        "area_outside": say("what was watched lay outside the screen"),
        "screen_unreadable": screen,
        "no_screen_of_number": screen,
        "screen_not_allowed": screen,
        "share_stands_still": say("the shared picture stood still"),
        "nothing_shared_yet": say("nothing was shared"),
        "nothing_shared_any_more": say("nothing was shared any more"),
        "gallery_away": say("the call did not show its gallery"),
        "page_turned": say("the call showed another page of its gallery"),
        "nothing_moves": say("the call’s pictures stood still"),
        "places_uncertain": say("a place that is left out could not be found"),
        "camera_frozen": say("the camera’s picture stood still"),
        "camera_silent": camera,
        "camera_unreadable": camera,
        "no_camera": camera,
        "camera_cannot_be_opened": camera,
    }


def small_group_words() -> str:
    """Return the warning about a class whose minimum group is below five."""
    return say("Fewer than five people: single people may be readable")
