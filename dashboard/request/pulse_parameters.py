"""The question of a pulse, and from where it can be reached, out of a form or a body."""

from typing import get_args

from dashboard.options import Reach
from dashboard.pulse.errors import QuestionUnknown
from dashboard.pulse.points import QUESTIONS, Question
from dashboard.request.services import services


def pulse_parameters(question: object, reach: object) -> tuple[Question, Reach]:
    """Return the question and the reach; a reach that is left out is the configured one. Raises QuestionUnknown."""
    reach = services().options.pulse.reach if reach is None else reach
    found = next((name for name in QUESTIONS if name == question), None)
    reached: Reach | None = next((name for name in get_args(Reach) if name == reach), None)
    if found is None or reached is None:
        raise QuestionUnknown
    return found, reached
