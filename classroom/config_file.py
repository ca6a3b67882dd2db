"""Reading config.yaml so that every problem is told at once, each with its line."""

import difflib
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from classroom.config import Config
from classroom.errors import ConfigError, ConfigProblem

KeyPath = tuple[str | int, ...]


def load_config(path: Path) -> Config:
    """Return the settings in the file. Raises ConfigError with every problem that it has."""
    try:
        content = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise ConfigError(str(path), [ConfigProblem(0, str(path), "a readable file", str(reason))]) from error
    return parse_config(content, str(path))


def parse_config(content: str, path: str) -> Config:
    """Return the settings in the text; `path` is named in messages. Raises ConfigError with every problem."""
    try:
        root = yaml.compose(content, Loader=yaml.SafeLoader)
        values = yaml.safe_load(content)
    except yaml.YAMLError as error:
        raise ConfigError(path, [_syntax_problem(error)]) from error
    lines = {} if root is None else dict(_lines(root, ()))
    problems = [] if root is None else list(_duplicates(root, ()))
    if values is None:
        values = {}
    if not isinstance(values, dict):
        raise ConfigError(path, [ConfigProblem(1, "the file", "sections, such as monitor:", _shown(values))])
    values = {key: {} if section is None and key != "schedule" else section for key, section in values.items()}
    if values.get("schedule", []) is None:
        values["schedule"] = []
    try:
        config = Config.model_validate(values)
    except ValidationError as error:
        problems += [_problem(detail, lines) for detail in error.errors()]
        config = Config()
    if problems:
        raise ConfigError(path, sorted(problems, key=lambda problem: problem.line))
    return config


def _lines(node: yaml.Node, path: KeyPath) -> Iterator[tuple[KeyPath, int]]:
    yield path, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _lines(value, (*path, str(key.value)))
            yield (*path, str(key.value)), key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _lines(value, (*path, index))


def _duplicates(node: yaml.Node, path: KeyPath) -> Iterator[ConfigProblem]:
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _duplicates(item, (*path, index))
    if not isinstance(node, yaml.MappingNode):
        return
    first_line: dict[str, int] = {}
    for key, value in node.value:
        name, line = str(key.value), key.start_mark.line + 1
        if name in first_line:
            yield ConfigProblem(
                line, _dotted((*path, name)), "each key once", f"it again, first in line {first_line[name]}"
            )
        first_line.setdefault(name, line)
        yield from _duplicates(value, (*path, name))


def _syntax_problem(error: yaml.YAMLError) -> ConfigProblem:
    mark = getattr(error, "problem_mark", None)
    found = getattr(error, "problem", None) or str(error)
    return ConfigProblem(
        mark.line + 1 if mark else 0, "the file", "YAML", found, "Mind indentation, colons and quotes."
    )


def _problem(detail: ErrorDetails, lines: dict[KeyPath, int]) -> ConfigProblem:
    path: KeyPath = tuple(detail["loc"])
    line = next((lines[path[:end]] for end in range(len(path), -1, -1) if path[:end] in lines), 0)
    if detail["type"] == "extra_forbidden":
        known = _known_keys(path[:-1])
        nearest = difflib.get_close_matches(str(path[-1]), known, n=1, cutoff=0.5)
        hint = f"Did you mean {nearest[0]}?" if nearest else ""
        return ConfigProblem(line, _dotted(path), f"one of {', '.join(known)}", f"{path[-1]}, which is unknown", hint)
    if detail["type"] == "missing":
        return ConfigProblem(line, _dotted(path), "a value", "nothing")
    return ConfigProblem(line, _dotted(path), _expected(detail), _shown(detail["input"]))


def _expected(detail: ErrorDetails) -> str:
    """Turn pydantic's sentence ("Input should be …", "Value error, …") into what was expected."""
    message = detail["msg"]
    for opening in ("Input should be ", "Value error, ", "Value should have ", "List should have "):
        message = message.removeprefix(opening)
    return message[0].lower() + message[1:]


def _known_keys(path: KeyPath) -> list[str]:
    """Return the keys that the section at `path` knows; list positions and names of one's own are stepped over."""
    section: type[BaseModel] = Config
    for part in path:
        field = section.model_fields.get(str(part))
        if field is not None:
            section = _section_within(field.annotation) or section
    return list(section.model_fields)


def _section_within(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - any annotation
    """Return the section in `Section`, `list[Section]` or `dict[str, Section]`."""
    candidates = (annotation, *typing.get_args(annotation))
    return next((kind for kind in candidates if isinstance(kind, type) and issubclass(kind, BaseModel)), None)


def _dotted(path: KeyPath) -> str:
    return ".".join(str(part) for part in path) or "the file"


def _shown(value: object) -> str:
    shown = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True).removesuffix("...\n").strip()
    return shown if len(shown) <= 60 else shown[:57] + "…"
