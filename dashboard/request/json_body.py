"""Strict parsing of JSON bodies: unexpected types and names are refused."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request

from dashboard.database.edit.errors import BodyNotUnderstood
from dashboard.language.translate import say


def sent_object(*known: str) -> dict[str, Any]:
    """Parse the JSON object in the request. Raises BodyNotUnderstood for anything else, and for unknown names."""
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise BodyNotUnderstood(say("Send a JSON object, with Content-Type: application/json."))
    refuse_unknown(body, known)
    return body


def refuse_unknown(sent: Mapping[str, object], known: Sequence[str]) -> None:
    """Raise BodyNotUnderstood for unknown names, which may be misspelt."""
    unknown = [name for name in sent if name not in known]
    if unknown:
        names = {"names": ", ".join(map(str, unknown))[:80], "known": ", ".join(known)}
        raise BodyNotUnderstood(say("There is no {names} here. Use {known}.", **names))


def text_of(body: dict[str, Any], name: str, otherwise: str = "") -> str:
    """Return a text of the body, or `otherwise` if it is not there. Raises BodyNotUnderstood for another type."""
    value = body.get(name, otherwise)
    if not isinstance(value, str):
        raise BodyNotUnderstood(say("{name} is a text.", name=name))
    return value


def number_of(body: dict[str, Any], name: str) -> float:
    """Return a number of the body, 0 if it is not there. Raises BodyNotUnderstood for another type."""
    value = body.get(name, 0)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BodyNotUnderstood(say("{name} is a number.", name=name))
    return float(value)
