"""Test the averages after markers: told only where the band says so, and never as a cause."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from tests.dashboard.class_fixtures import CALM, JOKE, START, Lesson, Mood, Taught, wavering
from tests.dashboard.term_fixtures import add_lesson, calm, exclude, mark

MARKED = 300


def text_of(client: FlaskClient, address: str = "/after-markers") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def kinds(client: FlaskClient, query: str = "") -> dict[str, dict[str, Any]]:
    answer = client.get(f"/api/v1/after-markers?{query}")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return {one["words"] or one["kind"]: one for one in answer.get_json()["kinds"]}


def brighter_after(second: float) -> Mood:
    """Return a calm class that brightens half a minute after the marker, for good."""
    return wavering(JOKE if second >= MARKED + 30 else CALM, second)


def in_its_own_way(days: int, after: Mood = CALM) -> Lesson:
    """Return a calm class, and `after` the marker; no two waver alike, or the smallest sway would stand out."""
    return lambda second: wavering(after if second >= MARKED + 30 else CALM, second + 17 * days)


@pytest.fixture
def marked_term(engine: Engine) -> list[int]:
    """Six classes: a worked example that the mood follows, written in two ways, and questions that nothing follows."""
    ids = []
    for days in range(6):
        mood = brighter_after if days % 2 else calm
        class_id = add_lesson(engine, days, Taught(600, mood=mood), group_name="7b" if days < 3 else "9a")
        note = "Worked  example" if days == 1 else "worked example"
        kind = ("own", note) if days % 2 else ("question", "")
        mark(engine, class_id, START - timedelta(days=days), [(MARKED, *kind), (40, "break", "")])
        ids.append(class_id)
    return ids


def test_own_words_are_gathered_by_their_text_and_the_sentence_says_what_followed(
    client: FlaskClient, marked_term: list[int]
) -> None:
    found = kinds(client)
    assert set(found) == {"worked example", "question", "break"}
    worked = found["worked example"]
    assert (worked["markers"], worked["classes"]) == (3, 3)
    assert worked["effect"] > 0.5
    assert worked["sentence"] in text_of(client)


def test_too_little_is_called_too_little(client: FlaskClient, marked_term: list[int]) -> None:
    found = kinds(client)
    assert found["question"]["verdict"] == "too_few", "three markers are not five"
    assert found["break"]["verdict"] == "too_few"
    assert found["break"]["markers"] == 0
    assert "6 markers had too little seen before or after them." in text_of(client)


def test_a_page_of_enough_markers_says_how_long_it_took_or_that_there_is_nothing_to_see(
    client: FlaskClient, engine: Engine
) -> None:
    for days in range(6):
        class_id = add_lesson(engine, days, Taught(600, mood=in_its_own_way(days, JOKE)))
        mark(engine, class_id, START - timedelta(days=days), [(MARKED, "own", "worked example")])
        class_id = add_lesson(engine, days, Taught(600, mood=in_its_own_way(days)), title="Calm")
        mark(engine, class_id, START - timedelta(days=days), [(MARKED, "question", "")])
    found = kinds(client)
    assert found["worked example"]["verdict"] == "lifts"
    assert found["worked example"]["after_seconds"] == pytest.approx(30, abs=10)
    assert found["question"]["verdict"] == "nothing"
    page = text_of(client)
    assert re.search(r"The mood was clearly more positive after \d0 seconds", page)
    assert "The mood was no different" in page or "The mood may have changed, or it may be chance" in page
    assert "The line is the change as it was read." in page
    assert "What followed a marker is not what it caused" in page


def test_group_and_days_choose_the_classes(client: FlaskClient, marked_term: list[int]) -> None:
    assert kinds(client, "group=7b")["worked example"]["markers"] == 1
    assert kinds(client, "from=2026-11-18&to=2026-11-18")["question"]["markers"] == 1
    page = text_of(client, "/after-markers?group=7b")
    assert "<option selected>7b</option>" in page
    assert "3 classes with markers." in page


def test_excluded_ranges_and_new_markers_count_at_once(
    client: FlaskClient, engine: Engine, marked_term: list[int]
) -> None:
    assert kinds(client)["worked example"]["markers"] == 3
    exclude(engine, marked_term[1], START - timedelta(days=1), MARKED - 110, MARKED + 170)
    assert kinds(client)["worked example"]["markers"] == 2
    mark(engine, marked_term[0], START, [(MARKED, "quiz", "")])
    assert kinds(client)["quiz"]["markers"] == 1


def test_each_chart_has_the_same_scale_a_table_and_its_numbers(client: FlaskClient, marked_term: list[int]) -> None:
    page = text_of(client)
    block = re.search(r'id="figures">(.*?)</script>', page, re.DOTALL)
    assert block is not None
    charts = json.loads(block[1])
    assert set(charts) == {f"after-{place}" for place in range(3)} - {_place_of("Break", page)}
    assert len({tuple(chart["layout"]["yaxis"]["range"]) for chart in charts.values()}) == 1
    assert page.count("<summary>The same as a table <span") == 2
    assert '<th scope="row">+0 … +10</th>' in page
    assert "3 markers in 3 classes" in page


def test_a_chart_s_band_waits_until_the_reader_points_at_it(client: FlaskClient, marked_term: list[int]) -> None:
    page = text_of(client)
    charts = json.loads(re.findall(r'id="figures">(.*?)</script>', page, re.DOTALL)[0])
    assert charts
    for name, chart in charts.items():
        (band,) = [trace for trace in chart["data"] if trace["meta"].get("band")]
        assert band["visible"] is False
        assert f'<button type="button" class="line-key alone" data-line="{name}"' in page


def _place_of(label: str, page: str) -> str:
    labels = re.findall(r"<figcaption><h2>(.*?)</h2>", page)
    return f"after-{labels.index(label)}"


def test_without_markers_it_says_how_to_set_one(client: FlaskClient, engine: Engine) -> None:
    add_lesson(engine, 0, Taught(60, mood=calm))
    page = text_of(client)
    assert "No markers yet" in page
    for key in "QTZBJO":
        assert f"<kbd>{key}</kbd>" in page
    assert "No class fits this search" in text_of(client, "/after-markers?group=nobody")


def test_classes_are_added_up_a_few_at_a_time(client: FlaskClient, marked_term: list[int]) -> None:
    client.application.extensions["moodline"].marker_windows.budget_seconds = 0.0
    answer = client.get("/after-markers")
    assert "Adding up: 1 of 6 classes." in answer.get_data(as_text=True)
    assert client.get("/api/v1/after-markers").get_json() == {"progress": {"done": 2, "of": 6}}
    for _ in range(4):
        answer = client.get("/after-markers")
    assert "6 classes with markers." in answer.get_data(as_text=True)


def test_the_cache_of_single_classes_is_left_alone(client: FlaskClient, marked_term: list[int]) -> None:
    text_of(client)
    cache = client.application.extensions["moodline"].cache
    assert not [class_id for class_id in marked_term if cache.holds(class_id)]
