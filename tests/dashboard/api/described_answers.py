"""Answers held against the API's own description, closed: what is not described may not be there."""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import best_match
from werkzeug.test import TestResponse

from dashboard.api.openapi.joining import description

METHODS = ("get", "post", "put", "patch", "delete")
UNDESCRIBED = {405, 500}
"""Any address may answer these: the description has them as "default"."""
formats = FormatChecker(())


@formats.checks("date-time", ValueError)
def _is_aware(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield method (upper case), path template, and the operation."""
    for path, item in description()["paths"].items():
        for method in METHODS:
            if method in item:
                yield method.upper(), path, item[method]


def filled(template: str, class_id: int = 1) -> str:
    """Return an address for a path template."""
    return template.format(class_id=class_id, name="7b", marker_id=1, range_id=1, recording_id="0" * 16)


def rules(app: Flask) -> set[tuple[str, str]]:
    """Return the methods and path templates that the app answers under /api/v1."""
    return {
        (method, template_of(rule.rule))
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def template_of(rule: str) -> str:
    """Return {class_id} for <row_id:class_id>."""
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule)


def checked_answer(client: FlaskClient, method: str, address: str, **sent: Any) -> TestResponse:  # noqa: ANN401 - for Flask
    """Ask, hold the answer against its description, and return it."""
    answer = client.open(address, method=method, **sent)
    match = client.application.url_map.bind("localhost").match(
        re.sub(r"\?.*", "", address), method=method, return_rule=True
    )
    hold(answer, description_of(method, template_of(match[0].rule)))
    return answer


def description_of(method: str, template: str) -> dict[str, Any]:
    """Return the operation, with what is not described closed off."""
    found: dict[str, Any] = closed_description()["paths"][template][method.lower()]
    return found


def hold(answer: TestResponse, operation: dict[str, Any]) -> None:
    """Fail unless the answer is as the operation describes it."""
    status = "default" if answer.status_code in UNDESCRIBED else str(answer.status_code)
    assert status in operation["responses"], f"{operation['operationId']}: {status}: {answer.get_data(as_text=True)}"
    content = resolved(operation["responses"][status]).get("content")
    if content is None:
        assert answer.data == b""
        return
    assert list(content) == [answer.mimetype]
    fits(answer.get_json(force=True), content[answer.mimetype]["schema"], operation["operationId"])


def fits(value: object, schema: dict[str, Any], name: str) -> None:
    """Fail with the most telling thing in which the value is not as the schema has it."""
    worst = best_match(validator(schema).iter_errors(value))
    assert worst is None, f"{name}: {worst.json_path}: {worst.message[:500]}"


def validator(schema: dict[str, Any]) -> Draft202012Validator:
    """Return what holds values against a schema of the closed description."""
    whole = schema | {"components": closed_description()["components"]}
    return Draft202012Validator(whole, format_checker=formats)


@cache
def closed_description() -> dict[str, Any]:
    """Return the description in which no object has properties that are not described."""
    closed: dict[str, Any] = _closed(description())
    return closed


def resolved(part: dict[str, Any]) -> dict[str, Any]:
    """Return what a reference stands for, else the part itself."""
    while "$ref" in part:
        found = closed_description()
        for name in part["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        part = found
    return part


def _closed(part: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(part, list):
        return [_closed(each) for each in part]
    if not isinstance(part, dict):
        return part
    if "allOf" in part:
        part = _merged(part["allOf"])
    found = {name: _closed(value) for name, value in part.items()}
    if part.get("type") == "object" and "properties" in part:
        found.setdefault("additionalProperties", False)
    return found


def _merged(parts: list[dict[str, Any]]) -> dict[str, Any]:
    merged: dict[str, Any] = {"type": "object", "properties": {}, "required": []}
    for part in parts:
        name = part.get("$ref", "").rpartition("/")[2]
        own = description()["components"]["schemas"][name] if name else part
        merged["properties"] |= own["properties"]
        merged["required"] += own["required"]
    return merged
