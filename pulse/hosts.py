"""Read the Host header strictly, to answer under the addresses of the link alone (against DNS rebinding)."""

import re
from typing import Final

HOST: Final = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9._-]{1,254})(?::(?P<port>[0-9]{1,5}))?")
HIGHEST_PORT: Final = 65535


def host_name(header: str) -> str | None:
    """Return the name in a Host header in lower case, without port and dot at its end; None if it is no such header."""
    found = HOST.fullmatch(header)
    if found is None or int(found["port"] or 0) > HIGHEST_PORT:
        return None
    return found["name"].lower().removesuffix(".") or None
