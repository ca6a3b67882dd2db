"""Attacks on the figures of a group: what is stored of it is known, and one person's expression is guessed from it."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the project is not installed as a package

import numpy as np  # noqa: E402 - the path comes first
import numpy.typing as npt  # noqa: E402

from classroom.emotions import EMOTION_COUNT  # noqa: E402
from classroom.privacy import INVENTED_PEOPLE  # noqa: E402
from monitor.aggregate.sampling import ClassSampling  # noqa: E402
from monitor.capture.demo.lesson import Lesson  # noqa: E402
from monitor.disclosure.disclosure import MoodDisclosure  # noqa: E402
from monitor.disclosure.invented_people import InventedPerson  # noqa: E402
from monitor.types import Mood, Observation, Reading  # noqa: E402

Floats = npt.NDArray[np.float64]

MIN_GROUP_SIZE = 5
ROWS, COLUMNS = np.triu_indices(EMOTION_COUNT)
DIAGONAL = ROWS == COLUMNS
BEGAN_AT = datetime(2026, 1, 1, tzinfo=UTC)
STEP_SECONDS = 4.0
SECONDS_BEFORE = 44.0
"""Long enough for a group near the minimum to have settled, and for a class's mood to be known to it."""
SECONDS_AFTER = 56.0
"""Long enough for those who left to count no more, and for a small group to have settled again."""
KERNEL = 0.12
"""The width of the kernel by which a simulated sum is like the one that is left, in shares of a face."""
READ_SECONDS = 8.0
"""The attacker takes the mean of the figures of so long."""


@dataclass(frozen=True)
class Departure:
    """A group of which the first person leaves: what was stored before and after, and what each face showed.

    `before` and `after` are the moods stored; `faces` (n, 7) is what the n people showed on average while `before` was
    stored, `usual` (7,) what the class shows on average, and `added` the number of invented people.
    """

    before: Sequence[Mood]
    after: Sequence[Mood]
    faces: Floats
    usual: Floats
    added: int

    @property
    def truth(self) -> int:
        """Return the expression of the one who leaves."""
        return int(self.faces[0].argmax())


def departure(size: int, seed: int, *, moves: bool, added: int = INVENTED_PEOPLE) -> Departure:
    """Simulate a group of the demo lesson's people, as moving faces or as still pictures of them."""
    chance = np.random.default_rng(seed)
    lesson = Lesson.load(30, seed)
    who = chance.choice(30, size, replace=False)
    begin = chance.uniform(0, lesson.duration_seconds)
    sampling = ClassSampling(
        STEP_SECONDS, MIN_GROUP_SIZE, 0.0, STEP_SECONDS, MoodDisclosure(MIN_GROUP_SIZE, chance.bytes(32), added)
    )
    still = lesson.mixtures_at(begin)[who]
    steps = np.arange(0.0, SECONDS_BEFORE + SECONDS_AFTER, STEP_SECONDS)
    shown = np.array([lesson.mixtures_at(begin + step)[who] if moves else still for step in steps])
    stored = [
        sample
        for step, faces in zip(steps, shown, strict=True)
        for sample in sampling.add(reading(step, faces, leaver_is_there=bool(step < SECONDS_BEFORE)))
    ]
    read = steps >= SECONDS_BEFORE - READ_SECONDS
    read &= steps < SECONDS_BEFORE
    before = [sample.mood for sample, is_read in zip(stored, read, strict=True) if is_read and sample.mood]
    after = [sample.mood for sample in stored[-round(READ_SECONDS / STEP_SECONDS) :] if sample.mood]
    usual = np.mean([lesson.mixtures_at(second).mean(axis=0) for second in range(0, 300, 20)], axis=0)
    return Departure(before, after, shown[read].mean(axis=0), usual, added)


def reading(seconds: float, faces: Floats, *, leaver_is_there: bool) -> Reading:
    """Return the reading of these faces (n, 7), with or without the first."""
    at = BEGAN_AT + timedelta(seconds=seconds)
    first = 0 if leaver_is_there else 1
    seen = tuple(Observation(i, at, tuple(faces[i].tolist()), 1.0) for i in range(first, len(faces)))
    return Reading(at, len(seen), seen, 0, 1.0)


def guess_from_the_difference(case: Departure) -> int | None:
    """Guess from the figures before and after alone: n · before - (n - 1) · after."""
    if not case.after:
        return None
    size = len(case.faces)
    return int((size * means(case.before) - (size - 1) * means(case.after)).argmax())


def guess_knowing_all_others(case: Departure) -> int:
    """Guess by subtracting what everybody else showed, and by what the invented people show on average."""
    return int(_rest(case).argmax())


