"""Answers of invented students on the pulse page, minute by minute."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from dashboard.database.read.columns import Floats
from dashboard.demo_data.lesson_plans import MIN_GROUP_SIZE

WINDOW_SECONDS: Final = 60.0
ANSWER_SHARE: Final = 0.6
STEEPNESS: Final = 7.0
"""The strength with which answers follow the mood, in classes in which they do."""
MIDDLE_SHARE: Final = 0.3


@dataclass(frozen=True, slots=True)
class Answered:
    """An interval of a class in seconds, its question, and the counts of the three answers."""

    begin: float
    end: float
    question: str
    counts: tuple[int, int, int]


def answered(
    net: Floats, people: int, questions: tuple[str, ...], chance: np.random.Generator, *, follows_mood: bool
) -> tuple[Answered, ...]:
    """Return a window a minute, the questions in turn, without those below the minimum group.

    `net` (m,) is the class's true net positivity, a value a second. Where answers do not follow the mood, they vary
    independently of it.
    """
    starts = np.arange(0, len(net) - WINDOW_SECONDS + 1, WINDOW_SECONDS)
    leaning = np.array([net[int(start) : int(start + WINDOW_SECONDS)].mean() for start in starts]) - np.median(net)
    if not follows_mood:
        steps = chance.normal(0, 0.05, len(starts)).cumsum()
        leaning = steps - steps.mean()
    found = []
    for place, (start, lean) in enumerate(zip(starts.tolist(), leaning.tolist(), strict=True)):
        question = questions[place % len(questions)]
        answers = int(chance.binomial(people, ANSWER_SHARE))
        counts = chance.multinomial(answers, _chances(question, lean))
        if answers >= MIN_GROUP_SIZE:
            found.append(
                Answered(start, start + WINDOW_SECONDS, question, (int(counts[0]), int(counts[1]), int(counts[2])))
            )
    return tuple(found)


def _chances(question: str, lean: float) -> tuple[float, float, float]:
    """Return the chances of the three answers: good, so-so, bad; or lost, fine, bored."""
    well = 1 / (1 + np.exp(-STEEPNESS * lean - 0.5))
    if question == "mood":
        return (1 - MIDDLE_SHARE) * well, MIDDLE_SHARE, (1 - MIDDLE_SHARE) * (1 - well)
    return 0.75 * (1 - well), 0.15 + 0.75 * well, 0.1
