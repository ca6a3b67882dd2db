"""Locate a window by its title or a part of it, and follow it when it moves."""

import logging
from typing import Final

from classroom.messages.message import FilledMessage
from classroom.messages.source_remedies import BRING_BACK, NO_WINDOW_AT_ALL, OPEN_AGAIN, THERE_ARE, THERE_ARE_MORE
from classroom.messages.sources import NO_WINDOW, WINDOW_CLOSED, WINDOW_MINIMISED
from monitor.capture.kinds import WindowSpec
from monitor.capture.screens.cover import NOTEWORTHY_COVER, covered_share
from monitor.capture.screens.rectangle import Rectangle
from monitor.capture.screens.screen_access import is_wayland, no_screen_remedy
from monitor.capture.screens.window_system import WindowInfo, WindowSystem
from monitor.errors import SourceBlind, SourceUnavailable

_log = logging.getLogger(__name__)

_OUR_OWN_COMMAND: Final = "run_monitor"
"""A terminal's title often is the command that runs in it, and so contains the very title that is searched."""
_MOST_TITLES: Final = 12


class FollowedWindow:
    """A Region: the frontmost window of that title when it is first located, kept until it closes.

    A window whose whole title is the text goes before those whose title only contains it.
    """

    def __init__(self, spec: WindowSpec, windows: WindowSystem) -> None:
        self._spec = spec
        self._windows = windows
        self._window_id: int | None = None
        self.covered_share = 0.0

    def locate(self, screens: list[Rectangle]) -> Rectangle:
        """Return the window's current rectangle.

        Raises SourceBlind while it is minimised, SourceUnavailable (retry) if it is closed or was never found.
        """
        listed = self._windows.list_windows()
        place = self._place_in(listed)
        window = listed[place]
        if window.is_minimised:
            raise SourceBlind(WINDOW_MINIMISED, where=self._spec.name, remedy=BRING_BACK)
        self._warn_if_covered(window, listed[:place])
        return window.rectangle

    def close(self) -> None:
        """Disconnect from the window system."""
        self._windows.close()

    def _place_in(self, listed: list[WindowInfo]) -> int:
        if self._window_id is not None:
            for place, window in enumerate(listed):
                if window.window_id == self._window_id:
                    return place
            raise SourceUnavailable(WINDOW_CLOSED, where=self._spec.name, remedy=OPEN_AGAIN, retry=True)
        place = self._find(listed)
        self._window_id = listed[place].window_id
        # Without its title: that may name people, and the log is kept longer than the class.
        _log.info("watching a window (%s)", listed[place].rectangle.size_text)
        return place

    def _find(self, listed: list[WindowInfo]) -> int:
        part = self._spec.title_part.casefold()
        matches = [
            place
            for place, window in enumerate(listed)
            if part in window.title.casefold() and _OUR_OWN_COMMAND not in window.title.casefold()
        ]
        if not matches:
            raise self._no_such_window(listed)
        # The whole title goes first, even of a minimised window: it was chosen from a list, in which it stood so.
        whole = self._spec.title_part
        return min(matches, key=lambda place: (listed[place].title != whole, listed[place].is_minimised, place))

    def _no_such_window(self, listed: list[WindowInfo]) -> SourceUnavailable:
        titles = list(dict.fromkeys(window.title for window in listed if not window.is_minimised))
        remedies = [_listed(titles), *([no_screen_remedy().filled()] if is_wayland() else [])]
        return SourceUnavailable(NO_WINDOW, title=repr(self._spec.title_part), remedy=tuple(remedies), retry=True)

    def _warn_if_covered(self, window: WindowInfo, in_front: list[WindowInfo]) -> None:
        share = covered_share(window, in_front)
        if share >= NOTEWORTHY_COVER > self.covered_share:
            _log.warning("Another window covers %.0f %% of the window that is watched; move it aside", 100 * share)
        self.covered_share = share


def _listed(titles: list[str]) -> FilledMessage:
    names, more = "; ".join(titles[:_MOST_TITLES]), len(titles) - _MOST_TITLES
    if more > 0:
        return THERE_ARE_MORE.filled(names=names, count=more)
    return THERE_ARE.filled(names=names) if titles else NO_WINDOW_AT_ALL.filled()
