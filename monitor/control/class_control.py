"""Hold what is requested of a running class, between the server's threads and the watching loop."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from monitor.control.requests import Begin, End, Expect, Mark, Pause, Request, Resume, Watch

Phase = Literal["preview", "starting", "watching", "paused", "ending", "ended"]
LOOK_SECONDS: Final = 30.0
"""Pictures are kept ready for so long after they were last requested."""


@dataclass(frozen=True, slots=True)
class ControlState:
    """A snapshot of what is going on.

    `trouble` has the messages of why the last request could not be carried out (`classroom.errors.messages_payload`).
    """

    phase: Phase
    class_session_id: int | None = None
    source: str = ""
    expected: int | None = None
    trouble: tuple[Mapping[str, Any], ...] = ()
    left_out: tuple[tuple[float, ...], ...] = ()
    """The places that are left out, see requests.Mark."""
    own_tile: tuple[float, ...] | None = None
    """The point by which the teacher's own tile was marked."""
    places_are_lost: bool = False
    """Nothing is looked at until the places that are left out are marked again."""
    own_tile_is_lost: bool = False
    """The teacher's own tile can no longer be told for certain, so the teacher may be counted."""


class RequestRefused(Exception):  # noqa: N818 - names a state
    """A request that does not fit the phase: a pause before the class, a second begin."""


