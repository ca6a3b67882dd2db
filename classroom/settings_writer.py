"""Write the user's own settings: comments and order stay, and the file is whole at every moment."""

import io
import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import time
from enum import Enum
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Final

from classroom.private_files import private_folder
from classroom.settings_layers import KeyPath

HEADER: Final = "# Your own settings, which stand above config.yaml. The dashboard's settings page writes this file.\n"


class TextUnchangeable(ValueError):  # noqa: N818 - names a state
    """The text is read, and holds something that cannot be written again as it stands."""


class Removed(Enum):
    """The mark of a key that is to be taken out: None is a value, which an empty key has."""

    REMOVED = "removed"


REMOVED: Final = Removed.REMOVED
LONGEST_LINE: Final = 4096
"""Longer than any value, so that none is folded."""


def changed_text(content: str, changes: Mapping[KeyPath, object]) -> str:
    """Return the YAML text with each key set to its value, or taken out where that is REMOVED.

    Raises TextUnchangeable."""
    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedMap
    from ruamel.yaml.error import YAMLError

    yaml = YAML()  # 1.2, which takes a few texts otherwise than the reader: hence the quotes
    yaml.preserve_quotes = True
    yaml.width = LONGEST_LINE
    yaml.indent(mapping=2, sequence=4, offset=2)
    try:
        root = yaml.load(content)
    except YAMLError as error:
        raise TextUnchangeable(str(error)) from error
    is_new = root is None
    root = CommentedMap() if is_new else root
    for path, value in changes.items():
        _change(root, path, value)
    if not root:
        return HEADER if is_new else _comments_of(content)
    stream = io.StringIO()
    yaml.dump(root, stream)
    return (content or HEADER) + stream.getvalue() if is_new else stream.getvalue()


def write_whole(file: Path, content: str) -> None:
    """Put the text in place of the file in one step, readable by its owner only. Raises OSError."""
    file = file.resolve()  # a link stays one
    private_folder(file.parent)
    with NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, prefix=f".{file.name}-", delete=False) as new:
        try:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
        except OSError:
            Path(new.name).unlink(missing_ok=True)
            raise
    try:
        Path(new.name).replace(file)
    except OSError:
        with suppress(OSError):
            Path(new.name).unlink()
        raise


def _change(section: Any, path: KeyPath, value: object) -> None:  # noqa: ANN401 - ruamel's own mapping
    name, *inner = path
    if not inner:
        if value is REMOVED:
            section.pop(name, None)
        else:
            section[name] = _quoted(value)
        return
    if not isinstance(section.get(name), dict):
        if value is REMOVED:
            return
        section[name] = {}
    _change(section[name], tuple(inner), value)
    if not section[name]:
        del section[name]


def _quoted(value: object) -> object:
    """Return the value with every text in quotes: a group called "no" or "7:30" would be read as something else."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    if isinstance(value, Mapping):
        return {key: _quoted(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list | tuple):
        return [_quoted(inner) for inner in value]
    if isinstance(value, time):
        return DoubleQuotedScalarString(f"{value:%H:%M}")
    return DoubleQuotedScalarString(value) if isinstance(value, str) else value


def _comments_of(content: str) -> str:
    return "".join(line for line in content.splitlines(keepends=True) if line.lstrip().startswith("#")) or HEADER
