"""Classes side by side: each against its baseline, gaps and excluded ranges honoured, nothing ranked."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from classroom.engagement import net_positivity
from tests.dashboard.class_fixtures import CALM, DIP, START, ClassIds, Mood, Taught, wavering
from tests.dashboard.export_fixtures import FACTS
from tests.dashboard.term_fixtures import add_lesson, calm, exclude, later_by, low_throughout, mark, plan

DIP_CHANGE = net_positivity(DIP) - net_positivity(CALM)


def text_of(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def compared(client: FlaskClient, query: str) -> dict[str, Any]:
    answer = client.get(f"/api/v1/compare?{query}")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    found: dict[str, Any] = answer.get_json()
    return found


@pytest.fixture
def pair(engine: Engine) -> tuple[int, int]:
    """The written lesson, and a class ten days before it that was low from beginning to end."""
    low = add_lesson(engine, 10, Taught(1200, mood=low_throughout), title="Low throughout")
    usual = add_lesson(engine, 0, Taught(1200), title="The written lesson")
    return usual, low


def test_each_class_is_held_against_its_own_start_only(client: FlaskClient, pair: tuple[int, int]) -> None:
    """A class that was low all along did not change, however low it is."""
    usual, low = pair
    page = text_of(client, f"/compare?class={usual}&class={low}")
    assert "After the start the mood was no different:" in page
    assert "No moment surely stands out from what was usual in this class." in page
    assert re.search(r"Minute 8 to \d+: the mood was clearly above usual \(\+0\.\d\d\)\.", page)
    assert re.search(r"Minute 12 to 1[5-7]: the mood was clearly below usual \(−0\.\d\d\)\.", page)
    first, second = compared(client, f"class={usual}&class={low}")["classes"]
    assert first["clear_stretches"] == []
    assert first["change_from_start"]["verdict"] == "no_different"
    lowest = min(change for change in second["net_positivity_change"]["value"] if change is not None)
    assert lowest == pytest.approx(DIP_CHANGE, abs=0.03)


def test_a_break_is_left_out_of_the_lines_and_of_what_is_said(client: FlaskClient, engine: Engine) -> None:
    """The written lesson's low is its break here: its marker leaves it out, and so does a plan that names it."""
    ids = [add_lesson(engine, days, Taught(1200, mood=low_after_ten)) for days in (2, 1, 0)]
    days = [START - timedelta(days=number) for number in (2, 1, 0)]
    mark(engine, ids[0], days[0], [(600, "break", ""), (900, "topic", "")])
    plan(engine, ids[1], days[1], [(0, 600, "Angles"), (600, 900, "Große Pause"), (900, 1200, "Circles")])
    query = "&".join(f"class={number}" for number in ids)
    by_marker, by_plan, not_said = compared(client, f"{query}&smoothing=30")["classes"]
    for one in (by_marker, by_plan):
        values = zip(one["minutes"], one["net_positivity_change"]["value"], strict=True)
        assert [change for minute, change in values if 10.0 < minute < 14.9] == [None]
        assert one["change_from_start"]["value"] == pytest.approx(0.0, abs=0.05)
    assert not_said["change_from_start"]["value"] < -0.1
    found = compared(client, f"class={ids[0]}&class={ids[1]}&align=segments")
    assert {"Break", "Große Pause"}.isdisjoint(row["title"] for row in found["segments"])


def low_after_ten(second: float) -> Mood:
    """Return a calm class that is low from its tenth to its fifteenth minute."""
    return wavering(DIP if 600 <= second < 900 else CALM, second)


def test_classes_stand_in_the_order_of_their_dates_however_they_are_asked_for(
    client: FlaskClient, pair: tuple[int, int]
) -> None:
    usual, low = pair
    for query in (f"class={usual}&class={low}", f"class={low}&class={usual}&class={low}"):
        assert [one["class"]["id"] for one in compared(client, query)["classes"]] == [low, usual]
    page = text_of(client, f"/compare?class={usual}&class={low}")
    assert page.index("Low throughout") < page.index("The written lesson")
    assert "best" not in page.lower()
    assert "Only compare how the lines rise and fall" in page


