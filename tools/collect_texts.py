"""Collect all texts and messages that people read on the dashboard's pages into the catalogues of its languages.

    uv run python tools/collect_texts.py

New texts are added without a translation, removed texts are dropped, and untranslated ones are listed.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

ROOT = Path(__file__).resolve().parent.parent
DASHBOARD = ROOT / "dashboard"
CATALOGUES = DASHBOARD / "language"
MESSAGES = ROOT / "classroom" / "messages"
TEXT_ARGUMENTS = {"say": 1, "say_count": 2, "_": 1, "_n": 2}
"""The number of text arguments of each translation function."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text in the code: one form, or two for singular and plural; and its file."""

    forms: tuple[str, ...]
    place: str


class NotALiteral(ValueError):  # noqa: N818 - names what happened
    """A translation function is called with a text that is not a literal, so that no catalogue can contain it."""


def texts_of_code(path: Path) -> Iterator[Text]:
    """Yield the texts that a module translates. Raises NotALiteral."""
    place = path.relative_to(ROOT).as_posix()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in TEXT_ARGUMENTS:
            continue
        said = node.args[: TEXT_ARGUMENTS[node.func.id]]
        forms = [part.value for part in said if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        if len(forms) != TEXT_ARGUMENTS[node.func.id]:
            raise NotALiteral(f"{place}:{node.lineno}: {ast.unparse(node)}")
        yield Text(tuple(forms), place)


def texts_of_template(path: Path) -> Iterator[Text]:
    """Yield the texts of a template. Raises NotALiteral."""
    place = path.relative_to(ROOT).as_posix()
    with path.open("rb") as file:
        for line, function, message, _comments in babel_extract(file, ("_", "_n"), (), {"trimmed": "no"}):
            parts = [message] if isinstance(message, str) else list(message or ())
            forms = tuple(part for part in parts[: TEXT_ARGUMENTS[function or "_"]] if isinstance(part, str))
            if len(forms) != TEXT_ARGUMENTS[function or "_"]:
                raise NotALiteral(f"{place}:{line}: {message}")
            yield Text(forms, place)


def texts_of_messages(path: Path) -> Iterator[Text]:
    """Yield the texts of the messages that a module defines. Raises NotALiteral."""
    place = path.relative_to(ROOT).as_posix()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Message":
            text = node.args[-1] if node.args else None
            if not isinstance(text, ast.Constant) or not isinstance(text.value, str):
                raise NotALiteral(f"{place}:{node.lineno}: {ast.unparse(node)}")
            yield Text((text.value,), place)


def collected() -> dict[tuple[str, ...], list[str]]:
    """Return all texts with the files that use them, in the order of the files. Raises NotALiteral."""
    found: dict[tuple[str, ...], list[str]] = {}
    sources = [text for path in sorted(DASHBOARD.rglob("*.py")) for text in texts_of_code(path)]
    sources += [text for path in sorted(DASHBOARD.rglob("*.html")) for text in texts_of_template(path)]
    sources += [text for path in sorted(MESSAGES.glob("*.py")) for text in texts_of_messages(path)]
    for text in sources:
        places = found.setdefault(text.forms, [])
        if text.place not in places:
            places.append(text.place)
    return found


def update(language: str) -> list[str]:
    """Rewrite the catalogue of a language with all texts, and return those without a translation."""
    path = CATALOGUES / f"{language}.po"
    with path.open("rb") as file:
        known = {_key(message.id): message.string for message in read_po(file, locale=language) if message.id}
    catalogue = Catalog(locale=language, project="Moodline", charset="utf-8")
    missing = []
    for forms, places in collected().items():
        key: str | tuple[str, ...] = forms[0] if len(forms) == 1 else forms
        translated = known.get(_key(key))
        if not translated or not all([translated] if isinstance(translated, str) else translated):
            missing.append(forms[0])
        catalogue.add(key, translated, locations=[(place, 0) for place in places])
    with path.open("wb") as file:
        write_po(file, catalogue, width=100, include_lineno=False, omit_header=False, sort_output=False)
    return missing


def _key(forms: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (forms,) if isinstance(forms, str) else tuple(forms)


def main() -> int:
    """Update all catalogues; return 1 if anything is untranslated."""
    lacking = 0
    for path in sorted(CATALOGUES.glob("*.po")):
        missing = update(path.stem)
        lacking += len(missing)
        print(f"{path.relative_to(ROOT)}: {len(missing)} without a translation")
        for text in missing:
            print(f"  {text}")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
