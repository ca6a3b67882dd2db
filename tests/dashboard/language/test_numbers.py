import pytest
from flask import Flask

from dashboard.language import numbers
from dashboard.language import translate as speech
from dashboard.language.seen_words import size_words
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


def test_near_the_minimum_group_nobody_says_how_many_were_seen(app: Flask) -> None:
    with app.test_request_context():
        assert [size_words(faces, 5) for faces in (4, 6, 8, 24)] == ["4", "5 to 7", "8", "24"]
        assert size_words(6, 5, expected=6) == "5 to 6"
    with app.test_request_context(headers={"Accept-Language": "de"}):
        assert size_words(6, 5) == "5 bis 7"
