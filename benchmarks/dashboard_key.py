"""Ask a dashboard as the account that runs it."""

import urllib.request
from typing import Any
from urllib.parse import urlsplit

from dashboard.auth.key import access_key


def key_header() -> dict[str, str]:
    """Return the header by which a dashboard knows its account."""
    return {"Authorization": f"Bearer {access_key()}"}


def opened(address: str | urllib.request.Request, timeout: float) -> Any:  # noqa: ANN401 - as urlopen
    """Open an address of a dashboard as urlopen does, with the key."""
    request = urllib.request.Request(address) if isinstance(address, str) else address
    for name, value in key_header().items():
        request.add_header(name, value)
    return urllib.request.urlopen(request, timeout=timeout)


def plain_address(printed: str) -> str:
    """Return the address that a dashboard prints, without the code that signs a browser in."""
    parts = urlsplit(printed)
    return f"{parts.scheme}://{parts.netloc}"