def test_gaps_and_excluded_ranges_are_gaps_in_the_curves(client: FlaskClient, engine: Engine) -> None:
    with_gap = add_lesson(engine, 1, Taught(1200, mood=calm, gaps=((600, 700),)))
    with_break = add_lesson(engine, 0, Taught(1200))
    exclude(engine, with_break, START, 720, 960)
    for one, (begin, end) in zip(
        compared(client, f"class={with_gap}&class={with_break}&smoothing=10")["classes"],
        ((10.0, 11.6), (12.0, 16.0)),
        strict=True,
    ):
        values = zip(one["minutes"], one["net_positivity_change"]["value"], strict=True)
        inside = [change for minute, change in values if begin < minute < end]
        assert inside == [None], one["class"]["title"]
        assert all(interval["most"] > 0 for interval in one["clear_stretches"]), "the excluded dip is told of"


def test_the_start_is_the_first_five_minutes_with_a_mood(client: FlaskClient, engine: Engine) -> None:
    """Ten minutes of an almost empty room are no start; and what is excluded is none either."""

    def late(second: float) -> int:
        return 3 if second < 600 else 23

    few = add_lesson(engine, 1, Taught(1800, mood=later_by(600), faces=late), title="Late")
    usual = add_lesson(engine, 0, Taught(1200))
    first, second = compared(client, f"class={few}&class={usual}")["classes"]
    assert [round(interval["most"], 1) for interval in first["clear_stretches"]] == [
        round(interval["most"], 1) for interval in second["clear_stretches"]
    ]
    begins = [interval["begin_minute"] for interval in first["clear_stretches"]]
    assert begins == pytest.approx([18, 22], abs=1.0)


def test_coverage_stands_beside_and_a_class_without_a_mood_says_so(client: FlaskClient, engine: Engine) -> None:
    few = add_lesson(engine, 1, Taught(300, faces=lambda _second: 4), title="Consultation")
    usual = add_lesson(engine, 0, Taught(300))
    first, second = compared(client, f"class={few}&class={usual}")["classes"]
    assert first["net_positivity_change"] is None
    assert set(first["coverage"]) == {0.16}
    assert set(second["coverage"]) == {0.92}
    page = text_of(client, f"/compare?class={few}&class={usual}")
    assert "Not enough seen to tell how the mood changed after the start." in page
    assert "Seen: 92\N{NO-BREAK SPACE}% of the class." in page


def test_the_table_has_the_change_with_its_band_and_what_was_seen(client: FlaskClient, pair: tuple[int, int]) -> None:
    page = text_of(client, f"/compare?class={pair[0]}&class={pair[1]}")
    row = re.search(r'<tr><th scope="row">13–14</th>(.*?)</tr>', page)
    assert row is not None
    cells = re.findall(r"<td>(.*?)</td>", row[1])
    assert re.fullmatch(r"[+−]0\.0\d \(−0\.\d\d to \+0\.\d\d\)", cells[0])
    assert cells[1] == "92\N{NO-BREAK SPACE}%"
    assert re.fullmatch(r"−0\.5\d \(−0\.\d\d to −0\.\d\d\)", cells[2])


def test_segments_of_the_same_title_stand_together_and_others_by_their_order(
    client: FlaskClient, engine: Engine
) -> None:
    first = add_lesson(engine, 2, Taught(1200, mood=calm))
    second = add_lesson(engine, 1, Taught(1200))
    third = add_lesson(engine, 0, Taught(1200))
    day = timedelta(days=1)
    plan(engine, first, START - 2 * day, [(0, 400, "Start"), (400, 1000, "Quiz"), (1000, 1200, "End")])
    plan(engine, second, START - day, [(0, 300, "start "), (300, 600, "Group work"), (700, 950, "QUIZ")])
    mark(engine, third, START, [(0, "topic", "Angles"), (700, "topic", "Circles")])
    found = compared(client, f"class={first}&class={second}&align=segments")
    assert found["by_title"]
    assert [row["title"] for row in found["segments"]] == ["Start", "Group work", "Quiz", "End"]
    quiz = found["segments"][2]["classes"]
    assert abs(quiz[0]["change_from_start"]["net_positivity"]["value"]) < 0.05
    assert quiz[1]["change_from_start"]["net_positivity"]["value"] < -0.2
    assert found["segments"][3]["classes"][1] is None
    found = compared(client, f"class={second}&class={third}&align=segments")
    assert not found["by_title"]
    assert [row["title"] for row in found["segments"]] == ["1", "2", "3"]
    page = text_of(client, f"/compare?class={second}&class={third}&align=segments")
    assert "The titles differ, so parts stand together in their order." in page
    assert "Group work: " in page


