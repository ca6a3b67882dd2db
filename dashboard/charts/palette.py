"""The colours, dashes and order of the seven emotions, distinct for colour-blind readers too.

No set of seven reaches 3:1 on white by colour alone, so every area has an
outline of its own dash, every area is labelled, and the order never changes.
"""

from collections.abc import Sequence
from typing import Final

from classroom import emotion_colours
from classroom.emotions import EMOTIONS
from dashboard.language.translate import say

EMOTION_COLOURS: Final = emotion_colours.EMOTION_COLOURS
EMOTION_DASHES: Final = {
    "angry": "longdash",
    "disgust": "longdashdot",
    "fear": "dot",
    "happy": "solid",
    "sad": "dash",
    "surprise": "dashdot",
    "neutral": "solid",
}
STACK_ORDER: Final = ("neutral", "happy", "surprise", "sad", "fear", "angry", "disgust")
"""From the bottom up: the large and steady ones carry the others."""


def emotion_label(emotion: str) -> str:
    """Return the name of an emotion in the reader's language."""
    labels = {
        "angry": say("angry"),
        "disgust": say("disgust"),
        "fear": say("fear"),
        "happy": say("happy"),
        "sad": say("sad"),
        "surprise": say("surprise"),
        "neutral": say("neutral"),
    }
    return labels[emotion]


def emotions_by_share(mood: Sequence[float]) -> list[tuple[float, str]]:
    """Return the seven shares of a mood with the names of their emotions, the largest first."""
    shares = sorted(zip(mood, EMOTIONS, strict=True), reverse=True)
    return [(share, emotion_label(emotion)) for share, emotion in shares]
