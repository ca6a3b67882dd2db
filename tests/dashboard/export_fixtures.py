"""Classes with everything that an export can hold, and ways to ask for their files."""

from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import Engine, insert

from classroom.model_facts import ModelFacts
from classroom.tables import ExcludedRange, Marker, PlanSegment, PulseWindow
from tests.dashboard.class_fixtures import START, ClassIds, Taught, add_class, add_samples, lesson

FACTS = ModelFacts(
    accuracy=0.743,
    accuracy_low=0.728,
    accuracy_high=0.757,
    faces=3589,
    measured_on="FER-2013, private test",
    confusion=tuple(tuple(0.76 if row == column else 0.04 for column in range(7)) for row in range(7)),
)
LONG_TITLE = "Quadratische Gleichungen, ihre Lösungsformeln und Anwendungen in der Physik: Größen und Maße – " * 2
MINUTE = timedelta(minutes=1)


def add_rich(engine: Engine, segments: int = 4, seconds: int = 1200, **values: Any) -> int:  # noqa: ANN401 - columns
    """Insert a class with segments, markers, a break that was left out, students' answers, facts and notes."""
    own: dict[str, Any] = {"title": "Größen & Maße", "started_at": START - timedelta(days=10)}
    own |= {"model_facts": FACTS.written(), "notes": "Start with the example."} | values
    begin = own["started_at"]
    taught = Taught(seconds, mood=own.pop("mood", lesson))
    class_id = add_class(engine, ended_at=begin + timedelta(seconds=seconds), **own)
    add_samples(engine, class_id, begin, taught)
    length = timedelta(seconds=seconds) / max(segments, 1)
    with engine.begin() as connection:
        for number in range(segments):
            times = {"began_at": begin + number * length, "ended_at": begin + (number + 1) * length}
            title = "=1+1" if number == 0 else f"Part {number + 1}"
            connection.execute(insert(PlanSegment).values(class_session_id=class_id, title=title, **times))
        for minute, kind, note in ((2, "question", ""), (9, "own", "@worked example")):
            at = begin + minute * MINUTE
            connection.execute(insert(Marker).values(class_session_id=class_id, marked_at=at, kind=kind, note=note))
        times = {"began_at": begin + 5 * MINUTE, "ended_at": begin + 6 * MINUTE}
        connection.execute(insert(ExcludedRange).values(class_session_id=class_id, note="break", **times))
        for minute in range(0, seconds // 60, 2):
            times = {"began_at": begin + minute * MINUTE, "ended_at": begin + (minute + 1) * MINUTE}
            answers = {"first": 3 + minute % 5, "second": 4, "third": minute % 3}
            connection.execute(
                insert(PulseWindow).values(class_session_id=class_id, question="mood", **times | answers)
            )
    return class_id


def every_class(class_ids: ClassIds) -> list[int]:
    """Return the numbers of the fixed classes."""
    return [getattr(class_ids, name) for name in ClassIds.__dataclass_fields__]


def file_of(client: FlaskClient, address: str) -> bytes:
    """Return the bytes of a file that is there."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.get_data(as_text=True)[-400:]
    content: bytes = answer.data
    return content
