"""Draw the layers of each package into docs/pipeline.md, from the contracts in pyproject.toml and from docstrings.

Usage: uv run python tools/draw_layers.py
"""

import ast
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
PAGE: Final = ROOT / "docs/pipeline.md"
BEGIN: Final = "<!-- layers: drawn by tools/draw_layers.py -->\n"
END: Final = "<!-- layers: end -->\n"


def main() -> int:
    """Insert the drawing into the page, and return the exit code."""
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(drawn_into(text), encoding="utf-8")
    return 0


def drawn_into(text: str) -> str:
    """Return the page with the current layers. Raises ValueError if it lacks the markers."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{PAGE} has no place for the layers")
    return before + BEGIN + "\n".join(drawing()) + "\n" + END + after


def drawing() -> Iterator[str]:
    """Yield the lines: the programs, then each package from its top layer to its lowest."""
    for contract in contracts():
        if contract["type"] != "layers":
            continue
        for container in contract.get("containers", [""]):
            name = container or "the whole"
            yield f"\n**{name}**\n\n```"
            width = max(len(unit) for layer in contract["layers"] for unit in units_of(layer))
            for layer in contract["layers"]:
                for place, unit in enumerate(units_of(layer)):
                    edge = "─" if place == 0 else " "
                    yield f"{edge} {unit.ljust(width)}  {purpose(container, unit)}".rstrip()
            yield "```"


def contracts() -> list[dict[str, Any]]:
    """Return the contracts of import-linter in the order of pyproject.toml."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = settings["tool"]["importlinter"]["contracts"]
    return found


def units_of(layer: str) -> list[str]:
    """Return the packages and modules that share a layer, and never import each other."""
    return [unit.strip(" ()") for unit in layer.split("|")]


def purpose(container: str, unit: str) -> str:
    """Return the first line of the docstring of a package or module."""
    path = ROOT.joinpath(*container.split("."), unit)
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    if not file.exists():
        return ""
    docstring = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return docstring.partition("\n")[0]


if __name__ == "__main__":
    sys.exit(main())
