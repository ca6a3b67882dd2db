"""Merging of the files of the API's description."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).resolve().parent
Part = dict[str, Any]


def description() -> Part:
    """Return the whole description. Raises ValueError where two of its files define the same leaf."""
    import yaml

    # libyaml's reader where there is one: it takes a tenth of the time.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    files = sorted(FOLDER.glob("*.yaml"))
    return joined(yaml.load(file.read_text(encoding="utf-8"), loader) for file in files)


def joined(parts: Iterable[Part]) -> Part:
    """Merge several trees into one. Raises ValueError where two of them have a leaf in the same place."""
    whole: Part = {}
    for part in parts:
        _join(whole, part, "")
    return whole


def _join(whole: Part, part: Part, place: str) -> None:
    for name, value in part.items():
        here = f"{place}/{name}"
        if name not in whole:
            whole[name] = value
        elif isinstance(value, dict) and isinstance(whole[name], dict):
            _join(whole[name], value, here)
        else:
            raise ValueError(f"two files describe {here}")
