"""Find messages by code."""

from types import MappingProxyType
from typing import Final

from classroom.messages import checks, database, lawful_use, monitors, profiles, source_remedies, sources
from classroom.messages.message import Message

_SUBJECTS: Final = (checks, database, lawful_use, monitors, profiles, sources, source_remedies)

MESSAGES: Final = MappingProxyType(
    {
        message.code: message
        for subject in _SUBJECTS
        for message in vars(subject).values()
        if isinstance(message, Message)
    }
)
"""Every message by its code."""


def text_of(code: str) -> str:
    """Return a message's English text with its {named} placeholders; of an unknown code the code itself."""
    return MESSAGES[code].text if code in MESSAGES else code
