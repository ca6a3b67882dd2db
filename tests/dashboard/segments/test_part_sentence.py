"""A part of the lesson is told by its mood against the start of the class, and by how many were seen."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from tests.dashboard.class_fixtures import CALM, DIP, START, Taught, wavering
from tests.dashboard.term_fixtures import add_lesson, plan


@pytest.mark.parametrize(
    ("first", "later", "sentence"),
    [
        (CALM, DIP, "More negative than at the start. 23 of 25 seen."),
        (DIP, CALM, "More positive than at the start. 23 of 25 seen."),
        (CALM, CALM, "No different from the start of the class. 23 of 25 seen."),
    ],
)
def test_a_part_is_held_against_the_start(
    client: FlaskClient, engine: Engine, first: tuple[float, ...], later: tuple[float, ...], sentence: str
) -> None:
    def mood(second: float) -> tuple[float, ...]:
        return wavering(first if second < 400 else later, second)

    class_id = add_lesson(engine, 0, Taught(900, mood=mood))
    plan(engine, class_id, START, [(0, 400, "Warm-up"), (400, 900, "Proof")])
    page = client.get(f"/classes/{class_id}").get_data(as_text=True)
    assert f'<span class="part-words">{sentence}</span>' in page
