"""A lesson plan on a class's page and in the API: imported, replaced when asked, removed, refused in plain words."""

from datetime import timedelta
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, insert, select
from werkzeug.test import TestResponse

from classroom.tables import AuditEvent, Marker, PlanSegment
from tests.dashboard.class_fixtures import START, ClassIds

PLAN = "title,minutes\nWarm-up,8\nProof,7\nQuiz,30\n"


def sent(client: FlaskClient, class_id: int, text: str, name: str = "plan.csv", **fields: str) -> TestResponse:
    return client.post(f"/classes/{class_id}/plan", data={"plan": (BytesIO(text.encode()), name), **fields})


def titles(client: FlaskClient, class_id: int) -> list[str]:
    return [part["title"] for part in client.get(f"/api/v1/classes/{class_id}/plan").json["plan"]]  # type: ignore[index]


def test_an_imported_plan_is_shown_at_once_with_what_was_cut_off(client: FlaskClient, class_ids: ClassIds) -> None:
    answer = sent(client, class_ids.lesson, PLAN)
    assert answer.status_code == 303
    page = client.get(answer.headers["Location"]).text
    assert "1 part of the plan reached beyond the class and was cut to it." in page
    assert page.count('class="segment-title"') == 9, "each of the three in the list and in both tables"
    assert "“Proof”" in page
    assert titles(client, class_ids.lesson) == ["Warm-up", "Proof", "Quiz"]


def test_a_plan_that_is_there_is_replaced_only_if_that_was_ticked(client: FlaskClient, class_ids: ClassIds) -> None:
    sent(client, class_ids.lesson, PLAN)
    refused = sent(client, class_ids.lesson, "title,minutes\nOther,5\n")
    assert refused.status_code == 409
    assert "already" in refused.text
    assert titles(client, class_ids.lesson) == ["Warm-up", "Proof", "Quiz"]
    assert sent(client, class_ids.lesson, "title,minutes\nOther,5\n", replace="yes").status_code == 303
    assert titles(client, class_ids.lesson) == ["Other"]


def test_a_plan_can_be_removed_and_both_are_in_the_audit_log(
    client: FlaskClient, class_ids: ClassIds, engine: Engine
) -> None:
    sent(client, class_ids.lesson, PLAN)
    assert client.post(f"/classes/{class_ids.lesson}/plan/delete").status_code == 303
    assert client.post(f"/classes/{class_ids.lesson}/plan/delete").status_code == 303, "a second time is no error"
    assert titles(client, class_ids.lesson) == []
    with engine.connect() as connection:
        events = connection.execute(select(AuditEvent.action, AuditEvent.detail)).all()
    assert [action for action, _ in events] == ["plan_imported", "plan_deleted"]
    assert not any("Proof" in detail for _, detail in events)


def test_a_plan_that_cannot_be_read_changes_nothing_and_says_why(client: FlaskClient, class_ids: ClassIds) -> None:
    sent(client, class_ids.lesson, PLAN)
    answer = sent(client, class_ids.lesson, "title,minutes\nA,ten\n", replace="yes")
    assert answer.status_code == 400
    assert "Line 2: “ten” is no length" in answer.text
    assert "Write minutes" in answer.text
    assert titles(client, class_ids.lesson) == ["Warm-up", "Proof", "Quiz"]
    assert "No file was chosen" in client.post(f"/classes/{class_ids.lesson}/plan", data={"plan": (BytesIO(), "")}).text
    assert sent(client, class_ids.lesson, "x" * 1_100_000).status_code == 413
    assert sent(client, 999, PLAN).status_code == 404


def test_what_a_plan_says_is_never_markup(client: FlaskClient, class_ids: ClassIds) -> None:
    sent(client, class_ids.lesson, "title,minutes\n<script>alert(1)</script>,5\n")
    page = client.get(f"/classes/{class_ids.lesson}").text
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_page_elsewhere_can_neither_import_nor_remove_a_plan(client: FlaskClient, class_ids: ClassIds) -> None:
    sent(client, class_ids.lesson, PLAN)
    for path in ("plan", "plan/delete"):
        elsewhere = {"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site"}
        assert client.post(f"/classes/{class_ids.lesson}/{path}", headers=elsewhere).status_code == 403
    assert client.delete(f"/api/v1/classes/{class_ids.lesson}/plan", headers=elsewhere).status_code == 403
    assert len(titles(client, class_ids.lesson)) == 3


