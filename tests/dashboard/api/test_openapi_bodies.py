"""Test that bodies of requests are taken and refused as the API's description says."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from dashboard.options import DashboardOptions, PulseOptions
from tests.browser.chromium import free_port
from tests.dashboard.api.described_answers import checked_answer, description_of, operations, resolved, validator
from tests.dashboard.class_fixtures import ClassIds
from tests.dashboard.pulse_fixtures import held
from tests.dashboard.shared_app import app_of

TAKEN: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("POST", "/markers", {"kind": "own", "note": "Ali’s idea", "marked_at": "10:05"}),
    ("POST", "/markers", {"kind": "joke", "seconds_ago": 2400}),
    ("PATCH", "/markers/1", {"kind": "quiz", "note": "", "marked_at": "2026-11-20T09:06:00Z"}),
    ("PATCH", "/markers/1", {}),
    ("DELETE", "/markers/1", {}),
    ("POST", "/excluded-ranges", {"began_at": "10:02", "ended_at": "10:04:30", "note": "break"}),
    ("PATCH", "/excluded-ranges/1", {"ended_at": "10:03"}),
    ("DELETE", "/excluded-ranges/1", {}),
    (
        "PUT",
        "/plan",
        {
            "segments": [
                {"title": "Start", "began_at": "2026-11-20T09:50:00+01:00", "ended_at": "2026-11-20T10:05:00"},
                {"title": "Quiz", "began_at": "2026-11-20T09:05:00Z", "ended_at": "2026-11-20T09:10:00Z"},
                {"title": "Later", "began_at": "2026-11-20T11:05:00Z", "ended_at": "2026-11-20T11:10:00Z"},
            ]
        },
    ),
    ("DELETE", "/plan", {}),
    ("PATCH", "", {"title": "Cubics", "group": "7c", "notes": "Slower."}),
    ("PATCH", "", {}),
    ("DELETE", "", {}),
)
REFUSED: tuple[tuple[str, str, object], ...] = (
    ("POST", "/markers", {}),
    ("POST", "/markers", {"kind": "sleepy"}),
    ("POST", "/markers", {"kind": "own", "note": "x" * 201}),
    ("POST", "/markers", {"kind": "own", "seconds_ago": "30"}),
    ("POST", "/markers", {"kind": "own", "seconds_ago": 1e9}),
    ("POST", "/markers", {"kind": "own", "colour": "green"}),
    ("POST", "/markers", []),
    ("PATCH", "/markers/1", {"kind": None}),
    ("PATCH", "/markers/1", {"time": "10:05"}),
    ("POST", "/excluded-ranges", {"began_at": "10:02"}),
    ("POST", "/excluded-ranges", {"began_at": 1, "ended_at": 2}),
    ("PATCH", "/excluded-ranges/1", {"note": 5}),
    ("PUT", "/plan", {}),
    ("PUT", "/plan", {"segments": []}),
    ("PUT", "/plan", {"segments": [{"title": "Start"}]}),
    (
        "PUT",
        "/plan",
        {"segments": [{"title": "", "began_at": "2026-11-20T09:05:00Z", "ended_at": "2026-11-20T09:06:00Z"}]},
    ),
    ("PUT", "/plan", {"segments": "10:00 Start"}),
    ("PUT", "/plan", {"segments": [{"title": "Quiz", "began_at": "10:05", "ended_at": "10:06", "minutes": 1}]}),
    ("PATCH", "", {"title": ""}),
    ("PATCH", "", {"title": "x" * 201}),
    ("PATCH", "", {"notes": "x" * 20_001}),
    ("PATCH", "", {"status": "finished"}),
    ("POST", "/pulse", {}),
    ("POST", "/pulse", {"question": "attention"}),
    ("POST", "/pulse", {"question": "mood", "reach": "world"}),
    ("POST", "/pulse", {"question": "mood", "names": True}),
)


def allowed(method: str, end: str, body: object) -> bool:
    """Say whether the description allows the body."""
    template = "/api/v1/classes/{class_id}" + end.replace("markers/1", "markers/{marker_id}").replace(
        "ranges/1", "ranges/{range_id}"
    )  # fmt: skip
    return validator(body_of(description_of(method, template))).is_valid(body)


def body_of(operation: dict[str, Any]) -> dict[str, Any]:
    schema: dict[str, Any] = resolved(operation["requestBody"]["content"]["application/json"]["schema"])
    return schema


@pytest.fixture
def pulsing(database: Path) -> Iterator[FlaskClient]:
    """A client of an app whose pulse has a port of its own."""
    app = app_of(DashboardOptions(f"sqlite:///{database.as_posix()}", pulse=PulseOptions(free_port())))
    yield app.test_client()
    app.extensions["moodline"].pulse.close()
    app.extensions["moodline"].reader.close()


def test_every_body_that_is_described_is_taken_and_answered_as_described(
    client: FlaskClient, class_ids: ClassIds
) -> None:
    done = set()
    for method, end, body in TAKEN:
        sent: dict[str, Any] = {} if method == "DELETE" else {"json": body}
        assert method == "DELETE" or allowed(method, end, body), f"{method} {end}"
        answer = checked_answer(client, method, f"/api/v1/classes/{class_ids.lesson}{end}", **sent)
        assert answer.status_code in (200, 201, 204), answer.get_data(as_text=True)
        done.add((method, end.replace("/1", "")))
    templates = ((method, path.replace("/api/v1/classes/{class_id}", "")) for method, path, _ in operations())
    writing = {
        (method, path.partition("/{")[0])
        for method, path in templates
        # tests/dashboard/monitors, test_recordings.py and test_try_it.py have those
        if method != "GET" and not path.startswith(("/api/v1/monitor", "/api/v1/recordings", "/api/v1/try-it"))
    }
    assert writing - done == {("POST", "/pulse"), ("POST", "/pulse/answers"), ("DELETE", "/pulse")}


def test_the_plan_says_what_of_it_was_cut_and_left_out(client: FlaskClient, class_ids: ClassIds) -> None:
    put = next(body for method, end, body in TAKEN if (method, end) == ("PUT", "/plan"))
    payload = checked_answer(client, "PUT", f"/api/v1/classes/{class_ids.lesson}/plan", json=put).get_json()
    assert (len(payload["plan"]), payload["clipped"], payload["left_out"]) == (2, 1, 1)


def test_the_pulse_is_started_shown_and_stopped_as_described(
    pulsing: FlaskClient, engine: Engine, class_ids: ClassIds
) -> None:
    class_id = held(engine, datetime.now(UTC) - timedelta(seconds=100))
    at = f"/api/v1/classes/{class_id}/pulse"
    for body in ({"question": "mood"}, {"question": "understanding", "reach": "machine"}):
        assert allowed("POST", "/pulse", body)
        assert checked_answer(pulsing, "POST", at, json=body).get_json()["running"]["question"] == body["question"]
    assert checked_answer(pulsing, "GET", at).get_json()["running"]["answered"] is None
    assert checked_answer(pulsing, "GET", f"{at}/running").get_json()["running"]["question"] == "understanding"
    over = checked_answer(pulsing, "POST", f"/api/v1/classes/{class_ids.lesson}/pulse", json={"question": "mood"})
    assert (over.status_code, over.get_json()["error"]["code"]) == (409, "class_is_not_held")
    assert checked_answer(pulsing, "DELETE", at).status_code == 204
    assert checked_answer(pulsing, "GET", f"{at}/running").get_json() == {"running": None}
    typed: dict[str, Any] = {"question": "mood", "counts": "👍 12, 😐 6, 👎 3", "minutes": 1}
    assert allowed("POST", "/pulse/answers", typed)
    assert checked_answer(pulsing, "POST", f"{at}/answers", json=typed).get_json()["window"]["answers"] == 21


@pytest.mark.parametrize(("method", "end", "body"), REFUSED)
def test_a_body_that_is_not_described_is_refused(
    client: FlaskClient, class_ids: ClassIds, method: str, end: str, body: object
) -> None:
    assert not allowed(method, end, body)
    at = f"/api/v1/classes/{class_ids.lesson}"
    client.post(f"{at}/markers", json={"kind": "joke", "marked_at": "10:05"})
    client.post(f"{at}/excluded-ranges", json={"began_at": "10:02", "ended_at": "10:03"})
    answer = checked_answer(client, method, at + end, json=body)
    assert answer.status_code == 400, answer.get_data(as_text=True)
