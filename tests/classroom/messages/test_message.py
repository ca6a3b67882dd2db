"""A message accepts the values of its placeholders, and is formatted in English."""

import pytest

from classroom.errors import DatabaseError
from classroom.messages.database import ALLOW_READING, DATABASE_UNREADABLE, UPDATE_MOODLINE, URL_EXAMPLE
from classroom.messages.message import Message, Value, format_message

TWO_PLACES = Message("two_places", "{first} and {second}")


def test_values_are_written_where_their_places_are() -> None:
    assert format_message(TWO_PLACES, {"first": "one", "second": 2}) == "one and 2"
    assert str(TWO_PLACES.filled(first=2.5, second=30.0)) == "2.5 and 30"


@pytest.mark.parametrize("values", [{}, {"first": 1}, {"first": 1, "second": 2, "third": 3}, {"First": 1, "second": 2}])
def test_values_that_do_not_fit_the_places_are_refused_by_name(values: dict[str, Value]) -> None:
    for fill in (lambda: TWO_PLACES.filled(**values), lambda: format_message(TWO_PLACES, values)):
        with pytest.raises(ValueError, match=r"two_places has the places \['first', 'second'\]"):
            fill()


def test_a_value_with_braces_is_written_as_it_is() -> None:
    assert str(TWO_PLACES.filled(first="{second}", second="{}")) == "{second} and {}"


def test_an_error_carries_its_messages_and_tells_them_in_english() -> None:
    error = DatabaseError(DATABASE_UNREADABLE, reason="it is torn", where="class.db", remedy=ALLOW_READING)
    assert (error.message.code, error.message.values) == ("database_unreadable", {"reason": "it is torn"})
    assert error.remedies == (ALLOW_READING.filled(),)
    assert str(error) == f"The database cannot be read: it is torn (class.db)\n{ALLOW_READING.text}"


def test_an_error_of_several_remedies_tells_each_on_a_line_of_its_own() -> None:
    remedies = (URL_EXAMPLE.filled(examples="a or b"), UPDATE_MOODLINE.filled())
    error = DatabaseError(DATABASE_UNREADABLE.filled(reason="it is torn"), remedy=remedies)
    assert str(error).splitlines() == [
        "The database cannot be read: it is torn",
        "A URL looks like a or b.",
        "Update Moodline.",
    ]


def test_an_error_without_the_values_of_its_message_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="database_unreadable"):
        DatabaseError(DATABASE_UNREADABLE, where="class.db")