class ClassControl:
    """Takes requests from any thread; the watching loop asks for what is to be done. Thread-safe.

    `clock` returns seconds, and never goes back.
    """

    def __init__(self, phase: Phase, clock: Callable[[], float] = time.monotonic) -> None:
        self._lock = threading.Condition()
        self._clock = clock
        self._state = ControlState(phase)
        self._begin: Begin | None = None
        self._new_source: str | None = None
        self._ends_at: float | None = None
        self._looked_at = -LOOK_SECONDS
        self._picture_jpeg: bytes | None = None
        self._waits_for_share = False
        self._marks: Mark | None = None

    @property
    def state(self) -> ControlState:
        """Return the newest state."""
        with self._lock:
            return self._state

    def request(self, request: Request) -> None:
        """Take a request. Raises RequestRefused if it does not fit what is going on."""
        with self._lock:
            self._waits_for_share = self._waits_for_share and isinstance(request, Expect | Mark)
            match request:
                case Begin():
                    self._require("preview")
                    self._begin = request
                    # Another page can neither begin it a second time nor put another preview in its place.
                    self._set(phase="starting")
                case Pause():
                    self._require("watching", "paused")
                    self._set(phase="paused")
                case Resume():
                    self._require("paused", "ending", "watching")
                    self._ends_at = None
                    self._set(phase="watching")
                case End():
                    self._require("preview", "starting", "watching", "paused", "ending")
                    # A preview has nothing that could be lost.
                    is_preview = self._state.phase == "preview"
                    self._ends_at = self._clock() + (0.0 if is_preview else request.undo_seconds)
                    self._set(phase="ended" if is_preview else "ending")
                case Expect():
                    self._require("preview", "watching", "paused")
                    self._set(expected=request.expected)
                case Watch():
                    self._require("preview", "watching", "paused")
                    self._set(trouble=())
                    self._new_source = request.source
                case Mark():
                    self._require("preview", "watching", "paused")
                    self._marks = request
                    left_out = tuple(tuple(float(share) for share in rectangle) for rectangle in request.left_out)
                    own_tile = None if request.own_tile is None else tuple(float(share) for share in request.own_tile)
                    is_lost = self._state.own_tile_is_lost and self._changes_places_only(left_out, own_tile)
                    self._set(left_out=left_out, own_tile=own_tile, places_are_lost=False, own_tile_is_lost=is_lost)
            self._lock.notify_all()

    def began(self, class_session_id: int, source: str, expected: int | None) -> None:
        """Note that the class has its row."""
        with self._lock:
            phase = "watching" if self._state.phase in ("preview", "starting") else self._state.phase
            self._set(phase=phase, class_session_id=class_session_id, source=source, expected=expected, trouble=())
            self._lock.notify_all()

    def watches(self, source: str) -> None:
        """Note which source is watched now; a person chose it, and nobody knows the teacher's own tile in it."""
        with self._lock:
            is_lost = self._state.own_tile_is_lost or self._state.own_tile is not None
            self._set(source=source, own_tile_is_lost=is_lost)

    def failed(self, trouble: Sequence[Mapping[str, Any]]) -> None:
        """Note why the last request could not be carried out."""
        with self._lock:
            self._set(trouble=tuple(trouble))

    def ended(self) -> None:
        """Note that the class is closed."""
        with self._lock:
            self._set(phase="ended")
            self._lock.notify_all()

    @property
    def waits_for_share(self) -> bool:
        """Return whether the class is paused because nothing is shared, and by nobody else."""
        with self._lock:
            return self._waits_for_share and self._state.phase == "paused"

    def share_missing(self) -> None:
        """Pause the class until something is shared again, unless it rests or ends already."""
        with self._lock:
            if self._state.phase == "watching":
                self._waits_for_share = True
                self._set(phase="paused")

    def share_is_back(self) -> None:
        """Go on after `share_missing`; a class that a person paused stays so."""
        with self._lock:
            if self._waits_for_share and self._state.phase == "paused":
                self._waits_for_share = False
                self._set(phase="watching")
                self._lock.notify_all()

    def take_begin(self) -> Begin | None:
        """Return the request to begin, once."""
        with self._lock:
            begin, self._begin = self._begin, None
            return begin

    def take_new_source(self) -> str | None:
        """Return the source that is to be watched instead, once."""
        with self._lock:
            source, self._new_source = self._new_source, None
            return source

    def take_marks(self) -> Mark | None:
        """Return the newest marks, once."""
        with self._lock:
            marks, self._marks = self._marks, None
            return marks

    def places_lost(self, *, are_lost: bool) -> None:
        """Note whether the places that are left out can be told."""
        with self._lock:
            # Marks that are not taken yet answer what was lost before them.
            if self._state.places_are_lost != are_lost and self._marks is None:
                self._set(places_are_lost=are_lost)

    def own_tile_lost(self, *, is_lost: bool) -> bool:
        """Note whether the teacher's own tile can still be told; return whether it is lost since this moment."""
        with self._lock:
            begins = is_lost and not self._state.own_tile_is_lost and self._marks is None
            if self._state.own_tile_is_lost != is_lost and self._marks is None:
                self._set(own_tile_is_lost=is_lost)
            return begins

    @property
    def is_at_rest(self) -> bool:
        """Return whether nothing is to be stored: paused, or about to end."""
        return self.state.phase in ("paused", "ending", "ended")

    @property
    def is_waiting(self) -> bool:
        """Return whether something was requested that the watching loop has not followed yet."""
        with self._lock:
            return self._begin is not None or self._new_source is not None or self.is_at_rest

    @property
    def is_over(self) -> bool:
        """Return whether the class is to end now."""
        with self._lock:
            return self._ends_at is not None and self._clock() >= self._ends_at

    def wait(self, seconds: float) -> None:
        """Wait for a request, at most so long."""
        with self._lock:
            self._lock.wait(seconds)

    def is_looked_at(self) -> bool:
        """Return whether somebody wants to see the pictures: one was requested within the last 30 seconds."""
        with self._lock:
            return self._clock() - self._looked_at < LOOK_SECONDS

    def look(self) -> bytes | None:
        """Return the newest picture as JPEG, None if there is none yet; the next ones are kept ready."""
        with self._lock:
            self._looked_at = self._clock()
            return self._picture_jpeg

    def show(self, picture_jpeg: bytes | None) -> None:
        """Keep the newest picture, in memory only, or drop it."""
        with self._lock:
            self._picture_jpeg = picture_jpeg

    def _changes_places_only(self, left_out: tuple[tuple[float, ...], ...], own_tile: tuple[float, ...] | None) -> bool:
        """Return whether marks say nothing of the teacher's own tile: such marks do not answer that it is lost."""
        is_about_places = self._state.places_are_lost or left_out != self._state.left_out
        return is_about_places and own_tile == self._state.own_tile

    def _require(self, *phases: Phase) -> None:
        if self._state.phase not in phases:
            raise RequestRefused(f"not possible now: the class is {self._state.phase}")

    def _set(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
