"""How far the monitor slows down at most, rather than take more of the computer than it was given.

The monitor keeps to these, and the dashboard says when they are reached.
"""

from typing import Final

WIDEST_SEARCH_SECONDS: Final = 20.0
"""From one search of the whole picture to the next; where the picture changes, it is searched at once all the same."""
WIDEST_FRAME_SECONDS: Final = 10.0
"""From one look at the class to the next. Three of them still make up a mood of half a minute."""
