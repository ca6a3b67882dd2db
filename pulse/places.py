"""Limit the places for new devices: in all, in a minute, for one part of the network, and for who knows the code."""

import hashlib
import hmac
import secrets
from collections import Counter, deque
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final, Literal

from pulse.settings import Settings

MINUTE: Final = 60.0
BLOCK_BITS: Final = {4: 24, 6: 56}
"""The length of an address block's prefix: one network of a school or home."""
MOST_WRONG_CODES_A_MINUTE: Final = 20
"""The limit that makes trying all 1000 codes take most of an hour."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A device that answers for the first time: the address from which it does, and the code that was typed in."""

    address: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class NoPlace:
    """A new device was refused. `waiting_helps` if it may come in a minute later as it is."""

    reason: Literal["full", "block", "code"]
    waiting_helps: bool


@dataclass
class Places:
    """The places for new devices. Of addresses, it holds keyed hashes, whose key goes with the process.

    With a code, all devices come through one tunnel or proxy, so their addresses tell nothing and are not looked at.
    Nor is this computer's own. An address is counted once a device has its place, so that refusals take no memory.
    """

    settings: Settings
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32), init=False)
    _taken: int = field(default=0, init=False)
    _taken_at: deque[float] = field(default_factory=deque, init=False)
    _wrong_at: deque[float] = field(default_factory=deque, init=False)
    _by_origin: Counter[bytes] = field(default_factory=Counter, init=False)

    def admit(self, newcomer: Newcomer, now: float) -> NoPlace | None:
        """Give a new device its place, or return why there is none. `now` is in seconds, and never goes back."""
        refused = self._wrong_code(newcomer.code, now)
        if refused is not None:
            return refused
        if self._taken >= self.settings.most_devices:
            return NoPlace("full", waiting_helps=False)
        if _count_within_a_minute(self._taken_at, now) >= self.settings.most_new_a_minute:
            return NoPlace("full", waiting_helps=True)
        origins = self._origins(newcomer.address)
        if any(self._by_origin[origin] >= most for origin, most in origins):
            return NoPlace("block", waiting_helps=False)
        self._by_origin.update(origin for origin, _ in origins)
        self._taken += 1
        self._taken_at.append(now)
        return None

    def _wrong_code(self, code: str, now: float) -> NoPlace | None:
        if not self.settings.code:
            return None
        # A right code is refused too then: else the one that gets through would be known to be right.
        if _count_within_a_minute(self._wrong_at, now) >= MOST_WRONG_CODES_A_MINUTE:
            return NoPlace("code", waiting_helps=True)
        if hmac.compare_digest(code.strip().encode(errors="replace"), self.settings.code.encode()):
            return None
        self._wrong_at.append(now)
        return NoPlace("code", waiting_helps=False)

    def _origins(self, address: str) -> list[tuple[bytes, int]]:
        """Return the hash of the address and that of its block, each with how many devices may come from there."""
        if self.settings.code:
            return []
        found = _address(address)
        if found is not None and found.is_loopback:
            return []
        block = address if found is None else str(ip_network((found, BLOCK_BITS[found.version]), strict=False))
        return [
            (self._hash(f"address {address if found is None else found}"), self.settings.most_of_address),
            (self._hash(f"block {block}"), self.settings.most_of_block),
        ]

    def _hash(self, text: str) -> bytes:
        return hmac.digest(self._key, text.encode(errors="replace"), hashlib.sha256)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        found = ip_address(text)
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found


def _count_within_a_minute(times: deque[float], now: float) -> int:
    while times and times[0] <= now - MINUTE:
        times.popleft()
    return len(times)
