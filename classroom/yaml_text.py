"""Parse a YAML file into values and the line number of each key."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import yaml

from classroom.errors import ConfigProblem

KeyPath = tuple[str | int, ...]

MOST_VALUES: Final = 20_000
"""A file that is larger, or that expands by aliases into something larger, is not a configuration."""


class InvalidYaml(Exception):  # noqa: N818 - names what happened
    """The text cannot be parsed as settings; `problem` has the location and the reason."""

    def __init__(self, problem: ConfigProblem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True, slots=True)
class YamlText:
    """The parsed file: its `values`, the `lines` of their keys (from 1), and duplicate keys."""

    values: object
    lines: dict[KeyPath, int]
    duplicates: tuple[ConfigProblem, ...]


def read_yaml(content: str) -> YamlText:
    """Parse the text. Raises InvalidYaml."""
    try:
        root = yaml.compose(content, Loader=_Loader)
        if root is None:
            return YamlText(None, {}, ())
        _refuse_endless(root)
        values = yaml.load(content, Loader=_Loader)
        return YamlText(values, dict(_lines(root, ())), tuple(_duplicates(root, ())))
    except yaml.YAMLError as error:
        raise InvalidYaml(_syntax_problem(error)) from error
    except RecursionError as error:
        raise InvalidYaml(ConfigProblem(0, "the file", "sections and keys", "values nested too deeply")) from error


class _Loader(yaml.SafeLoader):
    """SafeLoader whose every error has a line, and which reads 10:30 as text, not as the base-60 number 630."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:  # noqa: ANN401 - PyYAML's
        if isinstance(node, yaml.ScalarNode) and node.tag.endswith((":int", ":float")) and ":" in node.value:
            node = yaml.ScalarNode("tag:yaml.org,2002:str", node.value, node.start_mark, node.end_mark, node.style)
        try:
            return super().construct_object(node, deep)
        except (ValueError, LookupError, AttributeError, TypeError, OverflowError) as error:
            # PyYAML lets these escape for "2024-13-45", "!!bool maybe" and the like.
            kind = node.tag.rpartition(":")[2]
            raise yaml.constructor.ConstructorError(None, None, f"no {kind} that exists", node.start_mark) from error


def _refuse_endless(root: yaml.Node) -> None:
    """Reject an alias within its own anchor, and aliases that expand beyond MOST_VALUES."""
    count = 0

    def visit(node: yaml.Node, around: tuple[yaml.Node, ...]) -> None:
        nonlocal count
        count += 1
        if any(node is outer for outer in around):
            found = "an alias to the very value that it is part of"
            raise InvalidYaml(ConfigProblem(node.start_mark.line + 1, "the file", "values that end", found))
        if count > MOST_VALUES:
            raise InvalidYaml(ConfigProblem(0, "the file", f"at most {MOST_VALUES} values", "more than that"))
        for inner in _inner_nodes(node):
            visit(inner, (*around, node))

    visit(root, ())


def _inner_nodes(node: yaml.Node) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.SequenceNode):
        yield from node.value
    elif isinstance(node, yaml.MappingNode):
        for pair in node.value:
            yield from pair


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
            again = f"it again, first in line {first_line[name]}"
            yield ConfigProblem(line, key_in_words((*path, name)), "each key once", again)
        first_line.setdefault(name, line)
        yield from _duplicates(value, (*path, name))


def _syntax_problem(error: yaml.YAMLError) -> ConfigProblem:
    mark = getattr(error, "problem_mark", None)
    found = getattr(error, "problem", None) or str(error)
    return ConfigProblem(
        mark.line + 1 if mark else 0, "the file", "YAML", found, "Mind indentation, colons and quotes."
    )


def key_in_words(path: KeyPath) -> str:
    """Return `monitor.source`, or `schedule, entry 1, days, entry 2`: positions count from 1, as people do."""
    words = ""
    for before, part in zip((None, *path), path, strict=False):
        if isinstance(part, int):
            words += f", entry {part + 1}"
        elif before is None:
            words += part
        else:
            words += f", {part}" if isinstance(before, int) else f".{part}"
    return words or "the file"
