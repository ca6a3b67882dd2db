"""Define the texts about the sources of the built-in engagement profiles."""

from typing import Final

from classroom.messages.message import Message

PROFILE_OF_SHARMA: Final = Message(
    "profile_of_sharma",
    "Sharma et al. 2019, arXiv 1909.12913; their gaze half cannot be seen in a call's tiles",
)
PROFILE_OF_OURS: Final = Message(
    "profile_of_ours", "our own: happy counts one, neutral and surprise a half, the rest nothing"
)
PROFILE_OF_CONFIG: Final = Message("profile_of_config", "set in config.yaml")