def test_classes_stand_beside_each_other_in_a_chart_of_segments(client: FlaskClient, engine: Engine) -> None:
    ids = [add_lesson(engine, days, Taught(600)) for days in (2, 1, 0)]
    for days, class_id in zip((2, 1, 0), ids, strict=True):
        plan(engine, class_id, START - timedelta(days=days), [(0, 300, "Start"), (300, 600, "End")])
    page = text_of(client, "/compare?align=segments&" + "&".join(f"class={class_id}" for class_id in ids))
    charts = json.loads(re.findall(r'id="figures">(.*?)</script>', page, re.DOTALL)[0])
    places = [trace["x"] for trace in charts["net"]["data"] if len(trace["x"]) == 2]
    assert places == [[-0.1, 0.9], [0.0, 1.0], [0.1, 1.1]]


def test_parts_beyond_the_thirtieth_are_counted(client: FlaskClient, engine: Engine) -> None:
    first, second = (add_lesson(engine, days, Taught(1200)) for days in (1, 0))
    parts = [(30 * place, 30 * place + 30, f"Part {place}") for place in range(35)]
    plan(engine, first, START - timedelta(days=1), parts)
    plan(engine, second, START, parts)
    found = compared(client, f"class={first}&class={second}&align=segments")
    assert (len(found["segments"]), found["segments_left_out"]) == (30, 5)
    page = text_of(client, f"/compare?class={first}&class={second}&align=segments")
    assert "5 more parts are not shown." in page


def test_a_part_s_title_is_no_markup_in_a_chart(client: FlaskClient, engine: Engine) -> None:
    first, second = (add_lesson(engine, days, Taught(600)) for days in (1, 0))
    for class_id, begun in ((first, START - timedelta(days=1)), (second, START)):
        plan(engine, class_id, begun, [(0, 300, "a<b: why?"), (300, 600, "<a href=x>")])
    page = text_of(client, f"/compare?class={first}&class={second}&align=segments")
    figures = json.loads(re.findall(r'id="figures">(.*?)</script>', page, re.DOTALL)[0])
    assert figures["net"]["layout"]["xaxis"]["ticktext"] == ["a&lt;b: why?", "&lt;a href=x&gt;"]


def test_without_segments_it_says_where_they_come_from(client: FlaskClient, pair: tuple[int, int]) -> None:
    page = text_of(client, f"/compare?class={pair[0]}&class={pair[1]}&align=segments")
    assert "None of these classes has parts. Set markers for new topics" in page


def test_the_profile_is_switched_and_net_positivity_stays(client: FlaskClient, pair: tuple[int, int]) -> None:
    query = f"class={pair[0]}&class={pair[1]}"
    sharma, valence = compared(client, query), compared(client, f"{query}&profile=valence")
    assert valence["profile"]["name"] == "valence"
    assert sharma["classes"][1]["engagement_change"] != valence["classes"][1]["engagement_change"]
    assert sharma["classes"][1]["net_positivity_change"] == valence["classes"][1]["net_positivity_change"]
    page = text_of(client, f"/compare?{query}&profile=valence&smoothing=300")
    assert '<option value="valence" selected>' in page
    assert '<option value="300" selected>5 min</option>' in page


@pytest.mark.parametrize("query", ["", "class={lesson}", "class={lesson}&class={lesson}"])
def test_too_few_to_compare_leads_back_to_the_list(client: FlaskClient, class_ids: ClassIds, query: str) -> None:
    page = text_of(client, f"/compare?{query.format(lesson=class_ids.lesson)}")
    assert "Tick two to 8 classes in the list" in page
    assert 'href="/classes">To the list of classes' in page


