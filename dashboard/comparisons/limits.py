"""How many classes a page over several takes."""

from typing import Final

FEWEST_COMPARED: Final = 2
MOST_COMPARED: Final = 8
"""More lines than these cannot be told apart."""

MOST_OF_A_TERM: Final = 200
"""Five a week for forty weeks."""
