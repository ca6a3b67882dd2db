"""Parameters of a pulse, from a form or a JSON body: its question and its reach."""

from typing import get_args

from dashboard.options import Reach
from dashboard.pulse.errors import QuestionUnknown
from dashboard.pulse.points import QUESTIONS, Question
from dashboard.request.services import services


def pulse_parameters(question: object, reach: object) -> tuple[Question, Reach]:
    """Check the question and the reach; a missing reach is the configured one. Raises QuestionUnknown."""
    reach = services().options.pulse.reach if reach is None else reach
    found = next((name for name in QUESTIONS if name == question), None)
    reached: Reach | None = next((name for name in get_args(Reach) if name == reach), None)
    if found is None or reached is None:
        raise QuestionUnknown
    return found, reached