def guess_from_covariances(case: Departure) -> int:
    """Guess as before, and by what the covariances tell of the squares of what each shows."""
    size = len(case.faces)
    pooled = size + case.added
    mean = (size * means(case.before) + case.added * case.usual) / pooled
    variances = np.mean([mood.covariance for mood in case.before], axis=0)[DIAGONAL]
    squares = variances * size**2 * (pooled - 1) / pooled + pooled * mean**2
    return int((_rest(case) + squares - (case.faces[1:] ** 2).sum(axis=0)).argmax())


def guess_from_agreement(case: Departure) -> int:
    """Guess the expression with which the agreement would come nearest to the stored one, all others being known."""
    agreement = np.mean([mood.agreement for mood in case.before])
    expected = [_agreement(np.vstack([case.faces[1:], one])) for one in np.eye(EMOTION_COUNT)]
    return int(np.abs(np.array(expected) - agreement).argmin())


@cache
def known_faces() -> Floats:
    """Return what faces of the demo's lessons show (n, 7), which an attacker may know."""
    chance = np.random.default_rng(1)
    lessons = [Lesson.load(30, seed) for seed in range(1000, 1020)]
    return np.concatenate(
        [one.mixtures_at(chance.uniform(0, one.duration_seconds)) for one in lessons for _ in "12345"]
    )


def guess_likeliest(case: Departure, trials: int = 60_000) -> int:
    """Guess by the likelihood of what is left: known faces with simulated invented people (Monte Carlo, a kernel).

    This attacker knows how the invented people are made, but for the key.
    """
    chance = np.random.default_rng(1)
    usual = case.usual / case.usual.sum()
    people = np.array([InventedPerson(np.random.default_rng(seed)).shares_at(0.0, usual) for seed in range(1500)])
    faces = known_faces()[chance.integers(len(known_faces()), size=trials)]
    invented = people[chance.integers(len(people), size=(trials, case.added))].sum(axis=1)
    distances = ((_rest(case) - faces - invented) ** 2).sum(axis=1)
    likely = np.exp(-distances / (2 * KERNEL**2))
    return int(np.bincount(faces.argmax(axis=1), weights=likely, minlength=EMOTION_COUNT).argmax())


ATTACKS: dict[str, Callable[[Departure], int | None]] = {
    "the difference": guess_from_the_difference,
    "all others known": guess_knowing_all_others,
    "and covariances": guess_from_covariances,
    "agreement": guess_from_agreement,
}


def guess_over_many_sets(sets: int, seed: int, others: int = 10) -> tuple[int, int]:
    """Return the truth and the guess from still pictures of so many sets of people, all known but the one in them all.

    Each set has the one, and ten others of thirty; the guess is by the mean over the sets.
    """
    chance = np.random.default_rng(seed)
    lesson = Lesson.load(31, seed)
    people = lesson.mixtures_at(chance.uniform(0, lesson.duration_seconds))
    disclosure = MoodDisclosure(MIN_GROUP_SIZE, chance.bytes(32))
    sampling = ClassSampling(STEP_SECONDS, MIN_GROUP_SIZE, 0.0, STEP_SECONDS, disclosure)
    usual = people.mean(axis=0)
    rests = []
    for step in range(sets):
        present = [0, *(1 + chance.choice(30, others, replace=False))]
        at = BEGAN_AT + timedelta(seconds=10 * step)
        seen = tuple(Observation(int(i), at, tuple(people[i].tolist()), 1.0) for i in present)
        for sample in sampling.add(Reading(at, len(seen), seen, 0, 1.0)):
            if sample.mood:
                rests.append(len(seen) * np.array(sample.mood.means) - people[present[1:]].sum(axis=0))
    return int(people[0].argmax()), int((np.mean(rests, axis=0) + INVENTED_PEOPLE * usual).argmax())


@dataclass(frozen=True)
class Success:
    """The shares (0 to 1) of right guesses, and of the class's most frequent expression among the truths."""

    right: float
    by_chance: float


def success_of(attack: Callable[[Departure], int | None], cases: Sequence[Departure]) -> Success:
    """Return how often an attack is right; where nothing can be guessed, the most frequent expression is."""
    truths = np.array([case.truth for case in cases])
    frequent = int(np.bincount(truths).argmax())
    guesses = [attack(case) for case in cases]
    right = [frequent if guess is None else guess for guess in guesses] == truths
    return Success(float(np.mean(right)), float(np.mean(truths == frequent)))


def means(moods: Sequence[Mood]) -> Floats:
    """Return the mean of the moods' shares (7,)."""
    return np.asarray(np.mean([mood.means for mood in moods], axis=0))


def _rest(case: Departure) -> Floats:
    return np.asarray(len(case.faces) * means(case.before) + case.added * case.usual - case.faces[1:].sum(axis=0))


def _agreement(faces: Floats) -> float:
    mean = faces.mean(axis=0)
    return float(1 - ((faces - mean) ** 2).sum(axis=1).mean() / (1 - (mean**2).sum()))
