from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from tests.dashboard.class_fixtures import START, ClassIds, Taught, add_class, add_samples


def points_of(client: FlaskClient, class_id: int, query: str = "") -> Any:  # noqa: ANN401 - JSON
    return client.get(f"/api/v1/classes/{class_id}/series{query}").get_json()["points"]


def steepest(points: Any) -> float:  # noqa: ANN401 - JSON
    net = np.array([np.nan if value is None else value for value in points["net_positivity"]], dtype=float)
    return float(np.nanmax(np.abs(np.diff(net))))


def test_more_smoothing_makes_the_same_change_flatter(client: FlaskClient, class_ids: ClassIds) -> None:
    steps = [steepest(points_of(client, class_ids.lesson, f"?smoothing={seconds}")) for seconds in (10, 30, 120, 300)]
    assert steps == sorted(steps, reverse=True)
    assert steps[0] > 5 * steps[-1]
    payload = client.get(f"/api/v1/classes/{class_ids.lesson}/series?smoothing=120").get_json()
    assert payload["window_seconds"] == 120


def test_without_a_wish_the_smoothing_is_that_of_the_configuration(client: FlaskClient, class_ids: ClassIds) -> None:
    assert points_of(client, class_ids.lesson) == points_of(client, class_ids.lesson, "?smoothing=30")


def test_a_range_of_a_long_class_comes_with_all_its_detail(client: FlaskClient, engine: Engine) -> None:
    class_id = add_class(engine, ended_at=START + timedelta(hours=4))
    add_samples(engine, class_id, START, Taught(4 * 3600))
    whole = points_of(client, class_id)
    part = points_of(client, class_id, "?from=2026-11-20T10:00:00Z&to=2026-11-20T10:10:00Z")
    inside = [moment for moment in whole["x"] if "2026-11-20T11:00" <= moment < "2026-11-20T11:10"]
    assert len(part["x"]) == 600
    assert len(inside) < 100
    assert part["x"][0] == "2026-11-20T11:00:00.000"


def test_a_range_keeps_the_mood_of_its_first_moments(client: FlaskClient, class_ids: ClassIds) -> None:
    """The window before the range begins belongs to its first mood: it is no start of a class."""
    part = points_of(client, class_ids.lesson, "?from=2026-11-20T09:05:00Z&to=2026-11-20T09:06:00Z")
    assert part["net_positivity"][0] is not None


@pytest.mark.parametrize("query", ["?from=2026-11-20T12:00:00Z&to=2026-11-20T13:00:00Z"])
def test_a_range_outside_of_the_class_has_no_points(client: FlaskClient, class_ids: ClassIds, query: str) -> None:
    assert points_of(client, class_ids.lesson, query)["x"] == []
