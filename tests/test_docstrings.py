"""Docstrings state what the code does, instead of asking."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
FOLDERS: Final = ("benchmarks", "classroom", "dashboard", "migrations", "model", "monitor", "pulse", "tests", "tools")
QUESTION: Final = re.compile(r"(What|Which|Whether|Where|When|How|Who|Whose|Whom|Why)\b")
DOCUMENTED: Final = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def sources() -> list[Path]:
    return sorted([*ROOT.glob("*.py"), *(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))])


def docstrings(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, DOCUMENTED) and (text := ast.get_docstring(node)):
            yield node.body[0].lineno, text


def test_no_docstring_begins_with_a_question_word() -> None:
    assert not [
        f"{path.relative_to(ROOT).as_posix()}:{line}: {text.splitlines()[0]}"
        for path in sources()
        for line, text in docstrings(path)
        if QUESTION.match(text)
    ]
