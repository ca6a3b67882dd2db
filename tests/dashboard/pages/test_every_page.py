from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from tests.dashboard.class_fixtures import (
    START,
    ClassIds,
    Taught,
    add_class,
    add_running,
    add_samples,
    new_database,
    set_status,
)

NOW = START + timedelta(hours=1)


def text_of(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def test_before_the_database_exists_the_page_says_how_to_start_a_class(client: FlaskClient) -> None:
    assert "<h1>Start a class</h1>" in text_of(client, "/")
    page = text_of(client, "/classes")
    assert "No class yet" in page
    assert "uv run run_monitor.py --demo" in page


def test_a_database_that_appears_is_picked_up_by_itself(client: FlaskClient, database: Path) -> None:
    assert "Start a class" in text_of(client, "/")
    engine = new_database(database)
    add_running(engine, NOW - timedelta(seconds=100))
    engine.dispose()
    assert "Geometry" in text_of(client, "/")


def test_another_schema_is_told_with_the_command_that_mends_it(client: FlaskClient, database: Path) -> None:
    new_database(database, revision="0000").dispose()
    page = text_of(client, "/", 503)
    assert "schema 0000" in page
    assert "uv run run_monitor.py --upgrade-database" in page


def test_a_running_class_is_told_in_one_sentence(client: FlaskClient, engine: Engine) -> None:
    class_id = add_running(engine, NOW - timedelta(seconds=100))
    set_status(engine, class_id, NOW, "watching")
    page = text_of(client, "/")
    assert '<p class="sentence loud" data-live="said">Steady.</p>' in page
    assert '<span data-live="seen_words">of 25 seen</span>' in page
    assert ">Watching<" in page
    assert "Engagement, a guess from faces" in page


@pytest.mark.parametrize(
    ("state", "message", "label", "sentence"),
    [
        ("blind", "The picture is black.", "Blind", "The picture is black."),
        ("waiting", "The window “Call” is closed.", "Waiting for the source", "The window “Call” is closed."),
        ("starting", "", "Starting", "The monitor is starting."),
    ],
)
def test_the_monitors_state_is_told_plainly(
    client: FlaskClient, engine: Engine, state: str, message: str, label: str, sentence: str
) -> None:
    class_id = add_running(engine, NOW - timedelta(seconds=100))
    set_status(engine, class_id, NOW, state, message)
    page = text_of(client, "/")
    assert f">{label}<" in page
    assert sentence in page


def test_a_monitor_without_a_heartbeat_for_ten_seconds_has_stalled(client: FlaskClient, engine: Engine) -> None:
    class_id = add_running(engine, NOW - timedelta(seconds=100))
    set_status(engine, class_id, NOW - timedelta(seconds=11), "watching")
    page = text_of(client, "/")
    assert ">Stalled<" in page
    assert "No sign of the monitor since 10:59." in page  # 09:59 UTC, in the class's Berlin time


def test_a_class_left_running_without_a_monitor_says_that_none_runs(client: FlaskClient, engine: Engine) -> None:
    add_running(engine, NOW - timedelta(seconds=100))
    page = text_of(client, "/")
    assert "Monitor not running" in page
    assert '<a class="start-another" href="/start">Start a class</a>' in page
    assert "<h1>Start a class</h1>" in text_of(client, "/start")


def test_a_finished_class_is_linked_from_the_live_page(client: FlaskClient, class_ids: ClassIds) -> None:
    page = text_of(client, "/")
    assert "Start a class" in page
    assert f'href="/classes/{class_ids.lesson}"' in page
    assert "10:20" in page


def test_too_few_faces_are_named_instead_of_a_mood(client: FlaskClient, engine: Engine) -> None:
    started_at = NOW - timedelta(seconds=60)
    class_id = add_class(engine, started_at=started_at, status="running", expected_faces=None)
    add_samples(engine, class_id, started_at, Taught(60, faces=lambda _second: 4))
    assert "Too few faces for a class mood (4 of at least 5)." in text_of(client, "/")


def test_less_than_half_of_the_class_shows_no_mood(client: FlaskClient, engine: Engine) -> None:
    started_at = NOW - timedelta(seconds=60)
    class_id = add_class(engine, started_at=started_at, status="running", expected_faces=25)
    add_samples(engine, class_id, started_at, Taught(60, faces=lambda _second: 12))
    page = text_of(client, "/")
    assert "Not enough seen to tell: fewer than half of the class." in page
    assert "Steady" not in page


def test_the_list_shows_every_class_newest_first(client: FlaskClient, class_ids: ClassIds) -> None:
    page = text_of(client, "/classes")
    titles = ["Quadratics", "Physics", "Nobody came", "&lt;script&gt;", "=HYPERLINK", "Consultation"]
    places = [page.index(title) for title in titles]
    assert places == sorted(places)
    assert "nothing seen" in page
    assert "no mood: too few faces" in page


def test_the_list_has_pages(client: FlaskClient, engine: Engine) -> None:
    for number in range(23):
        add_class(engine, started_at=START + timedelta(days=number), title=f"Lesson {number:02d}")
    assert "Page 1 of 2" in text_of(client, "/classes")
    assert "Lesson 00" in text_of(client, "/classes?page=2")
    text_of(client, "/classes?page=3", 404)


def test_demo_classes_are_marked_on_every_page(client: FlaskClient, class_ids: ClassIds) -> None:
    for address in ("/", "/classes", f"/classes/{class_ids.lesson}", f"/classes/{class_ids.lesson}/report.html"):
        assert "Demo class" in text_of(client, address)


def test_a_class_page_names_its_settings(client: FlaskClient, class_ids: ClassIds) -> None:
    page = text_of(client, f"/classes/{class_ids.lesson}")
    for setting in ("plain-cnn-1", "Europe/Berlin (UTC+01:00)", "5 faces", "arXiv 1909.12913"):
        assert setting in page
    assert '<th scope="row">10:13</th>' in page


def test_empty_interrupted_and_small_classes_have_a_page(client: FlaskClient, class_ids: ClassIds) -> None:
    assert "No sample was stored" in text_of(client, f"/classes/{class_ids.empty}")
    assert "interrupted" in text_of(client, f"/classes/{class_ids.interrupted}")
    assert "No class mood" in text_of(client, f"/classes/{class_ids.few}")


def test_an_unknown_class_is_a_404_page_with_a_way_back(client: FlaskClient, class_ids: ClassIds) -> None:
    page = text_of(client, "/classes/999", 404)
    assert "There is no class 999" in page
    assert 'href="/classes"' in page


@pytest.mark.parametrize("address", ["/classes", "/classes/{id}", "/classes/{id}/report.html"])
def test_a_title_cannot_smuggle_in_markup(client: FlaskClient, class_ids: ClassIds, address: str) -> None:
    page = text_of(client, address.format(id=class_ids.script))
    assert "<script>alert(1)" not in page
    assert "</script><b>x" not in page
    assert "alert(1)" in page


def test_every_page_says_that_an_expression_is_not_attention(client: FlaskClient, class_ids: ClassIds) -> None:
    for address in ("/", "/classes", f"/classes/{class_ids.lesson}", "/classes/999"):
        page = client.get(address).get_data(as_text=True)
        assert "An expression is not attention." in page
        assert "What is stored:" in page


def test_the_health_check_answers_without_a_database(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.get_json() == {"status": "ok"}


def test_without_new_figures_the_last_ones_do_not_pass_for_the_present(client: FlaskClient, engine: Engine) -> None:
    class_id = add_running(engine, NOW - timedelta(seconds=100))
    set_status(engine, class_id, NOW, "blind", "The picture is black.")
    page = text_of(client, "/")
    assert "No figures since 10:59. Before that, 23 of 25 visible." in page
    assert "Last mood" in page
    assert "Steady" not in page


def test_a_minute_s_coverage_is_of_the_whole_minute(client: FlaskClient, engine: Engine) -> None:
    class_id = add_class(engine, ended_at=START + timedelta(seconds=60), expected_faces=20)
    add_samples(engine, class_id, START, Taught(60, faces=lambda second: 20 if second < 30 else 10))
    page = text_of(client, f"/classes/{class_id}")
    assert "<td>15.0</td><td>75\N{NO-BREAK SPACE}%</td>" in page


@pytest.mark.parametrize("address", ["/classes/{id}", "/classes/{id}/report.html"])
def test_expressiveness_and_agreement_are_shown_with_a_line_of_words(
    client: FlaskClient, class_ids: ClassIds, address: str
) -> None:
    page = text_of(client, address.format(id=class_ids.lesson))
    assert "How alike the faces were: 70\N{NO-BREAK SPACE}%" in page
    assert "How much the faces showed: " in page
    assert "On average" in page
    assert "of 100; over the class from" in page
