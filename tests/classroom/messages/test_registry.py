"""Every message is found by its unique code."""

import inspect

import pytest

from classroom.errors import TranslatableError
from classroom.messages import checks, database, lawful_use, monitors, profiles, source_remedies, sources
from classroom.messages.message import Message
from classroom.messages.registry import MESSAGES, text_of
from monitor.errors import SourceBlind, SourceUnavailable

CONSTANTS = [
    (name, constant)
    for subject in (checks, database, lawful_use, monitors, profiles, sources, source_remedies)
    for name, constant in vars(subject).items()
    if isinstance(constant, Message)
]


def test_a_code_is_the_name_of_its_message_and_of_no_other() -> None:
    assert [constant.code for name, constant in CONSTANTS if constant.code != name.lower()] == []
    assert len(MESSAGES) == len(CONSTANTS)


def test_no_two_messages_say_the_same() -> None:
    assert len({message.text for message in MESSAGES.values()}) == len(MESSAGES)


def test_every_place_is_a_plain_name_that_its_value_fills() -> None:
    for message in MESSAGES.values():
        written = str(message.filled(**{place: f"<{place}>" for place in message.places}))
        assert not {"{", "}"} & set(written), message.code
        assert all(f"<{place}>" in written for place in message.places), message.code


@pytest.mark.parametrize("error", [TranslatableError, SourceUnavailable, SourceBlind])
def test_no_place_has_the_name_of_an_errors_own_part(error: type[TranslatableError]) -> None:
    parts = inspect.signature(error).parameters.keys()
    assert [message.code for message in MESSAGES.values() if message.places & parts] == []


def test_an_unknown_code_is_its_own_text() -> None:
    assert text_of("picture_black") == "The picture is black"
    assert text_of("of a later version") == "of a later version"
