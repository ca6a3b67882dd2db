"""Limit how far the monitor slows down to stay within its CPU budget.

The monitor keeps to these limits, and the dashboard shows when they are reached.
"""

from typing import Final

WIDEST_SEARCH_SECONDS: Final = 20.0
"""Between two searches of the whole picture; regions that change are searched at once all the same."""
WIDEST_FRAME_SECONDS: Final = 10.0
"""Between two analysed frames. Three of them still make up a mood of half a minute."""
