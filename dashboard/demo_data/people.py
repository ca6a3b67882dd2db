"""Simulation of people: their expressions, their presence in view, and the network's probabilities of their faces."""

import math
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from classroom.emotions import EMOTION_COUNT
from classroom.model_facts import row_shares
from dashboard.database.read.columns import Floats
from dashboard.demo_data.lesson_plans import LessonPlan

Places = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]

EXPRESSION_SECONDS: Final = 30.0
"""The mean length of an expression before a person may show another."""
TEMPERAMENT: Final = 0.25
"""The lasting share of what decides a person's expression, 0 to 1."""
LOOK_SECONDS: Final = 6.0
"""The time for which the network reads the same from a face whose expression does not change."""
LASTING_LOOK: Final = 0.2
"""The lasting share of the network's confusion on a face: some people look sad to it all day."""
CERTAINTY: Final = (0.55, 0.9)
"""The share of the probabilities that goes to the emotion read; the rest follows the confusion."""
SMOOTHING_SECONDS: Final = 2.0
"""As the monitor smooths each face."""
ABSENT_SECONDS: Final = 90.0
UNREADABLE: Final = (0.05, 4.0)
"""The share of time that a face in view is turned or blurred, and for how many seconds at a time."""

FERPLUS_COUNTS: Final = (
    (235, 2, 2, 12, 13, 9, 37),
    (9, 13, 0, 1, 6, 0, 2),
    (4, 0, 40, 2, 4, 17, 6),
    (6, 0, 0, 831, 6, 10, 27),
    (10, 2, 3, 13, 258, 4, 105),
    (10, 0, 8, 11, 1, 385, 26),
    (14, 0, 0, 41, 101, 17, 1069),
)
"""Faces of each emotion by what the simulated network read them as, among PublicTest's faces by the votes of FER+."""


def network_confusion() -> Floats:
    """Return (7, 7): the share of faces of each emotion (row) that the simulated network reads as each (column)."""
    return np.array(row_shares(FERPLUS_COUNTS))


def no_confusion() -> Floats:
    """Return (7, 7) of a network that is always right."""
    return np.eye(EMOTION_COUNT)


def shown_expressions(truth: Floats, plan: LessonPlan, chance: np.random.Generator) -> Places:
    """Return the expression of each person (m, p), as indices of EMOTIONS.

    Each person takes the emotion of the largest log(share) + Gumbel noise, so the chance of each emotion is exactly its
    share in `truth` (m, 7): the Gumbel-max trick, Maddison et al. 2014, "A* Sampling". The noise is drawn anew every
    `EXPRESSION_SECONDS` or so; a share of it is constant for each person.
    """
    noise = _lasting_noise(plan, EXPRESSION_SECONDS, TEMPERAMENT, chance)
    return np.asarray(np.argmax(np.log(truth)[:, None, :] + noise, axis=2))


def read_probabilities(
    shown: Places, confusion: Floats, plan: LessonPlan, chance: np.random.Generator
) -> npt.NDArray[np.float64]:
    """Return the network's probabilities (m, p, 7) for faces of these expressions (m, p), before smoothing.

    Over many faces of one emotion they average to its row of `confusion` (7, 7), whatever the network's certainty.
    """
    noise = _lasting_noise(plan, LOOK_SECONDS, LASTING_LOOK, chance)
    rows = confusion[shown]
    with np.errstate(divide="ignore"):
        taken_for = np.argmax(np.log(confusion)[shown] + noise, axis=2)
    certainty = chance.uniform(*CERTAINTY, plan.people)[None, :, None]
    return np.asarray(certainty * np.eye(EMOTION_COUNT)[taken_for] + (1 - certainty) * rows, dtype=float)


def in_view(plan: LessonPlan, moments: Floats, chance: np.random.Generator) -> Mask:
    """Return a mask (m, p) of the people in view: they come in the first minute, and leave at random or as planned."""
    view = ~_intervals(plan, plan.absence, ABSENT_SECONDS, chance)
    view &= moments[:, None] >= chance.uniform(0, min(60.0, plan.seconds / 20), plan.people)
    turn = chance.permutation(plan.people)  # who switches the camera off first
    for change in plan.coverage_changes:
        during = (moments >= change.second) & (moments < change.second + change.seconds)
        view &= ~(during[:, None] & (turn >= round(change.share * plan.people)))
    return view


def face_weights(plan: LessonPlan, chance: np.random.Generator) -> Floats:
    """Return the weights of the faces (m, p), as the monitor's: 0 where a face cannot be read, else up to 1."""
    weights = np.broadcast_to(chance.uniform(0.5, 1.0, plan.people), (len(plan), plan.people)).copy()
    weights[_intervals(plan, *UNREADABLE, chance)] = 0.0
    return weights


def smoothed(probabilities: Floats, seen: Mask, sample_seconds: float) -> Floats:
    """Return the moving means (m, p, 7) that the monitor keeps of each face, over the moments at which it was seen."""
    places = np.arange(len(seen))[:, None]
    last = np.maximum.accumulate(np.where(seen, places, -1), axis=0)
    before = np.concatenate([np.full((1, seen.shape[1]), -1), last[:-1]])
    elapsed = np.where(before < 0, math.inf, (places - before) * sample_seconds)
    gains = np.where(seen, 1 - np.exp(-elapsed / SMOOTHING_SECONDS), 0.0)[:, :, None]
    means = np.empty_like(probabilities)
    state = np.zeros_like(probabilities[0])
    for place, (probability, gain) in enumerate(zip(probabilities, gains, strict=True)):
        state = state + gain * (probability - state)
        means[place] = state
    return means


def _lasting_noise(plan: LessonPlan, lasting_seconds: float, own: float, chance: np.random.Generator) -> Floats:
    """Return Gumbel noise (m, p, 7) that holds for some time; `own` is the share of its variance that is a person's."""
    interval = np.cumsum(chance.random((len(plan), plan.people)) < plan.sample_seconds / lasting_seconds, axis=0)
    latent = chance.standard_normal((int(interval.max()) + 1, plan.people, EMOTION_COUNT))
    lasting = chance.standard_normal((plan.people, EMOTION_COUNT))
    normal = math.sqrt(own) * lasting + math.sqrt(1 - own) * latent
    edges, values = _normal_to_gumbel()
    noise = np.interp(normal, edges, values)
    return np.asarray(noise[interval, np.arange(plan.people)[None, :]], dtype=float)


@cache
def _normal_to_gumbel() -> tuple[Floats, Floats]:
    """Return a table that turns a normal variable into a Gumbel one of the same quantile."""
    edges = np.linspace(-6, 6, 2401)
    quantiles = np.array([0.5 * math.erfc(-edge / math.sqrt(2)) for edge in edges])
    return edges, -np.log(-np.log(quantiles))


def _intervals(plan: LessonPlan, share: float, seconds: float, chance: np.random.Generator) -> Mask:
    """Return a mask (m, p) that is true for this share of the time of each person, about `seconds` at a time."""
    interval = np.cumsum(chance.random((len(plan), plan.people)) < plan.sample_seconds / seconds, axis=0)
    drawn = chance.random((int(interval.max()) + 1, plan.people)) < share
    return np.asarray(drawn[interval, np.arange(plan.people)[None, :]])
