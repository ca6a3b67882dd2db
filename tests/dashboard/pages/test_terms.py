"""A group's term: each class against what is usual for this group, in order of dates, with how much was seen."""

import json
import re
from datetime import datetime
from functools import partial
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, delete, insert

from classroom.engagement import net_positivity
from classroom.tables import ClassSession, PulseWindow
from dashboard.comparisons.incremental import IncrementalComputation, Wanted
from dashboard.comparisons.limits import MOST_OF_A_TERM
from dashboard.comparisons.marker_data import compute_windows
from dashboard.comparisons.term_data import compute_figures
from dashboard.database.read.class_search import ClassSearch
from tests.dashboard.class_fixtures import CALM, DIP, START, ClassIds, Taught, add_class, wavering
from tests.dashboard.term_fixtures import add_lesson, calm, exclude, low_throughout, mark


def text_of(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def term(client: FlaskClient, group: str = "7b", query: str = "") -> dict[str, Any]:
    answer = client.get(f"/api/v1/groups/{group}?{query}")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    found: dict[str, Any] = answer.get_json()
    return found


@pytest.fixture
def school_term(engine: Engine) -> dict[str, int]:
    """Six classes of 7b a week apart, one of them low from beginning to end, and one of 9a."""
    ids = {
        name: add_lesson(engine, 7 * week, Taught(600, mood=mood), title=name)
        for week, (name, mood) in enumerate(
            (("Six", calm), ("Five", calm), ("Low", low_throughout), ("Three", calm), ("Two", calm), ("One", calm))
        )
    }
    return ids | {"Other": add_lesson(engine, 3, Taught(600, mood=low_throughout), title="Other", group_name="9a")}


def test_a_class_that_was_otherwise_than_usual_is_told_and_shown(
    client: FlaskClient, school_term: dict[str, int]
) -> None:
    page = text_of(client, "/terms?group=7b")
    assert "6 classes with a mood. 1 surely more negative." in page
    sides = {one["class"]["title"]: one["against_usual"]["side"] for one in term(client)["classes"]}
    assert sides == {"One": "usual", "Two": "usual", "Three": "usual", "Low": "below", "Five": "usual", "Six": "usual"}
    assert "Other" not in page


def test_classes_stand_in_the_order_of_their_dates(client: FlaskClient, school_term: dict[str, int]) -> None:
    titles = [one["class"]["title"] for one in term(client)["classes"]]
    assert titles == ["One", "Two", "Three", "Low", "Five", "Six"]
    page = text_of(client, "/terms?group=7b")
    places = [page.index(f">{title}</a>") for title in titles]
    assert places == sorted(places)
    assert "<h3>October 2026</h3>" in page


def test_days_narrow_the_term(client: FlaskClient, school_term: dict[str, int]) -> None:
    found = term(client, query="from=2026-11-01&to=2026-11-14")
    assert [one["class"]["title"] for one in found["classes"]] == ["Low", "Five"]
    assert found["usual_net_positivity"] is None
    page = text_of(client, "/terms?group=7b&from=2026-11-01&to=2026-11-14")
    assert "It takes three of them to say what is usual." in page
    assert "No class of this group in these days" in text_of(client, "/terms?group=7b&from=2030-01-01")


def test_groups_are_never_set_beside_each_other_by_a_figure(client: FlaskClient, school_term: dict[str, int]) -> None:
    page = text_of(client, "/terms")
    main = page[page.index("<main") : page.index("</main>")]
    assert re.findall(r"/terms\?group=(\w+)", main) == ["7b", "9a"]
    assert "%" not in main
    answer = client.get("/api/v1/groups").get_json()["groups"]
    assert [set(group) for group in answer] == [{"name", "classes", "first_at", "last_at"}] * 2
    assert [group["name"] for group in answer] == ["7b", "9a"]


def test_what_was_seen_marked_and_answered_stands_with_each_class(client: FlaskClient, engine: Engine) -> None:
    class_id = add_lesson(engine, 0, Taught(1800, faces=lambda _second: 20), title="Told")
    mark(engine, class_id, START, [(60, "question", ""), (90, "question", ""), (300, "joke", "")])
    window = {"class_session_id": class_id, "began_at": START, "ended_at": datetime.max.replace(tzinfo=START.tzinfo)}
    with engine.begin() as connection:
        connection.execute(insert(PulseWindow).values(question="mood", first=5, second=6, third=7, **window))
    one = term(client)["classes"][0]
    assert (one["markers"], one["answers"]) == ({"question": 2, "joke": 1}, 18)
    assert one["mean_coverage"] == 0.8
    assert (one["peaks"], one["dips"]) == (1, 1), "the joke and the dip of the written lesson"
    page = text_of(client, "/terms?group=7b")
    for words in ("3 markers", "18 answers", "1 low", "1 high", "80\N{NO-BREAK SPACE}% seen"):
        assert words in page
    assert "30 min watched. Seen on average: 80\N{NO-BREAK SPACE}% of the class." in page


def test_the_figures_are_those_of_the_class_itself(client: FlaskClient, engine: Engine) -> None:
    class_id = add_lesson(engine, 0, Taught(1200, gaps=((600, 640),)))
    exclude(engine, class_id, START, 720, 930)
    summary = client.get(f"/api/v1/classes/{class_id}").get_json()["summary"]
    one = term(client)["classes"][0]
    assert one["mean_mood"] == summary["mood"]
    assert one["net_positivity"] == pytest.approx(summary["net_positivity"], abs=1e-3)
    assert one["mood_share_of_time"] == pytest.approx(summary["mood_share_of_time"], abs=1e-3)
    assert one["mean_coverage"] == pytest.approx(summary["coverage"], abs=1e-3)


def test_a_break_is_left_out_of_a_class_s_mean_as_soon_as_it_is_marked(client: FlaskClient, engine: Engine) -> None:
    class_id = add_lesson(engine, 0, Taught(900, mood=lambda second: wavering(DIP if second >= 600 else CALM, second)))
    before = term(client)["classes"][0]["net_positivity"]
    mark(engine, class_id, START, [(600, "break", "")])
    after = term(client)["classes"][0]["net_positivity"]
    assert before < after - 0.1
    assert after == pytest.approx(net_positivity(CALM), abs=0.02)


def test_what_changes_later_changes_the_term(client: FlaskClient, engine: Engine) -> None:
    class_id = add_lesson(engine, 0, Taught(1200))
    before = term(client)["classes"][0]["mean_mood"]
    exclude(engine, class_id, START, 720, 930)
    assert term(client)["classes"][0]["mean_mood"] != before
    with engine.begin() as connection:
        connection.execute(delete(ClassSession).where(ClassSession.id == class_id))
    assert client.get("/api/v1/groups/7b").status_code == 404


def test_classes_read_by_different_networks_are_told_apart(client: FlaskClient, engine: Engine) -> None:
    for days, network in enumerate(("one-1", "one-1", "two-1")):
        add_lesson(engine, days, Taught(60, mood=calm), model_id=network)
    assert "read by different networks" in text_of(client, "/terms?group=7b")


def test_no_group_and_no_class_say_what_to_do_next(client: FlaskClient, engine: Engine) -> None:
    assert "--group 7b" in text_of(client, "/terms")
    add_class(engine, group_name="")
    assert "No group yet" in text_of(client, "/terms")
    assert client.get("/api/v1/groups/7b").get_json()["error"]["code"] == "group_not_found"


def test_before_there_is_a_database_the_pages_answer(client: FlaskClient) -> None:
    assert "No group yet" in text_of(client, "/terms")
    assert "No markers yet" in text_of(client, "/after-markers")
    assert client.get("/api/v1/groups").get_json() == {"groups": []}


def test_odd_names_of_groups_and_classes_are_shown_as_they_are(
    client: FlaskClient, engine: Engine, class_ids: ClassIds
) -> None:
    add_class(engine, title="<b>x", group_name="A/B & C")
    assert term(client, "A/B & C")["classes"][0]["class"]["group"] == "A/B & C"
    page = text_of(client, "/terms?group=A%2FB+%26+C")
    assert "&lt;b&gt;x" in page
    assert "<b>x" not in page


def test_a_term_is_added_up_a_few_classes_at_a_time(client: FlaskClient, school_term: dict[str, int]) -> None:
    """While it is added up the page says how far it is, and goes on when it is asked again."""
    client.application.extensions["moodline"].term_figures.budget_seconds = 0.0
    answer = client.get("/terms?group=7b")
    assert "Adding up: 1 of 6 classes." in answer.get_data(as_text=True)
    assert answer.headers["Refresh"] == "1"
    answer = client.get("/api/v1/groups/7b")
    assert (answer.status_code, answer.get_json()) == (202, {"progress": {"done": 2, "of": 6}})
    assert answer.headers["Retry-After"] == "1"
    for _ in range(3):
        client.get("/terms?group=7b")
    answer = client.get("/terms?group=7b")
    assert "Refresh" not in answer.headers
    assert "6 classes with a mood." in answer.get_data(as_text=True)


def test_what_was_computed_is_kept_until_it_would_come_out_differently() -> None:
    computed: list[int] = []

    def compute(class_id: int) -> str:
        computed.append(class_id)
        return f"class {class_id}"

    computation: IncrementalComputation[str] = IncrementalComputation()
    wanted = [Wanted(1, "as it was"), Wanted(2, "as it was")]
    assert computation.advance(wanted, compute).found == {1: "class 1", 2: "class 2"}
    assert computation.advance(wanted, compute).is_complete
    assert computed == [1, 2]
    computation.advance([Wanted(1, "with one sample more"), Wanted(2, "as it was")], compute)
    assert computed == [1, 2, 1]


def test_a_class_deleted_meanwhile_is_passed_over(
    client: FlaskClient, school_term: dict[str, int], engine: Engine
) -> None:
    parts = client.application.extensions["moodline"]
    with parts.open_snapshot() as snapshot:
        found = snapshot.newest_classes(ClassSearch(group="7b"), MOST_OF_A_TERM)
        markers = {bare.row.id: () for bare in found.classes}
    gone = found.classes[0].row.id
    with engine.begin() as connection:
        connection.execute(delete(ClassSession).where(ClassSession.id == gone))
    for results in (
        compute_figures(parts.open_snapshot, IncrementalComputation(600.0), found, {}),
        compute_windows(parts.open_snapshot, IncrementalComputation(600.0), found, markers),
    ):
        assert results.is_complete
        assert (results.of, gone in results.found) == (len(found.classes) - 1, False)


def test_the_chart_shows_bands_and_the_usual_range(client: FlaskClient, school_term: dict[str, int]) -> None:
    page = text_of(client, "/terms?group=7b")
    block = re.search(r'id="figures">(.*?)</script>', page, re.DOTALL)
    assert block is not None
    chart = json.loads(block[1])["term"]
    points, pointed_at = chart["data"]
    assert len(points["y"]) == len(points["meta"]["sentences"]) == 6
    assert "error_y" not in points, "lines come first"
    assert (pointed_at["x"], pointed_at["error_y"]["array"]) == ([], []), "until the reader points at a class"
    assert min(points["meta"]["above"]) > 0
    (low,) = [words for words in points["meta"]["sentences"] if words.startswith("Low: ")]
    assert re.search(r"Low: Clearly more negative than usual \(−0\.\d\d; −0\.\d\d to −0\.\d\d\)\.", low)
    assert points["marker"]["symbol"].count("triangle-down") == 1
    (usual,) = chart["layout"]["shapes"]
    assert usual["y1"] == -usual["y0"] > 0


def test_a_small_wavering_is_no_difference(client: FlaskClient, engine: Engine) -> None:
    for days in range(6):
        shift = 0.01 * (days - 3)
        mood = tuple(share + change for share, change in zip(CALM, (0, 0, 0, shift, 0, 0, -shift), strict=True))
        add_lesson(engine, days, Taught(120, mood=partial(wavering, mood)))
    assert {one["against_usual"]["side"] for one in term(client)["classes"]} == {"usual"}
    assert "None surely differs" in text_of(client, "/terms?group=7b")
