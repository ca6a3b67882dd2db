"""Simulate the scripted lesson: each person's emotions at each second, and thereby the class's true mood."""

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import yaml

from classroom.emotions import EMOTION_COUNT, EMOTIONS

Floats = npt.NDArray[np.float64]

LESSON_PATH: Final = Path(__file__).with_name("lesson.yaml")
WAVES: Final = 3
WANDER: Final = 1.1
DECISIVENESS: Final = 2.5


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the lesson: its target mood (seven shares that sum to 1) and the share of people present.

    Mood and presence change linearly from the previous segment during the first `glide_seconds`.
    """

    start_seconds: float
    title: str
    mood: tuple[float, ...]
    present: float
    glide_seconds: float

    def __post_init__(self) -> None:
        """Reject a mood that is not seven shares summing to 1."""
        if len(self.mood) != EMOTION_COUNT or not math.isclose(sum(self.mood), 1, abs_tol=1e-6) or min(self.mood) <= 0:
            raise ValueError(f"{self.title}: a mood has {EMOTION_COUNT} shares above 0 that sum to 1")
        if not 0 < self.present <= 1 or self.glide_seconds <= 0:
            raise ValueError(f"{self.title}: present lies above 0 and at most at 1, glide_seconds above 0")


@dataclass(frozen=True, slots=True)
class Script:
    """The lesson's script: the segments in order, and the length of the lesson, after which it repeats."""

    duration_seconds: float
    segments: tuple[Segment, ...]

    def __post_init__(self) -> None:
        """Reject segments out of order."""
        starts = [segment.start_seconds for segment in self.segments]
        if not starts or starts[0] != 0 or starts != sorted(set(starts)) or starts[-1] >= self.duration_seconds:
            raise ValueError("segments start at 0, follow each other, and end with the lesson")

    def segment_at(self, seconds: float) -> Segment:
        """Return the segment at this second."""
        return self.segments[self._index_at(seconds)]

    def target_at(self, seconds: float) -> tuple[Floats, float]:
        """Return the target mood (seven shares), and the share of people present."""
        index = self._index_at(seconds)
        now, before = self.segments[index], self.segments[index - 1]
        done = min(1.0, (seconds % self.duration_seconds - now.start_seconds) / now.glide_seconds) if index else 1.0
        share = done * done * (3 - 2 * done)
        mood = share * np.array(now.mood) + (1 - share) * np.array(before.mood)
        return mood, share * now.present + (1 - share) * before.present

    def _index_at(self, seconds: float) -> int:
        within = seconds % self.duration_seconds
        return max(i for i, segment in enumerate(self.segments) if segment.start_seconds <= within)


def read_script(path: Path = LESSON_PATH) -> Script:
    """Return the lesson in the file. Raises ValueError if it is inconsistent."""
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    segments = []
    for part in written["segments"]:
        total = sum(part["mood"][emotion] for emotion in EMOTIONS)
        mood = tuple(part["mood"][emotion] / total for emotion in EMOTIONS)
        segments.append(Segment(part["start"], part["title"], mood, part["present"], part["glide_seconds"]))
    return Script(written["duration_seconds"], tuple(segments))


class Lesson:
    """The lesson with `people` simulated persons; the same seed gives the same class. Seconds may go past its end.

    Each person follows the segment's target mood, a little later or earlier, more or less, with slow random changes:
    most show one emotion at a time, as people do, and the class's mean follows the script.
    """

    def __init__(self, script: Script, people: int, seed: int = 1) -> None:
        if people < 1:
            raise ValueError("a class has at least one person")
        self.script = script
        self.people = people
        rng = np.random.default_rng([seed, people])
        self._delay_seconds = rng.uniform(-2.0, 3.0, people)
        self._strength = rng.uniform(0.75, 1.25, people)
        shape = (people, EMOTION_COUNT, WAVES)
        self._wave_phase = rng.uniform(0, 2 * math.pi, shape)
        self._wave_seconds = rng.uniform(14, 60, shape)
        self._leaves_at = (rng.permutation(people) + 0.5) / people
        self._leaves_at[0] = 0.0

    @classmethod
    def load(cls, people: int, seed: int = 1) -> "Lesson":
        """Return the bundled lesson for so many people."""
        return cls(read_script(), people, seed)

    @property
    def duration_seconds(self) -> float:
        """Return the length of the lesson, after which it repeats."""
        return self.script.duration_seconds

    def mixtures_at(self, seconds: float) -> Floats:
        """Return each person's emotions, present or not: (people, 7), rows sum to 1."""
        leaning = np.array([self.script.target_at(max(0.0, seconds - delay))[0] for delay in self._delay_seconds])
        wander = np.sin(2 * math.pi * seconds / self._wave_seconds + self._wave_phase).sum(axis=2) * WANDER
        logits = DECISIVENESS * (np.log(leaning) * self._strength[:, None] + wander)
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(shares / shares.sum(axis=1, keepdims=True))

    def present_at(self, seconds: float) -> npt.NDArray[np.bool_]:
        """Return who is in view: bool (people,); at least one person always is."""
        return np.asarray(self._leaves_at < self.script.target_at(seconds)[1])

    def mood_at(self, seconds: float) -> tuple[float, ...]:
        """Return the true mood: the mean over the people in view, seven shares that sum to 1."""
        shown = self.mixtures_at(seconds)[self.present_at(seconds)]
        return tuple(float(share) for share in shown.mean(axis=0))
