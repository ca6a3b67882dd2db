"""Define the loopback addresses. The dashboard has no login yet, so it listens on no other."""

from typing import Final

OWN_HOSTS: Final = ("127.0.0.1", "::1", "localhost")
"""The host names that the dashboard answers to; any other would allow DNS rebinding from a foreign page."""


def is_loopback(host: str) -> bool:
    """Return whether `host` is one of OWN_HOSTS; [::1] counts as ::1. No name is resolved."""
    return host.strip("[]") in OWN_HOSTS
