"""Test that a wrong value of each parameter in the OpenAPI description is refused, in the one shape of errors."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.dashboard.api.described_answers import checked_answer, description_of, filled, hold, operations, resolved
from tests.dashboard.class_fixtures import ClassIds

WRONG = "~?"
ANY_TEXT = {
    "search": "every text can be sought",
    "group": "every text may be the name of a group",
    "If-None-Match": "every text may be the tag of another answer",
}
"""Parameters of which no value is wrong, and why; a group without classes has an empty list."""


def parameters() -> list[Any]:
    found = []
    for method, path, operation in operations():
        for parameter in (resolved(each) for each in parameters_of(path, operation)):
            if parameter["name"] not in ANY_TEXT:
                found.append(pytest.param(method, path, parameter, id=f"{method} {path} {parameter['name']}"))
    return found


def parameters_of(path: str, operation: dict[str, Any]) -> list[dict[str, Any]]:
    from dashboard.api.openapi.joining import description

    shared: list[dict[str, Any]] = description()["paths"][path].get("parameters", [])
    return [*shared, *operation.get("parameters", [])]


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(("method", "path", "parameter"), parameters())
def test_a_wrong_value_is_refused_with_what_to_do_instead(
    client: FlaskClient, class_ids: ClassIds, method: str, path: str, parameter: dict[str, Any], language: str
) -> None:
    name = parameter["name"]
    sent: dict[str, Any] = {"headers": {"Accept-Language": language}}
    if method not in ("GET", "DELETE"):
        sent["json"] = {}
    if parameter["in"] == "path":
        # An address with what is no number is no address; a number or a name that is well written may be nobody's.
        address = filled(
            path.replace("{" + name + "}", "99999" if name.endswith("_id") else "nobody"), class_ids.lesson
        )
    else:
        joined = "&" if "?" in filled(path, class_ids.lesson) else "?"
        others = (
            f"class={class_ids.lesson}&class={class_ids.few}&" if path.endswith("/compare") and name != "class" else ""
        )
        address = f"{filled(path, class_ids.lesson)}{joined}{others}{name}=%7E%3F"
    answer = checked_answer(client, method, address, **sent)
    error = answer.get_json()["error"]
    assert 400 <= answer.status_code < 500, address
    assert not error["code"].startswith("http_")
    assert error["message"]
    assert error["remedy"]
    hold(answer, description_of("GET", "/api/v1/classes"))


@pytest.mark.parametrize(
    "address", ["/export.json?class=x", "/export.json", "/classes/{lesson}/export.json?from=never"]
)
def test_a_json_file_that_cannot_be_made_is_refused_in_the_same_shape(
    client: FlaskClient, class_ids: ClassIds, address: str
) -> None:
    answer = client.get(address.format(lesson=class_ids.lesson))
    assert (answer.status_code, answer.mimetype) == (400, "application/json")
    assert set(answer.get_json()["error"]) == {"code", "message", "remedy"}


@pytest.mark.parametrize(
    "address", ["/export.csv?class=x", "/classes?from=never", "/compare?align=sideways", "/terms?to=x"]
)
def test_a_page_that_cannot_be_made_says_why_and_what_to_do(
    client: FlaskClient, class_ids: ClassIds, address: str
) -> None:
    assert class_ids
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (400, "text/html")
    assert "This request cannot be answered" not in answer.get_data(as_text=True)
