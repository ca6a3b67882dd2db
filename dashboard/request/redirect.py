"""Redirects after forms, to our own pages only."""

from urllib.parse import urlsplit

from flask import Response


def own_path(address: str) -> str:
    """Return the address if it is a path of this app, else that of the first page (no open redirect)."""
    parts = urlsplit(address)
    own = not parts.scheme and not parts.netloc and address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if own else "/"


def sent_back(address: str) -> Response:
    """Return a redirect to the address, if it is one of ours."""
    response = Response(status=303)
    response.headers["Location"] = own_path(address)
    return response
