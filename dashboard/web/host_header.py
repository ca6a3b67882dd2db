"""Read the Host header strictly: its name as DNS and browsers compare it, or nothing."""

import re
from ipaddress import IPv6Address
from typing import Final

HOST: Final = re.compile(
    r"(?:\[(?P<v6>[0-9A-Fa-f:.]{2,45})\]|(?P<name>[A-Za-z0-9._-]{1,254}))(?::(?P<port>[0-9]{1,5}))?"
)
HIGHEST_PORT: Final = 65535


def host_name(header: str) -> str | None:
    """Return the name in a Host header, without the port: [::1] for [::1]:8000. None if it is no such header.

    In lower case, without the dot at the end of an absolute name, and an IPv6 address in its shortest form.
    """
    found = HOST.fullmatch(header)
    if found is None or int(found["port"] or 0) > HIGHEST_PORT:
        return None
    if found["v6"] is None:
        return str(found["name"]).lower().removesuffix(".") or None
    try:
        return f"[{IPv6Address(found['v6']).compressed}]"
    except ValueError:
        return None
