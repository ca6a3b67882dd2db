"""The terminal's stderr, where the user is told things, so that stdout can be piped."""

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


class Terminal:
    """Writes by rich, which is loaded when there is something to say: --check-config mostly has nothing."""

    @cached_property
    def console(self) -> "Console":
        """Return the one console of the program."""
        from rich.console import Console

        return Console(stderr=True, highlight=False, emoji=False)

    def print_error(self, words: str) -> None:
        """Say what went wrong, as it stands."""
        self.console.print(words, style="red", markup=False, soft_wrap=True)
