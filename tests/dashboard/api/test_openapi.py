"""The API's description: valid, complete, and true of every error."""

import json
import re
import shlex
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from openapi_spec_validator import validate
from sqlalchemy import Engine

from classroom.messages.lawful_use import MOOD_FORBIDDEN_IN_EU, REGION_NOT_SAID, SMALL_GROUP, USE_NOT_ACCEPTED
from dashboard.api.openapi.joining import description, joined
from dashboard.options import DashboardOptions
from tests.dashboard.api.described_answers import checked_answer, description_of, filled, hold, operations, rules
from tests.dashboard.class_fixtures import ClassIds, Taught, add_running, set_status
from tests.dashboard.conftest import NOW
from tests.dashboard.shared_app import app_of
from tests.dashboard.term_fixtures import add_lesson

DASHBOARD = Path(__file__).resolve().parents[3] / "dashboard"
API_PAGE = Path(__file__).resolve().parents[3] / "docs/api.md"
EVERY = [pytest.param(method, path, id=f"{method} {path}") for method, path, _ in operations()]
WRITING = [each for each in EVERY if each.values[0] != "GET"]
NEEDS_DATABASE = [
    pytest.param(method, path, id=f"{method} {path}")
    for method, path, operation in operations()
    if "503" in operation["responses"] and not path.startswith(("/api/v1/monitor", "/api/v1/sources", "/api/v1/try-it"))
]


@pytest.fixture
def broken(tmp_path: Path) -> Iterator[FlaskClient]:
    """A client of an app whose database is none."""
    path = tmp_path / "broken.db"
    path.write_bytes(b"this is no database" * 100)
    app = app_of(DashboardOptions(f"sqlite:///{path.as_posix()}"))
    yield app.test_client()
    app.extensions["moodline"].reader.close()


def test_the_description_is_sent_as_it_is_written_and_valid(client: FlaskClient) -> None:
    answer = checked_answer(client, "GET", "/api/v1/openapi.json")
    assert answer.get_json() == description()
    validate(json.loads(answer.data))


def test_every_address_and_method_is_described_and_nothing_else_is(client: FlaskClient) -> None:
    assert {(method, path) for method, path, _ in operations()} == rules(client.application)


def test_each_operation_has_a_name_of_its_own_and_one_plain_sentence() -> None:
    listed = [operation for _, _, operation in operations()]
    assert len({operation["operationId"] for operation in listed}) == len(listed)
    assert len({operation["summary"] for operation in listed}) == len(listed)
    known = {tag["name"] for tag in description()["tags"]}
    for operation in listed:
        assert operation["summary"].endswith(".")
        assert set(operation["tags"]) <= known


def test_nothing_is_described_that_is_nowhere_used() -> None:
    written = json.dumps(description())
    assert description()["security"] == [{name: [] for name in description()["components"]["securitySchemes"]}]
    for section, parts in description()["components"].items():
        for name in parts if section != "securitySchemes" else ():  # these are used by their names
            assert f'"#/components/{section}/{name}"' in written, f"{section}/{name}"


def test_no_sentence_was_cut_at_a_comma() -> None:
    assert '": null' not in json.dumps(description())


def test_what_two_files_say_of_the_same_thing_is_refused() -> None:
    assert joined([{"a": {"b": 1}}, {"a": {"c": 2}}]) == {"a": {"b": 1, "c": 2}}
    with pytest.raises(ValueError, match="/a/b"):
        joined([{"a": {"b": 1}}, {"a": {"b": 2}}])


def codes_in_the_source() -> set[str]:
    """Return the codes of all refusals: the second argument of whatever is raised with a status."""
    sources = "".join(path.read_text(encoding="utf-8") for path in DASHBOARD.rglob("*.py"))
    return set(re.findall(r'\b[45]\d\d, "([a-z_]+)"', sources)) | set(re.findall(r'\b[45]\d\d,\s+"([a-z_]+)"', sources))


def test_every_code_of_a_refusal_is_described() -> None:
    listed = description()["components"]["schemas"]["Error"]["properties"]["error"]["properties"]["code"]["description"]
    described = set(re.findall(r"`([a-z_0-9]+)`", listed))
    of_the_law = (REGION_NOT_SAID, USE_NOT_ACCEPTED, MOOD_FORBIDDEN_IN_EU, SMALL_GROUP)
    known = codes_in_the_source() | {each.code for each in of_the_law}
    assert len(known) > 30
    assert described - known == {"http_404", "http_405", "http_413"}
    assert known - described == set()


@pytest.mark.parametrize(("method", "path"), EVERY)
def test_a_foreign_host_is_refused_in_the_one_error_shape(client: FlaskClient, method: str, path: str) -> None:
    answer = checked_answer(client, method, filled(path), headers={"Host": "evil.example"})
    assert answer.get_json()["error"]["code"] == "foreign_host"


@pytest.mark.parametrize(("method", "path"), WRITING)
def test_a_foreign_page_changes_nothing(client: FlaskClient, method: str, path: str) -> None:
    answer = checked_answer(client, method, filled(path), headers={"Origin": "https://evil.example"}, json={})
    assert answer.get_json()["error"]["code"] == "foreign_page"