def test_the_api_takes_a_plan_gives_it_back_and_removes_it(
    client: FlaskClient, class_ids: ClassIds, engine: Engine
) -> None:
    address = f"/api/v1/classes/{class_ids.lesson}/plan"
    parts = [
        {"title": "A", "began_at": "2026-11-20T10:00:00", "ended_at": "2026-11-20T09:10:00Z"},
        {"title": "B", "began_at": "2026-11-20T10:10:00+01:00", "ended_at": "2026-11-20T12:00:00+01:00"},
    ]
    stored = client.put(address, json={"segments": parts})
    assert stored.status_code == 200
    assert (stored.json["clipped"], stored.json["left_out"]) == (1, 0)  # type: ignore[index]
    assert client.put(address, json={"segments": parts[:1]}).status_code == 200
    assert client.get(address).json == {
        "plan": [{"title": "A", "began_at": "2026-11-20T09:00:00+00:00", "ended_at": "2026-11-20T09:10:00+00:00"}]
    }
    assert client.delete(address).status_code == 204
    with engine.connect() as connection:
        assert connection.execute(select(PlanSegment.id)).all() == []


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {},
        {"segments": "A"},
        {"segments": []},
        {"segments": [7]},
        {"segments": [{"title": "A"}]},
        {"segments": [{"title": " ", "began_at": "2026-11-20T10:00", "ended_at": "2026-11-20T10:10"}]},
        {"segments": [{"title": "A", "began_at": "soon", "ended_at": "2026-11-20T10:10"}]},
        {"segments": [{"title": "A", "began_at": "2026-11-20T10:10", "ended_at": "2026-11-20T10:00"}]},
        {"segments": [{"title": "A", "began_at": "0001-01-01T00:00", "ended_at": "9999-12-31T23:59"}], "more": 1},
    ],
)
def test_the_api_refuses_what_is_no_plan_in_the_one_error_shape(
    client: FlaskClient, class_ids: ClassIds, body: object
) -> None:
    answer = client.put(f"/api/v1/classes/{class_ids.lesson}/plan", json=body)
    assert answer.status_code == 400
    assert set(answer.json["error"]) == {"code", "message", "remedy"}  # type: ignore[index]
    assert titles(client, class_ids.lesson) == []


def test_the_plan_comes_first_and_the_address_can_ask_for_another_origin(
    client: FlaskClient, class_ids: ClassIds, engine: Engine
) -> None:
    address = f"/api/v1/classes/{class_ids.lesson}/segments"
    assert client.get(address).json["origin"] is None  # type: ignore[index]
    marked = {
        "class_session_id": class_ids.lesson,
        "marked_at": START + timedelta(minutes=5),
        "kind": "topic",
        "note": "",
    }
    with engine.begin() as connection:
        connection.execute(insert(Marker).values(**marked))
    assert client.get(address).json["origin"] == "markers"  # type: ignore[index]
    sent(client, class_ids.lesson, PLAN)
    payload = client.get(address).json
    assert payload is not None
    assert (payload["origin"], payload["available"]) == ("plan", ["plan", "markers"])
    proof = payload["segments"][1]
    assert proof["change_from_segment_before"]["net_positivity"]["is_clear"]
    assert client.get(f"{address}?segments=markers").json["segments"][1]["title"] == "Topic 1"  # type: ignore[index]
    assert client.get(f"{address}?segments=slides").json["segments"] == []  # type: ignore[index]
    assert client.get(f"{address}?segments=nonsense").status_code == 400
    page = client.get(f"/classes/{class_ids.lesson}?segments=markers&profile=valence").text
    assert f"/classes/{class_ids.lesson}?profile=valence&amp;segments=plan#segments" in page


def test_a_class_without_segments_says_how_to_get_some(client: FlaskClient, class_ids: ClassIds) -> None:
    page = client.get(f"/classes/{class_ids.lesson}").text
    assert "This class has no parts yet." in page
    assert 'name="plan"' in page


def test_a_plan_is_read_by_the_clock_that_the_page_shows(client: FlaskClient, class_ids: ClassIds) -> None:
    client.set_cookie("moodline-zone", "America/New_York")
    page = client.get(f"/classes/{class_ids.lesson}").text
    assert "Times are by the clock of this page (America/New_York (UTC-05:00))" in page
    sent(client, class_ids.lesson, "start,end,title\n04:02,04:06,Warm-up\n")
    (part,) = client.get(f"/api/v1/classes/{class_ids.lesson}/plan").json["plan"]  # type: ignore[index]
    assert (part["began_at"], part["ended_at"]) == ("2026-11-20T09:02:00+00:00", "2026-11-20T09:06:00+00:00")
