"""Answers by the call's chat: the text to paste, and the reading of the counts that a teacher types in."""

import re
import unicodedata
from itertools import pairwise
from typing import Final

from dashboard.language.translate import say
from dashboard.pulse.errors import CountsNotUnderstood
from dashboard.pulse.points import Question
from dashboard.pulse.protocol import MOST_DEVICES
from dashboard.pulse.words import answer_words, question_words

SIGNS: Final[dict[Question, tuple[str, str, str]]] = {
    "mood": ("\N{THUMBS UP SIGN}", "\N{NEUTRAL FACE}", "\N{THUMBS DOWN SIGN}"),
    "understanding": ("\N{CONFUSED FACE}", "\N{THUMBS UP SIGN}", "\N{SLEEPING FACE}"),
}
"""The sign for each answer, in the order in which they are counted."""
LONGEST_LINE: Final = 500
VARIANTS: Final = re.compile("[\N{VARIATION SELECTOR-16}\U0001f3fb-\U0001f3ff]")
"""The colours of thumbs, and what makes a sign a picture: they say nothing about the answer."""


def chat_text(question: Question) -> str:
    """Return the text to paste into the chat: the question, and the sign for each answer."""
    first, second, third = (
        say("{sign} ({answer})", sign=sign, answer=answer)
        for sign, answer in zip(SIGNS[question], answer_words(question), strict=True)
    )
    return say(
        "{question} Answer with {first}, {second} or {third}.",
        question=question_words(question),
        first=first,
        second=second,
        third=third,
    )


def read_counts(line: str, question: Question) -> tuple[int, int, int]:
    """Return the counts in a line: 👍 12, 😐 6, 👎 3; or 12, 6, 3; or the signs themselves, as they came in.

    The sign may stand before or after its number. Raises CountsNotUnderstood.
    """
    text = VARIANTS.sub("", unicodedata.normalize("NFC", line)).casefold()
    if len(line) > LONGEST_LINE:
        raise CountsNotUnderstood(line)
    names = _names(question)
    found = re.findall(rf"\d+|{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))}", text)
    rest = re.sub(rf"\d+|{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))}|[\s,;:.·×x=/|+&-]", "", text)
    counts = None if rest or not found else _counted(found, names)
    if counts is None or max(counts) > MOST_DEVICES:
        raise CountsNotUnderstood(line)
    return counts


def _names(question: Question) -> dict[str, int]:
    """Return the place of each answer by its sign and by its word."""
    words = [word.casefold() for word in answer_words(question)]
    return {name: place for names in (SIGNS[question], words) for place, name in enumerate(names)}


def _counted(found: list[str], names: dict[str, int]) -> tuple[int, int, int] | None:
    numbers = [token.isdigit() for token in found]
    if not any(numbers):
        places = [names[token] for token in found]
        return places.count(0), places.count(1), places.count(2)
    if all(numbers):
        return (int(found[0]), int(found[1]), int(found[2])) if len(found) == 3 else None
    # Sign and number take turns, whichever comes first.
    if len(found) % 2 or any(before == after for before, after in pairwise(numbers)):
        return None
    pairs = [(found[place + numbers[0]], found[place + (not numbers[0])]) for place in range(0, len(found), 2)]
    counts = {names[sign]: int(number) for sign, number in pairs}
    return (counts.get(0, 0), counts.get(1, 0), counts.get(2, 0)) if len(counts) == len(pairs) else None
