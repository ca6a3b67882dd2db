"""Places that are left out, and one's own tile, reach the monitor of this computer; what it says of them is told."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from classroom.control_file import ControlAddress
from dashboard.monitors.service import MonitorService
from monitor.control.class_control import ClassControl
from monitor.control.requests import End, Mark
from monitor.control.server import control_server
from tests.dashboard.api.described_answers import checked_answer

ADDRESS = "/api/v1/monitor/mark"
PLACES = [[0.0, 0.0, 0.25, 0.2], [0.5, 0.8, 0.5, 0.2]]


@pytest.fixture
def control(monkeypatch: pytest.MonkeyPatch) -> Iterator[ClassControl]:
    """The requests that a monitor in class gets."""
    control = ClassControl("watching")
    address = ControlAddress(1, 0, "a database")
    with control_server(control, address.token) as port:
        monkeypatch.setattr(MonitorService, "_address", lambda _: address.at(port))
        yield control


def test_places_and_ones_own_tile_reach_the_monitor_and_are_told(client: FlaskClient, control: ClassControl) -> None:
    answer = checked_answer(client, "POST", ADDRESS, json={"left_out": PLACES, "own_tile": [0.9, 0.1]})
    assert control.take_marks() == Mark(PLACES, [0.9, 0.1])
    assert (answer.get_json()["left_out"], answer.get_json()["own_tile"]) == (PLACES, [0.9, 0.1])
    assert client.get("/api/v1/monitor").get_json()["left_out"] == PLACES


def test_nobody_is_marked_any_more_by_marks_without_a_place(client: FlaskClient, control: ClassControl) -> None:
    client.post(ADDRESS, json={"left_out": PLACES, "own_tile": [0.9, 0.1]})
    answer = checked_answer(client, "POST", ADDRESS, json={})
    assert (answer.get_json()["left_out"], answer.get_json()["own_tile"]) == ([], None)


def test_places_that_are_lost_are_told_until_they_are_marked_again(client: FlaskClient, control: ClassControl) -> None:
    control.places_lost(are_lost=True)
    assert checked_answer(client, "GET", "/api/v1/monitor").get_json()["places_are_lost"] is True
    assert client.post(ADDRESS, json={"left_out": PLACES}).get_json()["places_are_lost"] is False


def test_ones_own_tile_that_is_lost_is_told_until_it_is_marked_again(
    client: FlaskClient, control: ClassControl
) -> None:
    control.own_tile_lost(is_lost=True)
    assert checked_answer(client, "GET", "/api/v1/monitor").get_json()["own_tile_is_lost"] is True
    assert client.post(ADDRESS, json={"own_tile": [0.9, 0.1]}).get_json()["own_tile_is_lost"] is False


@pytest.mark.parametrize(
    "body",
    [
        {"left_out": [[0, 0, 0.5]]},
        {"left_out": [[0, 0, 0, 0.5]]},
        {"left_out": [[0.6, 0, 0.5, 0.5]]},
        {"left_out": [[0, 0, 50, 50]]},
        {"left_out": [[0, 0, True, 0.5]]},
        {"left_out": [0, 0, 0.5, 0.5]},
        {"left_out": [[0, 0, 0.1, 0.1]] * 21},
        {"own_tile": [0.5]},
        {"own_tile": [0.5, -0.1]},
        {"own_tile": "mine"},
        {"places": PLACES},
    ],
)
def test_marks_that_are_none_are_refused_before_the_monitor_hears_of_them(
    client: FlaskClient, control: ClassControl, body: dict[str, Any]
) -> None:
    answer = checked_answer(client, "POST", ADDRESS, json=body)
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (400, "body_not_understood")
    assert control.take_marks() is None


def test_a_refusal_is_said_in_the_readers_language(client: FlaskClient) -> None:
    answer = client.post(ADDRESS, json={"own_tile": [2, 2]}, headers={"Accept-Language": "de"})
    words = "own_tile ist ein Punkt des Bildes: von links und von oben, von 0 bis 1; oder null."
    assert answer.get_json()["error"]["remedy"] == words


def test_a_class_that_ends_takes_no_marks(client: FlaskClient, control: ClassControl) -> None:
    control.request(End(10))
    answer = checked_answer(client, "POST", ADDRESS, json={"left_out": PLACES})
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (409, "not_now")
