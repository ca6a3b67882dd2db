"""A run of the command that reads pictures, for its tests."""

from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from model.predict import main


@dataclass(frozen=True)
class Run:
    """How one run of the command ended, what it said, and where its files lie."""

    code: int
    said: str
    complained: str
    folder: Path


def run(folder: Path, *arguments: str | Path) -> Run:
    with redirect_stdout(StringIO()) as said, redirect_stderr(StringIO()) as complained:
        code = main([str(argument) for argument in arguments])
    return Run(code, said.getvalue(), complained.getvalue(), folder)
