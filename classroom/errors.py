"""Define the errors that are shown to users: each states the problem, its location, and the remedy.

MoodlineError                      exit code 2 unless said otherwise
├── ConfigError                    the configuration file, with every problem in it
├── UsageError                     the command line
└── TranslatableError              made of messages, which a page translates into the reader's language
    ├── DatabaseError              cannot be opened, is read-only, is locked, has another schema
    └── monitor.errors.SourceUnavailable   exit code 3 (see there)
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classroom.commands import options_in_use
from classroom.messages.message import FilledMessage, Message, Value

Remedy = Message | FilledMessage | tuple[FilledMessage, ...]
"""The remedy: one message, with values or without, or several, each on a line of its own."""


class MoodlineError(Exception):
    """An error that is shown to the user as one message, without a traceback.

    `what` happened, `where` (a file, an address, a key; may be empty), and the `remedy`: what the user can do next.
    """

    exit_code = 2

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        """Return the whole message, one line for each part that is set."""
        lines = [self.what if not self.where else f"{self.what} ({self.where})"]
        if self.remedy:
            lines.append(self.remedy)
        return "\n".join(lines)


class UsageError(MoodlineError):
    """The command line names something that does not exist, or options that exclude each other."""


class TranslatableError(MoodlineError):
    """An error made of translatable messages: the problem and its remedies. `what` is the English problem."""

    def __init__(
        self, message: Message | FilledMessage, /, *, where: str = "", remedy: Remedy = (), **values: Value
    ) -> None:
        self.message = message.filled(**values) if isinstance(message, Message) else message
        self.remedies = _filled(remedy)
        super().__init__(str(self.message), where=where, remedy="\n".join(map(str, self.remedies)))


def messages_payload(error: MoodlineError) -> list[dict[str, Any]]:
    """Return problem and remedies as values of JSON: `code` and `values` for a page that translates, and `text`."""
    if not isinstance(error, TranslatableError):
        return [{"code": "", "values": {}, "text": text} for text in (error.what, error.remedy) if text]
    messages = (error.message, *error.remedies)
    return [{"code": each.code, "values": dict(each.values), "text": str(each)} for each in messages]


def _filled(remedy: Remedy) -> tuple[FilledMessage, ...]:
    if isinstance(remedy, Message):
        return (remedy.filled(),)
    return (remedy,) if isinstance(remedy, FilledMessage) else remedy


class DatabaseError(TranslatableError):
    """The database is missing, locked, read-only, damaged or of another schema."""


@dataclass(frozen=True, slots=True)
class ConfigProblem:
    """One problem in a configuration file: `line` (from 1, or 0 if unknown), dotted `key`, expected and found value."""

    line: int
    key: str
    expected: str
    found: str
    hint: str = ""

    def __str__(self) -> str:
        """Return the problem as one line of text."""
        place = f"line {self.line}: " if self.line else ""
        hint = f" {self.hint}" if self.hint else ""
        return f"{place}{self.key}: expected {self.expected}, found {self.found}.{hint}"


class ConfigError(MoodlineError):
    """The configuration file has problems; the message lists all of them."""

    def __init__(self, path: str, problems: list[ConfigProblem], *, remedy: str = "") -> None:
        self.path, self.problems = path, problems
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        command = options_in_use(None, None, Path(path)).monitor("--check-config")
        listing = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(
            f"{count} in the configuration file {path}\n{listing}",
            remedy=remedy or f"Mend these lines, then check with: {command}",
        )
