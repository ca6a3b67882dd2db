"""Parse the requests that upload a recording."""

from flask import request

from dashboard.database.edit.errors import BodyNotUnderstood
from dashboard.language.translate import say
from dashboard.request.json_body import sent_object, text_of


def recording_to_receive() -> tuple[str, int]:
    """Return name and size in bytes of the request's body. Raises BodyNotUnderstood."""
    body = sent_object("name", "size")
    size = body.get("size")
    if isinstance(size, bool) or not isinstance(size, int):
        raise BodyNotUnderstood(say("{name} is a number.", name="size"))
    return text_of(body, "name"), size


def piece_offset() -> int:
    """Return where the piece of the request's body begins, in bytes. Raises BodyNotUnderstood."""
    text = request.args.get("offset", "")
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        raise BodyNotUnderstood(say("{name} is a number.", name="offset"))
    return int(text)