def test_more_than_eight_are_refused_in_words(client: FlaskClient, class_ids: ClassIds) -> None:
    query = "&".join(f"class={number}" for number in range(1, 10))
    assert "Choose 8 at most" in text_of(client, f"/compare?{query}")
    answer = client.get(f"/api/v1/compare?{query}")
    assert (answer.status_code, set(answer.get_json()["error"])) == (400, {"code", "message", "remedy"})


def test_what_is_no_class_is_answered_as_such(client: FlaskClient, class_ids: ClassIds) -> None:
    assert "There is no class 999" in text_of(client, f"/compare?class={class_ids.lesson}&class=999", 404)
    for wrong in ("class=x&class=1", "class=1&class=-2", "class=1&class=2&align=height"):
        text_of(client, f"/compare?{wrong}", 400)


def test_a_band_is_drawn_of_no_class_until_the_reader_points_at_one(client: FlaskClient, pair: tuple[int, int]) -> None:
    page = text_of(client, f"/compare?class={pair[0]}&class={pair[1]}")
    charts = json.loads(re.findall(r'id="figures">(.*?)</script>', page, re.DOTALL)[0])
    bands = [trace for trace in charts["net"]["data"] if trace["meta"].get("band")]
    assert [(band["meta"]["label"], band["visible"]) for band in bands] == [("A", False), ("B", False)]
    assert re.findall(r'<button type="button" class="line-key" data-line="(.)"', page) == ["A", "B"]
    assert '<option value="120" selected>2 min</option>' in page, "a lesson is averaged over two minutes"


def test_every_line_has_a_letter_and_a_dash_of_its_own(client: FlaskClient, engine: Engine) -> None:
    ids = [add_lesson(engine, days, Taught(120, mood=calm)) for days in range(8)]
    page = text_of(client, "/compare?" + "&".join(f"class={number}" for number in ids))
    block = re.search(r'id="figures">(.*?)</script>', page, re.DOTALL)
    assert block is not None
    lines = [trace for trace in json.loads(block[1])["net"]["data"] if not trace["meta"].get("band")]
    assert [trace["meta"]["label"] for trace in lines] == list("ABCDEFGH")
    assert len({trace["line"]["dash"] for trace in lines}) == 8
    assert len(set(re.findall(r'<svg class="line-sample.*?</svg>', page))) == 8


def test_a_single_sample_and_no_sample_can_be_compared(
    client: FlaskClient, engine: Engine, class_ids: ClassIds
) -> None:
    single = add_lesson(engine, 9, Taught(1, mood=lambda second: wavering(CALM, second)))
    for align in ("start", "segments"):
        text_of(client, f"/compare?class={single}&class={class_ids.empty}&class={class_ids.few}&align={align}")
        compared(client, f"class={single}&class={class_ids.empty}&class={class_ids.few}&align={align}")


def test_a_change_is_written_with_both_ends_of_its_band(client: FlaskClient, engine: Engine) -> None:
    """Of a network that confuses, the band of a fall reaches down from the fall as read, and not above it."""
    ids = [add_lesson(engine, days, Taught(1200), model_facts=FACTS.written()) for days in (1, 0)]
    for number, days in zip(ids, (1, 0), strict=True):
        plan(engine, number, START - timedelta(days=days), [(0, 400, "Start"), (740, 880, "Low")])
    for align, head in (("start", "13–14"), ("segments", "Low")):
        page = text_of(client, f"/compare?class={ids[0]}&class={ids[1]}&align={align}")
        row = re.search(rf'<tr><th scope="row">{head}</th>(.*?)</tr>', page)
        assert row is not None
        cell = re.findall(r"<td>(.*?)</td>", row[1])[0].replace("−", "-")
        change, low, high = (float(part) for part in re.findall(r"[+-]\d\.\d\d", cell))
        assert change < -0.5
        assert low < change - 0.1, cell
        assert high == change, cell
