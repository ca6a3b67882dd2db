"""Define the result of the check before a class: lines, each in order or with what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from classroom.messages.checks import READY
from classroom.messages.message import FilledMessage


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line of the check. `remedy` is None if it is in order, else what to do."""

    found: FilledMessage
    remedy: FilledMessage | None = None

    @property
    def is_ok(self) -> bool:
        """Return whether there is nothing to do."""
        return self.remedy is None


@dataclass(frozen=True, slots=True)
class CheckResult:
    """All lines of a check, the most important first."""

    lines: tuple[CheckLine, ...]

    @property
    def is_ready(self) -> bool:
        """Return whether every line is in order."""
        return all(line.is_ok for line in self.lines)

    @property
    def conclusion(self) -> FilledMessage:
        """Return "Ready", or the one thing to mend first."""
        return next((line.remedy for line in self.lines if line.remedy is not None), READY.filled())

    def payload(self) -> dict[str, Any]:
        """Return the check as values of JSON: `ready`, `conclusion`, and `lines` with `ok`, `found` and `remedy`."""
        lines = [
            {"ok": line.is_ok, "found": _payload(line.found), "remedy": line.remedy and _payload(line.remedy)}
            for line in self.lines
        ]
        return {"ready": self.is_ready, "conclusion": _payload(self.conclusion), "lines": lines}


def _payload(message: FilledMessage) -> dict[str, Any]:
    """Return a message as values of JSON: its code and values, and its English text."""
    return {"code": message.code, "values": dict(message.values), "text": str(message)}


def joined(*parts: Sequence[CheckLine]) -> CheckResult:
    """Return the result of all parts; those to mend come first, in the order given."""
    lines = [line for part in parts for line in part]
    return CheckResult(tuple(sorted(lines, key=lambda line: line.is_ok)))
