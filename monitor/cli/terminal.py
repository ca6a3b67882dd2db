"""Write messages to the terminal's stderr, so that stdout can be piped."""

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


class Terminal:
    """Writes by rich, which is imported on the first message: --check-config mostly has none."""

    @cached_property
    def console(self) -> "Console":
        """Return the only console of the program."""
        from rich.console import Console

        return Console(stderr=True, highlight=False, emoji=False)

    def print_error(self, words: str) -> None:
        """Print the error message as it is."""
        self.console.print(words, style="red", markup=False, soft_wrap=True)
