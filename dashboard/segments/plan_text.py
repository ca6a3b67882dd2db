"""Decoding of uploaded text files."""

from typing import Final

from dashboard.language.translate import say
from dashboard.segments.plan import PlanError

MOST_BYTES: Final = 500_000


def decoded(content: bytes) -> str:
    """Decode UTF-8 with or without a byte-order mark, UTF-16 with one, else cp1252.

    Raises PlanError for a file that is too large, empty, or no text.
    """
    if len(content) > MOST_BYTES:
        raise PlanError(
            say("The file has {size} kB", size=len(content) // 1000),
            remedy=say("A lesson plan has {most} kB at most. Send the plan alone.", most=MOST_BYTES // 1000),
        )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", errors="replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise PlanError(
            say("This file is no text"),
            remedy=say("Save the plan as CSV, as Markdown or as a calendar file (ICS), and send that."),
        )
    if not text.strip():
        raise PlanError(say("The file is empty"), remedy=say("Choose the file that holds the lesson plan."))
    return text
