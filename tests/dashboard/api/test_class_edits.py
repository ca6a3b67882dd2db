"""Markers and excluded ranges over the API: placed, placed late, changed, deleted, and refused in one error shape."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from classroom.tables import AuditEvent
from tests.dashboard.class_fixtures import START, ClassIds, add_running, set_status

NOW = START + timedelta(hours=1)


@pytest.fixture
def running(engine: Engine) -> int:
    class_id = add_running(engine, NOW - timedelta(seconds=100))
    set_status(engine, class_id, NOW, "watching")
    return class_id


def sent(client: FlaskClient, method: str, address: str, status: int, **body: Any) -> Any:  # noqa: ANN401 - JSON
    answer = client.open(f"/api/v1/classes/{address}", method=method, json=body)
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_json()


def refused(client: FlaskClient, method: str, address: str, status: int, **body: Any) -> str:  # noqa: ANN401 - JSON
    error = sent(client, method, address, status, **body)["error"]
    assert set(error) == {"code", "message", "remedy"}
    assert error["remedy"]
    return str(error["code"])


def events(engine: Engine) -> list[tuple[str, str]]:
    with engine.connect() as connection:
        return [(found[0], found[1]) for found in connection.execute(select(AuditEvent.action, AuditEvent.detail))]


def test_a_marker_is_placed_now_or_as_late_as_the_teacher_says(client: FlaskClient, running: int) -> None:
    now = sent(client, "POST", f"{running}/markers", 201, kind="question")["marker"]
    late = sent(client, "POST", f"{running}/markers", 201, kind="own", note="Ali’s idea", seconds_ago=30)["marker"]
    assert (now["marked_at"], now["letter"]) == ("2026-11-20T10:00:00+00:00", "Q")
    assert (late["marked_at"], late["x"]) == ("2026-11-20T09:59:30+00:00", "2026-11-20T10:59:30.000")
    listed = client.get(f"/api/v1/classes/{running}/markers").get_json()["markers"]
    assert [marker["note"] for marker in listed] == ["Ali’s idea", ""]


def test_a_marker_is_renamed_moved_and_deleted(client: FlaskClient, running: int) -> None:
    marker = sent(client, "POST", f"{running}/markers", 201, kind="joke")["marker"]
    at = f"{running}/markers/{marker['id']}"
    assert sent(client, "PATCH", at, 200, kind="quiz", note="Unit 3")["marker"]["note"] == "Unit 3"
    moved = sent(client, "PATCH", at, 200, marked_at="10:59:00")["marker"]
    assert (moved["kind"], moved["marked_at"]) == ("quiz", "2026-11-20T09:59:00+00:00")
    sent(client, "DELETE", at, 204)
    assert refused(client, "DELETE", at, 404) == "record_not_found"
    assert client.get(f"/api/v1/classes/{running}/markers").get_json() == {"markers": []}


@pytest.mark.parametrize(
    ("code", "body"),
    [
        ("unknown_kind", {"kind": "sleepy"}),
        ("unknown_kind", {}),
        ("text_too_long", {"kind": "own", "note": "x" * 201}),
        ("outside_of_class", {"kind": "own", "seconds_ago": 3600}),
        ("outside_of_class", {"kind": "own", "seconds_ago": -60}),
        ("outside_of_class", {"kind": "own", "seconds_ago": 366 * 24 * 3600}),
        ("body_not_understood", {"kind": "own", "seconds_ago": 366 * 24 * 3600 + 1}),
        ("outside_of_class", {"kind": "own", "marked_at": "09:00"}),
        ("time_not_understood", {"kind": "own", "marked_at": "soon"}),
        ("body_not_understood", {"kind": "own", "marked_at": 5}),
        ("body_not_understood", {"kind": "own", "seconds_ago": "30"}),
        ("body_not_understood", {"kind": "own", "seconds_ago": 1e300}),
        ("body_not_understood", {"kind": 7}),
        ("body_not_understood", {"kind": "own", "colour": "red"}),
    ],
)
def test_what_is_no_marker_of_this_class_is_refused_by_name(
    client: FlaskClient, engine: Engine, running: int, code: str, body: dict[str, Any]
) -> None:
    assert refused(client, "POST", f"{running}/markers", 400, **body) == code
    assert events(engine) == []


@pytest.mark.parametrize("body", ["", "[1]", "{", "NaN", '{"kind": "own", "seconds_ago": NaN}'])
def test_a_body_that_is_no_json_object_is_refused(client: FlaskClient, running: int, body: str) -> None:
    at = f"/api/v1/classes/{running}/markers"
    answer = client.post(at, data=body, content_type="application/json")
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (400, "body_not_understood")


def test_a_marker_of_another_class_is_not_found_here(client: FlaskClient, class_ids: ClassIds, running: int) -> None:
    marker = sent(client, "POST", f"{running}/markers", 201, kind="joke")["marker"]
    assert refused(client, "PATCH", f"{class_ids.lesson}/markers/{marker['id']}", 404, note="x") == "record_not_found"
    assert refused(client, "POST", "999/markers", 404, kind="joke") == "class_not_found"


def test_a_marker_sent_late_lands_in_a_class_that_has_ended_meanwhile(client: FlaskClient, class_ids: ClassIds) -> None:
    marker = sent(client, "POST", f"{class_ids.lesson}/markers", 201, kind="break", seconds_ago=3000)["marker"]
    assert marker["marked_at"] == "2026-11-20T09:10:00+00:00"
    assert refused(client, "POST", f"{class_ids.lesson}/markers", 400, kind="break") == "outside_of_class"


def test_ranges_that_touch_are_joined_with_their_notes(client: FlaskClient, class_ids: ClassIds) -> None:
    at = f"{class_ids.lesson}/excluded-ranges"
    first = sent(client, "POST", at, 201, began_at="10:02", ended_at="10:04", note="break")["excluded_range"]
    sent(client, "POST", at, 201, began_at="10:08", ended_at="10:09")
    both = sent(client, "POST", at, 201, began_at="10:03", ended_at="10:05", note="late back")["excluded_range"]
    assert (both["begin"], both["end"], both["note"]) == ("10:02:00", "10:05:00", "break, late back")
    listed = client.get(f"/api/v1/classes/{at}").get_json()["excluded_ranges"]
    assert [excluded["begin"] for excluded in listed] == ["10:02:00", "10:08:00"]
    assert refused(client, "PATCH", f"{at}/{first['id']}", 404, note="x") == "record_not_found"


def test_a_range_is_changed_alone_and_keeps_its_number(client: FlaskClient, class_ids: ClassIds) -> None:
    at = f"{class_ids.lesson}/excluded-ranges"
    excluded = sent(client, "POST", at, 201, began_at="10:02", ended_at="10:04")["excluded_range"]
    changed = sent(client, "PATCH", f"{at}/{excluded['id']}", 200, ended_at="10:03")["excluded_range"]
    assert (changed["id"], changed["begin"], changed["end"]) == (excluded["id"], "10:02:00", "10:03:00")
    assert refused(client, "PATCH", f"{at}/{excluded['id']}", 400, ended_at="10:01") == "range_without_length"
    sent(client, "DELETE", f"{at}/{excluded['id']}", 204)
    assert client.get(f"/api/v1/classes/{at}").get_json() == {"excluded_ranges": []}


def test_what_is_left_out_counts_in_no_figure(client: FlaskClient, class_ids: ClassIds) -> None:
    before = client.get(f"/api/v1/classes/{class_ids.lesson}").get_json()["summary"]
    sent(client, "POST", f"{class_ids.lesson}/excluded-ranges", 201, began_at="10:08", ended_at="10:10")
    after = client.get(f"/api/v1/classes/{class_ids.lesson}").get_json()["summary"]
    assert after["samples"] == before["samples"] - 120
    assert after["mood"]["happy"] < before["mood"]["happy"]


def test_title_group_and_notes_are_changed_together(client: FlaskClient, class_ids: ClassIds) -> None:
    at = f"{class_ids.lesson}"
    changed = sent(client, "PATCH", at, 200, title=" Cubics\n ", group="7c", notes="Slower.\r\nMore examples.")["class"]
    assert (changed["title"], changed["group"], changed["notes"]) == ("Cubics", "7c", "Slower.\nMore examples.")
    assert client.get(f"/api/v1/classes/{at}").get_json()["class"]["notes"] == "Slower.\nMore examples."
    assert "notes" not in client.get("/api/v1/live").get_json()["class"]
    assert refused(client, "PATCH", at, 400, title="  ") == "title_missing"
    assert refused(client, "PATCH", at, 400, group="x" * 201) == "text_too_long"


def test_a_class_is_deleted_unless_its_monitor_is_alive(client: FlaskClient, engine: Engine, running: int) -> None:
    assert refused(client, "DELETE", f"{running}", 409) == "class_is_watched"
    set_status(engine, running, NOW - timedelta(seconds=11), "watching")
    sent(client, "DELETE", f"{running}", 204)
    assert refused(client, "GET", f"{running}", 404) == "class_not_found"


def test_the_audit_log_tells_what_was_changed_and_holds_no_text_of_the_teacher(
    client: FlaskClient, engine: Engine, class_ids: ClassIds
) -> None:
    lesson = class_ids.lesson
    sent(client, "PATCH", f"{lesson}", 200, title="Secret title", notes="Secret notes")
    sent(client, "POST", f"{lesson}/markers", 201, kind="own", note="Secret", marked_at="10:05")
    sent(client, "POST", f"{lesson}/excluded-ranges", 201, began_at="10:08", ended_at="10:10", note="Secret")
    sent(client, "DELETE", f"{lesson}", 204)
    recorded = events(engine)
    assert [action for action, _ in recorded] == [
        "class_renamed", "class_noted", "marker_added", "range_excluded", "class_deleted",
    ]  # fmt: skip
    assert not any("Secret" in detail for _, detail in recorded)
