"""Load config.yaml, and report every problem in it at once, each with its line."""

import difflib
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from classroom.config import Config
from classroom.errors import ConfigError, ConfigProblem, UsageError
from classroom.password_masks import mask_database_url, mask_passwords
from classroom.yaml_text import InvalidYaml, KeyPath, YamlText, key_in_words, read_yaml

CheckSource = Callable[[str], object]
"""A function that raises UsageError for a malformed source: only the monitor knows the syntax of sources."""


@dataclass(frozen=True, slots=True)
class ConfigLayer:
    """One file of settings as it stands there: its `values` by section, its `text` with the lines, and the remedy."""

    path: str
    values: dict[Any, Any]
    text: YamlText
    remedy: str = ""


def load_config(path: Path, check_source: CheckSource | None = None) -> Config:
    """Return the settings in the file. Raises ConfigError with all problems found."""
    layer = read_layer(path)
    return checked_config(layer, layer.values, check_source)


def parse_config(content: str, path: str, check_source: CheckSource | None = None) -> Config:
    """Return the settings in the text; messages name `path`. Raises ConfigError with all problems found."""
    layer = parse_layer(content, path)
    return checked_config(layer, layer.values, check_source)


def read_layer(path: Path, remedy: str = "") -> ConfigLayer:
    """Return the file's values, unchecked. Raises ConfigError if it cannot be read, or is no YAML."""
    try:
        content = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        problem = ConfigProblem(0, str(path), "a readable file", str(reason))
        raise ConfigError(str(path), [problem], remedy=remedy) from error
    return parse_layer(content, str(path), remedy)


def parse_layer(content: str, path: str, remedy: str = "") -> ConfigLayer:
    """Return the text's values, unchecked. Raises ConfigError if it is no YAML, or has no sections."""
    try:
        text = read_yaml(content)
    except InvalidYaml as refused:
        raise ConfigError(path, [refused.problem], remedy=remedy) from refused
    values = {} if text.values is None else text.values
    if not isinstance(values, dict):
        problem = ConfigProblem(1, "the file", "sections, such as monitor:", _shown(values, ()))
        raise ConfigError(path, [problem], remedy=remedy)
    empty: dict[str, object] = {"schedule": [], "groups": []}
    filled = {key: empty.get(key, {}) if section is None else section for key, section in values.items()}
    return ConfigLayer(path, filled, text, remedy)


def checked_config(layer: ConfigLayer, values: dict[Any, Any], check_source: CheckSource | None = None) -> Config:
    """Return the settings of `values`: those of the layer, over others that are in order.

    Raises ConfigError with all problems found, at their lines in the layer.
    """
    text = layer.text
    problems = list(text.duplicates)
    if check_source is not None:
        problems += _source_problems(values, text, check_source)
    try:
        config = Config.model_validate(values)
    except ValidationError as error:
        problems += [_problem(detail, text) for detail in error.errors()]
        config = Config()
    if problems:
        raise ConfigError(layer.path, sorted(problems, key=lambda problem: problem.line), remedy=layer.remedy)
    return config


def _source_problems(values: dict[Any, Any], text: YamlText, check_source: CheckSource) -> Iterator[ConfigProblem]:
    """Yield the problems of every source, also where the rest of the file is invalid."""
    sections: list[tuple[KeyPath, object]] = [(("monitor",), values.get("monitor"))]
    for name in ("schedule", "groups"):
        entries = values.get(name)
        sections += [((name, index), entry) for index, entry in enumerate(entries if isinstance(entries, list) else [])]
    for place, section in sections:
        source = section.get("source") if isinstance(section, dict) else None
        if not isinstance(source, str) or not source:
            continue
        path: KeyPath = (*place, "source")
        try:
            check_source(source)
        except UsageError as error:
            advice = f"{error.what}. {error.remedy}".replace("--source ", "").replace("\n", " ")
            line, key = _line_of(path, text), key_in_words(path)
            yield ConfigProblem(line, key, "a source", _shown(source, path), mask_passwords(advice))


def _problem(detail: ErrorDetails, text: YamlText) -> ConfigProblem:
    path = _path_of(detail, text)
    line, key = _line_of(path, text), key_in_words(path)
    if detail["type"] == "extra_forbidden":
        known = _known_keys(path[:-1])
        nearest = difflib.get_close_matches(str(path[-1]), known, n=1, cutoff=0.5)
        hint = f"Did you mean {nearest[0]}?" if nearest else ""
        return ConfigProblem(line, key, f"one of {', '.join(known)}", f"{path[-1]}, which is unknown", hint)
    if detail["type"] == "missing":
        return ConfigProblem(line, key, "a value", "nothing")
    return ConfigProblem(line, key, _expected(detail), _shown(detail["input"], path))


def _path_of(detail: ErrorDetails, text: YamlText) -> KeyPath:
    """Return the key path of a problem: pydantic marks a key by "[key]", and a key may be a number."""
    path: KeyPath = ()
    for part in detail["loc"]:
        if part == "[key]":
            continue
        is_name = (*path, part) not in text.lines and (*path, str(part)) in text.lines
        path = (*path, str(part) if is_name else part)
    return path


def _line_of(path: KeyPath, text: YamlText) -> int:
    """Return the line of the key, or of the nearest enclosing key that is in the file."""
    return next((text.lines[path[:end]] for end in range(len(path), -1, -1) if path[:end] in text.lines), 0)


def _expected(detail: ErrorDetails) -> str:
    """Convert pydantic's message ("Input should be …", "Value error, …") into the expected value."""
    message = detail["msg"]
    for opening in ("Input should be ", "Value error, ", "Value should have ", "List should have ", "Keys should be "):
        message = message.removeprefix(opening)
    return message[0].lower() + message[1:]


def _known_keys(path: KeyPath) -> list[str]:
    """Return the valid keys of the section at `path`; list positions and user-defined names are skipped."""
    section: type[BaseModel] = Config
    for part in path:
        field = section.model_fields.get(str(part))
        if field is not None:
            section = _section_within(field.annotation) or section
    return list(section.model_fields)


def _section_within(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - any annotation
    """Return the section type in `Section`, `list[Section]` or `dict[str, Section]`."""
    candidates = (annotation, *typing.get_args(annotation))
    return next((kind for kind in candidates if isinstance(kind, type) and issubclass(kind, BaseModel)), None)


def _shown(value: object, path: KeyPath) -> str:
    """Return the value as it might be written in the file, shortened, and without passwords."""
    if isinstance(value, str) and path[:1] == ("database",):
        value = mask_database_url(value)
    # One line, so that a password cannot hide behind a line's end.
    shown = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10**9)
    shown = mask_passwords(shown.removesuffix("...\n").strip())
    return shown if len(shown) <= 60 else shown[:57] + "…"
