import pytest
from flask import Flask

from dashboard.language import numbers
from dashboard.language import translate as speech
from tests.dashboard.language.number_cases import NUMBER_CASES, NumberCase


@pytest.fixture(scope="module")
def app() -> Flask:
    app = Flask("speaking")
    speech.register(app)
    return app


@pytest.mark.parametrize("case", NUMBER_CASES, ids=str)
def test_a_number_is_written_as_the_table_says(app: Flask, case: NumberCase) -> None:
    write = getattr(numbers, case.format)
    assert write(case.value, *case.arguments) == case.english
    with app.test_request_context(headers={"Accept-Language": "de"}):
        assert write(case.value, *case.arguments) == case.german


def test_thousands_stand_apart(app: Flask) -> None:
    assert numbers.thousands(28800) == "28\u202f800"
    with app.test_request_context(headers={"Accept-Language": "de"}):
        assert numbers.thousands(28800) == "28.800"
