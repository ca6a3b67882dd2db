"""The courses of the demo term: three groups of ten classes each, with titles, notes and lesson plans."""

from dataclasses import dataclass, field
from typing import Final

from classroom.model_facts import ModelFacts
from dashboard.demo_data.people import network_confusion

MODEL_ID: Final = "moodline-2026-11 0267a1ad"


@dataclass(frozen=True, slots=True)
class Course:
    """A group's course: its ten classes, oldest first.

    `weekday` is 0 for Monday. `weights` are the frequencies of markers, by kind or, for own words, by the words.
    `parts` are those of the lesson plan with their shares of the time, empty where classes have no plan. `brightening`
    is the rise of net positivity from the term's first class to its last.
    """

    group: str
    people: int
    weekday: int
    start_hour: float
    titles: tuple[str, ...]
    minutes: tuple[int, ...]
    weights: dict[str, float]
    parts: tuple[tuple[str, float], ...] = field(default=())
    has_slides: bool = False
    pulse_questions: tuple[str, ...] = field(default=())
    brightening: float = 0.0


MATHS: Final = Course(
    group="7b Maths",
    people=26,
    weekday=1,
    start_hour=8.5,
    titles=(
        "Fractions on the number line",
        "Adding fractions",
        "Multiplying fractions",
        "Percentages",
        "Percentages in everyday prices",
        "Negative numbers",
        "Adding negative numbers",
        "Terms and brackets",
        "Simple equations",
        "Word problems",
    ),
    minutes=(45, 45, 45, 45, 40, 45, 45, 45, 35, 45),
    weights={"question": 3, "topic": 1.5, "quiz": 1, "joke": 1.2, "worked example": 3},
    parts=(("Warm-up", 0.12), ("New material", 0.36), ("Practice in pairs", 0.34), ("Wrap-up", 0.18)),
    pulse_questions=("mood",),
    brightening=0.12,
)
BIOLOGY: Final = Course(
    group="10a Biology",
    people=22,
    weekday=3,
    start_hour=10.25,
    titles=(
        "The cell",
        "Cell division",
        "Mendel's peas",
        "Inheritance in families",
        "DNA and its copying",
        "From gene to protein",
        "Mutations",
        "Natural selection",
        "Fossils and family trees",
        "Ecosystems",
    ),
    minutes=(60, 60, 90, 60, 60, 60, 55, 90, 60, 60),
    weights={"question": 3, "topic": 2, "quiz": 1.2, "joke": 1.5, "worked example": 1, "group work": 1.2},
    has_slides=True,
    pulse_questions=("understanding", "mood"),
)
HISTORY: Final = Course(
    group="12 History",
    people=15,
    weekday=4,
    start_hour=13.0,
    titles=(
        "The Congress of Vienna",
        "1848: a year of revolutions",
        "Factories and cities",
        "The unions and the vote",
        "Empires and their railways",
        "July 1914",
        "A war of machines",
        "Versailles",
        "Inflation and the crash",
        "Reading a source: newspapers of 1929",
    ),
    minutes=(75, 75, 80, 75, 75, 75, 75, 80, 75, 75),
    weights={"question": 4, "topic": 2, "quiz": 0.6, "joke": 1.5, "reading a source": 1.5},
)
COURSES: Final = (MATHS, BIOLOGY, HISTORY)
"""The group of the newest class comes last."""

NOTES: Final = {
    "Multiplying fractions": "The rule came too early. Next time: the paper strips first, then the rule.",
    "Simple equations": "Short class, fire drill. Scales as a picture worked well.",
    "Word problems": "They read too fast. Reading aloud in pairs before the first one?",
    "Cell division": "The film was too long. Stop it after metaphase.",
    "Natural selection": "Double class. The game with the beans took 20 minutes and was worth it.",
    "Mutations": "Many connections dropped when the platform was updated.",
    "July 1914": "The telegrams, read with parts given out, kept everyone going.",
    "Reading a source: newspapers of 1929": "Good questions at the end. Take up the one about advertisements again.",
}


def model_facts() -> ModelFacts:
    """Return the facts of the simulated network, which `MODEL_ID` names and which shipped before today's."""
    return ModelFacts(
        accuracy=0.8396,
        accuracy_low=0.8268,
        accuracy_high=0.8516,
        faces=3372,
        measured_on="validation (PublicTest of FER-2013), by the votes of FER+",
        confusion=tuple(tuple(row) for row in network_confusion().tolist()),
    )
