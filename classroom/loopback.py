"""Which addresses are this machine's own: the dashboard has no login yet, so it listens on no other."""

from typing import Final

OWN_HOSTS: Final = ("127.0.0.1", "::1", "localhost")
"""The dashboard answers to these names only, so that no page elsewhere can reach it under a name of its own."""


def is_loopback(host: str) -> bool:
    """Say whether `host` is one of OWN_HOSTS; [::1] counts as ::1. No name is looked up."""
    return host.strip("[]") in OWN_HOSTS
