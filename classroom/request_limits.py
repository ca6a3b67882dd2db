"""Limit the texts, numbers and pictures that requests, settings and the command line may hold."""

from typing import Final

LONGEST_TEXT: Final = 200
"""Characters of a title or a group: as many as the database's columns hold."""
LONGEST_SOURCE: Final = 4096
"""Characters of a source, which may be a path."""
MOST_PEOPLE: Final = 1000
"""The largest number of people that can be expected."""
MOST_FRAME_BYTES: Final = 4_000_000
"""A full 2560×1600 screen with small print takes about half as much at the quality that the page uses."""
MOST_PLACES: Final = 20
"""The largest number of places of a picture that are left out."""
