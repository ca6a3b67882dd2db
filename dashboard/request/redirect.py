"""Sending a browser back to where a form was sent from, and nowhere else."""

from urllib.parse import urlsplit

from flask import Response


def own_path(address: str) -> str:
    """Return the address if it is one of ours, else the first page: nobody is sent elsewhere from here."""
    parts = urlsplit(address)
    own = not parts.scheme and not parts.netloc and address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if own else "/"


def sent_back(address: str) -> Response:
    """Return the answer to a form: look there now."""
    response = Response(status=303)
    response.headers["Location"] = own_path(address)
    return response
