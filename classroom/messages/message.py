"""Define a message with a code and {named} placeholders, and format it in English."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

Value = str | int | float
"""The value of a placeholder. It is serialised to JSON, and each language formats it."""

PLACE: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence by its `code`, which is stored and never changes; `text` is English, with {named} placeholders."""

    code: str
    text: str

    @property
    def places(self) -> frozenset[str]:
        """Return the names of the placeholders."""
        return places_of(self.text)

    def filled(self, **values: Value) -> "FilledMessage":
        """Return the message with these values. Raises ValueError unless they match its placeholders."""
        return FilledMessage(self, values)


@dataclass(frozen=True, slots=True)
class FilledMessage:
    """A message with its values, as it is passed on, stored and translated."""

    message: Message
    values: Mapping[str, Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Reject values that do not match the placeholders: a missing one could not be added later."""
        if self.message.places != self.values.keys():
            places, given = sorted(self.message.places), sorted(self.values)
            raise ValueError(f"the message {self.message.code} has the places {places}, but was given {given}")

    @property
    def code(self) -> str:
        """Return the message's code."""
        return self.message.code

    def __str__(self) -> str:
        """Return the sentence in English."""
        return format_message(self.message, self.values)


def places_of(text: str) -> frozenset[str]:
    """Return the names of a text's {named} placeholders."""
    return frozenset(PLACE.findall(text))


def format_message(message: Message, values: Mapping[str, Value] | None = None) -> str:
    """Return the sentence in English, for the terminal. Raises ValueError if the values do not match."""
    filled = FilledMessage(message, values or {})
    return message.text.format(**{name: plain_value(value) for name, value in filled.values.items()})


def plain_value(value: Value) -> str:
    """Format a value in English: 2.5, and 2 for 2.0."""
    return f"{value:g}" if isinstance(value, float) else str(value)
