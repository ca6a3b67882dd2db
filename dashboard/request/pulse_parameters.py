"""Parameters of a pulse, from a form or a JSON body: its question and its reach, or the counts typed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from dashboard.database.edit.errors import BodyNotUnderstood
from dashboard.options import Reach
from dashboard.pulse.chat import read_counts
from dashboard.pulse.errors import QuestionUnknown
from dashboard.pulse.points import QUESTIONS, Question
from dashboard.pulse.typed_round import MINUTES, USUAL_MINUTES
from dashboard.request.services import services

EXAMPLE = '{"question": "mood", "counts": [12, 6, 3], "minutes": 2}'


@dataclass(frozen=True, slots=True)
class TypedRound:
    """A round that was typed in: how many gave each of the question's answers, over so many minutes until now."""

    question: Question
    counts: tuple[int, int, int]
    minutes: int


def pulse_parameters(question: object, reach: object) -> tuple[Question, Reach]:
    """Check the question and the reach; a missing reach is the configured one. Raises QuestionUnknown."""
    reach = services().options.pulse.reach if reach is None else reach
    reached: Reach | None = next((name for name in get_args(Reach) if name == reach), None)
    if reached is None:
        raise QuestionUnknown
    return _question(question), reached


def typed_round_of_form(form: Mapping[str, str]) -> TypedRound:
    """Read the form: a line with signs and numbers, or else three numbers, of which an empty one is none.

    Raises QuestionUnknown, CountsNotUnderstood, BodyNotUnderstood.
    """
    question = _question(form.get("question"))
    numbers = ", ".join(form.get(name, "").strip() or "0" for name in ("first", "second", "third"))
    counts = read_counts(form.get("line", "").strip() or numbers, question)
    minutes = form.get("minutes", str(USUAL_MINUTES))
    return TypedRound(question, counts, _minutes(int(minutes) if minutes.isdecimal() else 0))


def typed_round_of_body(body: object) -> TypedRound:
    """Read a JSON body: counts as three numbers, or as a line.

    Raises QuestionUnknown, CountsNotUnderstood, BodyNotUnderstood.
    """
    if not isinstance(body, dict) or not {"question", "counts"} <= set(body) <= {"question", "counts", "minutes"}:
        raise BodyNotUnderstood(EXAMPLE)
    question, counts = _question(body["question"]), body["counts"]
    if isinstance(counts, list) and len(counts) == 3 and all(type(one) is int and one >= 0 for one in counts):
        counts = ", ".join(map(str, counts))
    if not isinstance(counts, str):
        raise BodyNotUnderstood(EXAMPLE)
    return TypedRound(question, read_counts(counts, question), _minutes(body.get("minutes", USUAL_MINUTES)))


def _minutes(minutes: object) -> int:
    if type(minutes) is not int or minutes not in MINUTES:
        raise BodyNotUnderstood(EXAMPLE)
    return minutes


def _question(question: object) -> Question:
    found = next((name for name in QUESTIONS if name == question), None)
    if found is None:
        raise QuestionUnknown
    return found
