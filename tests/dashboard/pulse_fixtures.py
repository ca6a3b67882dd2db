"""A class that is held, its pulse, and students who answer it."""

import urllib.parse
from datetime import UTC, datetime, timedelta

from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from classroom.tables import PulseWindow
from dashboard.request.services import Services
from tests.dashboard.class_fixtures import add_running, set_status
from tests.pulse.served_pulse import Device


def held(engine: Engine, started_at: datetime) -> int:
    """Return a class whose monitor gives signs for an hour to come."""
    class_id = add_running(engine, started_at)
    set_status(engine, class_id, datetime.now(UTC) + timedelta(hours=1), "watching")
    return class_id


def parts_of(client: FlaskClient) -> Services:
    """Return the parts of the client's app."""
    found: Services = client.application.extensions["moodline"]
    return found


def start(client: FlaskClient, class_id: int, question: str = "mood") -> dict[str, str]:
    """Start a pulse over the API, and return it as it is answered."""
    answer = client.post(f"/api/v1/classes/{class_id}/pulse", json={"question": question, "reach": "machine"})
    assert answer.status_code == 201, answer.text
    run: dict[str, str] = answer.get_json()["running"]
    return run


def tap(url: str, devices: int, answer: int = 1) -> None:
    """Let so many new devices answer."""
    parts = urllib.parse.urlsplit(url)
    for _ in range(devices):
        assert Device(parts.port or 0, path=parts.path).tap(answer).status == 303


def windows(engine: Engine) -> list[tuple[int, int, int]]:
    """Return the counts of all rounds that were written."""
    with engine.connect() as connection:
        rows = connection.execute(select(PulseWindow.first, PulseWindow.second, PulseWindow.third)).all()
    return [(row[0], row[1], row[2]) for row in rows]
