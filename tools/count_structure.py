"""Count units, imports between units, circles and loose modules of each package.

Usage: uv run --group dev python tools/count_structure.py

A unit is a module or a folder at the top of a package. A circle is a set of units that import each other, over however
many steps; a loose module is a unit that is no folder.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
PACKAGES: Final = ("dashboard", "monitor", "model", "classroom", "pulse")
Edges = Mapping[str, set[str]]


def main() -> int:
    """Print a row for each package, and return the exit code."""
    sys.path.insert(0, str(ROOT))
    print(f"{'package':<10} {'units':>6} {'imports':>8} {'circles':>8} {'loose':>6} {'folders':>8}")
    for package in PACKAGES:
        edges = unit_imports(package)
        imports = sum(len(targets) for targets in edges.values())
        loose = sum(1 for unit in edges if (ROOT / package / f"{unit}.py").is_file())
        folders = len(list((ROOT / package).rglob("__init__.py")))
        print(f"{package:<10} {len(edges):>6} {imports:>8} {len(circles(edges)):>8} {loose:>6} {folders:>8}")
    return 0


def unit_imports(package: str) -> dict[str, set[str]]:
    """Return for each unit of a package the other units that any of its modules imports."""
    import grimp

    graph = grimp.build_graph(package, cache_dir=None)
    found: dict[str, set[str]] = {child.rsplit(".", 1)[1]: set() for child in graph.find_children(package)}
    for module in graph.modules - {package}:
        own = module.split(".")[1]
        for imported in graph.find_modules_directly_imported_by(module):
            parts = imported.split(".")
            if len(parts) > 1 and parts[1] != own:
                found[own].add(parts[1])
    return found


def circles(edges: Edges) -> list[set[str]]:
    """Return the sets of two and more units that can reach each other."""
    reach = {unit: reachable(edges, unit) for unit in edges}
    together = {frozenset(other for other in reach[unit] if unit in reach[other]) | {unit} for unit in edges}
    return [set(units) for units in together if len(units) > 1]


def reachable(edges: Edges, start: str) -> set[str]:
    """Return the units that can be reached from one by imports."""
    found: set[str] = set()
    waiting = list(edges[start])
    while waiting:
        unit = waiting.pop()
        if unit not in found:
            found.add(unit)
            waiting += edges.get(unit, set())
    return found


if __name__ == "__main__":
    sys.exit(main())