@pytest.mark.parametrize(("method", "path"), [each for each in EVERY if "{class_id}" in str(each.values[1])])
def test_a_class_that_is_not_there_is_not_found(
    client: FlaskClient, class_ids: ClassIds, method: str, path: str
) -> None:
    assert class_ids
    body: dict[str, Any] = {"question": "mood", "reach": "machine"} if path.endswith("/pulse") else {}
    if path.endswith("/plan"):
        body = {"segments": []}
    sent: dict[str, Any] = {} if method in ("GET", "DELETE") else {"json": body}
    answer = checked_answer(client, method, filled(path, 999), **sent)
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (404, "class_not_found")


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("end", ["", "/", "/nothing", "/classes/", "/classes/x", "/classes/-1", "/classes/1/nothing"])
def test_an_unknown_address_is_answered_in_the_one_error_shape(client: FlaskClient, method: str, end: str) -> None:
    answer = client.open(f"/api/v1{end}", method=method)
    assert answer.status_code == 404
    hold(answer, description_of("GET", "/api/v1/classes"))


def test_a_wrong_method_is_answered_by_those_that_there_are(client: FlaskClient) -> None:
    for path, found in groupby(operations(), key=lambda operation: operation[1]):
        there = [(method, operation) for method, _, operation in found]
        known = {method for method, _ in there}
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - known:
            answer = client.open(filled(path), method=method)
            assert answer.status_code == 405, f"{method} {path}"
            hold(answer, description_of(there[0][0], path))
            assert set(answer.headers["Allow"].split(", ")) - {"HEAD", "OPTIONS"} == known


def test_a_body_that_is_too_large_is_refused(client: FlaskClient, class_ids: ClassIds) -> None:
    for method, path, operation in operations():
        if "requestBody" in operation:
            most = 4_000_000 if path.endswith("/frame") else 1_000_000
            large = b'{"title": "' + b"x" * most + b'"}'
            answer = checked_answer(
                client, method, filled(path, class_ids.lesson), data=large, content_type="application/json"
            )
            assert answer.status_code == 413, path


@pytest.mark.parametrize(("method", "path"), NEEDS_DATABASE)
def test_a_database_that_cannot_be_read_is_said_to_be_so(broken: FlaskClient, method: str, path: str) -> None:
    sent: dict[str, Any] = {} if method in ("GET", "DELETE") else {"json": {}}
    query = "?class=1&class=2" if path.endswith("/compare") else ""
    answer = checked_answer(broken, method, filled(path) + query, **sent)
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (503, "database")


def test_before_the_first_class_there_is_none_to_be_found(client: FlaskClient) -> None:
    for method, path, _ in operations():
        if "{class_id}" in path and method == "GET":
            assert checked_answer(client, method, filled(path)).get_json()["error"]["code"] == "no_class_yet"


def test_a_class_under_its_monitor_is_not_deleted(client: FlaskClient, engine: Engine) -> None:
    class_id = add_running(engine, NOW)
    set_status(engine, class_id, NOW, "watching")
    assert checked_answer(client, "DELETE", f"/api/v1/classes/{class_id}").status_code == 409


@pytest.mark.parametrize(
    ("status", "address"),
    [
        (400, "classes/{}/series?points=9"),
        (400, "classes/{}/series?points=1501"),
        (400, "classes/{}/series?smoothing=9"),
        (400, "classes/{}/series?smoothing=301"),
        (400, "classes/{}/series?from=soon"),
        (400, "classes/{}/range?from=10:10&to=10:05"),
        (400, "classes/{}/segments?segments=moods"),
        (400, "classes/{}?profile=nobody"),
        (400, "live?profile=nobody"),
        (400, "compare?class={}"),
        (400, "compare?class=1&class=2&align=end"),
        (400, "compare?" + "&".join(f"class={number}" for number in range(1, 10))),
        (404, "compare?class=1&class=999"),
        (400, "after-markers?from=soon"),
        (400, "classes?search=" + "x" * 101),
        (404, "classes?page=0"),
        (404, "groups/nobody"),
    ],
)
def test_what_lies_outside_of_a_described_range_is_refused(
    client: FlaskClient, class_ids: ClassIds, status: int, address: str
) -> None:
    assert checked_answer(client, "GET", f"/api/v1/{address.format(class_ids.lesson)}").status_code == status


def test_every_address_stands_in_the_documentation() -> None:
    listed = set(re.findall(r"^\| `(/[^?`]*)", API_PAGE.read_text(encoding="utf-8"), re.M))
    assert listed == {path.removeprefix("/api/v1") for _, path, _ in operations()}


def test_the_documentations_examples_work(client: FlaskClient, engine: Engine) -> None:
    add_lesson(engine, 0, Taught(1200))
    examples = re.findall(r"^    curl (.*)$", API_PAGE.read_text(encoding="utf-8"), re.M)
    assert len(examples) == 3
    for example in examples:
        words = shlex.split(example)
        given = {name: words[words.index(name) + 1] for name in ("-X", "-d", "-H") if name in words}
        name, _, value = given.get("-H", "Accept: */*").partition(": ")
        address = next(word for word in words if word.startswith("http")).removeprefix("http://127.0.0.1:8000")
        answer = checked_answer(client, given.get("-X", "GET"), address, data=given.get("-d"), headers={name: value})
        assert answer.status_code in (200, 201), example
        assert answer.get_json().get("count", 1) == 1
