"""A class in which no expression is read has pages, files and answers of its own, without an empty figure of moods."""

import json
import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from tests.dashboard.class_fixtures import START, Taught, add_class, add_running, add_samples, set_status
from tests.dashboard.conftest import NOW
from tests.dashboard.term_fixtures import mark, plan

MOOD_WORDS = {
    "en": re.compile(r"\b(mood|happy|angry|engagement|more positive|lows and highs)\b", re.IGNORECASE),
    "de": re.compile(r"\b(Stimmung|fröhlich|wütend|Beteiligung|positiver)\b", re.IGNORECASE),
}
LANGUAGES = ["en", "de"]


@pytest.fixture
def counted(engine: Engine) -> int:
    """A class of ten minutes in which 20 of 25 were seen, with a marker and a plan of two parts."""
    ended_at = START + timedelta(minutes=10)
    values = {"mode": "participation", "model_id": "", "model_facts": None, "group_name": "7b"}
    class_id = add_class(engine, ended_at=ended_at, status="finished", expected_faces=25, **values)
    add_samples(engine, class_id, START, Taught(600, faces=lambda _second: 20, mood=lambda _second: None))
    mark(engine, class_id, START, [(200, "question", "")])
    plan(engine, class_id, START, [(0, 300, "Warm-up"), (300, 600, "Quiz")])
    return class_id


def words_of(client: FlaskClient, address: str, language: str = "en") -> str:
    """Return what a reader sees of a page: its main part, without scripts and marks."""
    page = client.get(address, headers={"Accept-Language": language}).get_data(as_text=True)
    main = re.sub(r"<(script|style)\b.*?</\1>", " ", page[page.index("<main") : page.index("</main>")], flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_the_class_says_who_was_seen_and_nothing_of_moods(
    client: FlaskClient, counted: int, language: str
) -> None:
    words = words_of(client, f"/classes/{counted}", language)
    assert not MOOD_WORDS[language].search(words), MOOD_WORDS[language].search(words)
    assert ("On average 20.0 of 25 people were seen" if language == "en" else "20,0 von 25 Personen") in words


def test_its_chart_is_that_of_the_people_seen_with_markers_and_parts_below(client: FlaskClient, counted: int) -> None:
    page = client.get(f"/classes/{counted}").get_data(as_text=True)
    assert re.findall(r'class="chart" id="chart-(\w+)"', page) == ["faces"]
    assert 'id="signs"' in page
    assert 'id="parts-strip"' in page


def test_a_range_of_it_has_one_card_and_a_sentence_on_who_was_seen(client: FlaskClient, counted: int) -> None:
    page = client.get(f"/classes/{counted}?from=10:02:00&to=10:05:00").get_data(as_text=True)
    assert page.count("data-card") == 1
    words = client.get(f"/api/v1/classes/{counted}/range").get_json()["words"]
    assert words["sentence"] == "On average 20.0 of 25 people were seen."
    assert [card["name"] for card in words["cards"]] == ["Seen"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ["/", "/live/compact"])
def test_the_live_page_draws_the_people_seen(client: FlaskClient, engine: Engine, address: str, language: str) -> None:
    running = add_running(engine, NOW - timedelta(seconds=100), mode="participation", expected_faces=25)
    set_status(engine, running, NOW, "watching")
    page = client.get(address, headers={"Accept-Language": language}).get_data(as_text=True)
    assert re.search(r'data-path="line" d="M', page)
    assert not MOOD_WORDS[language].search(words_of(client, address, language))
    drawn = re.findall(r'id="charts">(.*?)</script>', page)
    assert [set(json.loads(each)) for each in drawn] == ([{"faces"}] if address == "/" else [])


def test_the_api_says_the_mode_and_leaves_the_figures_of_moods_empty(client: FlaskClient, engine: Engine) -> None:
    running = add_running(engine, NOW - timedelta(seconds=100), mode="participation", expected_faces=25)
    set_status(engine, running, NOW, "watching")
    live = client.get("/api/v1/live?after=0").get_json()
    assert live["class"]["mode"] == "participation"
    now = live["now"]
    assert now["faces"] > 0
    empty = ("mood", "engagement", "engagement_low", "engagement_high", "net_positivity", "nudge")
    assert [now[name] for name in empty] == [None] * 6
    assert now["no_mood"] == "Participation only: no emotions are read."
    assert now["sentence"].startswith(("Everybody expected is in view.", f"{25 - now['faces']} p"))


def test_lists_terms_and_comparisons_take_it_as_it_is(client: FlaskClient, engine: Engine, counted: int) -> None:
    other = add_class(
        engine, started_at=START - timedelta(days=1), ended_at=START - timedelta(hours=23), group_name="7b"
    )
    add_samples(engine, other, START - timedelta(days=1), Taught(600))
    assert "faces only" in words_of(client, "/classes")
    assert "faces only" in words_of(client, "/terms?group=7b")
    beside = words_of(client, f"/compare?class={counted}&class={other}")
    assert "Only who was seen was counted in this class, so it has no line of the mood. Seen: 80" in beside
    assert "How the mood moved" in beside


def test_what_followed_its_markers_is_not_asked(client: FlaskClient, counted: int) -> None:
    assert counted
    words = words_of(client, "/after-markers")
    assert "too little seen" not in words
    assert "Not enough seen to tell" not in words


def test_classes_without_moods_are_compared_by_the_people_seen(
    client: FlaskClient, engine: Engine, counted: int
) -> None:
    yesterday = START - timedelta(days=1)
    values = {"mode": "participation", "expected_faces": 25}
    other = add_class(engine, started_at=yesterday, ended_at=yesterday + timedelta(minutes=10), **values)
    add_samples(engine, other, yesterday, Taught(600, mood=lambda _second: None))
    address = f"/compare?class={counted}&class={other}"
    assert re.findall(r'data-figure="(\w+)"', client.get(address).get_data(as_text=True)) == ["coverage"]
    assert not re.search(r"\b(mood moved|Engagement|happy)\b", words_of(client, address))


def test_the_html_report_has_no_column_of_moods(client: FlaskClient, counted: int) -> None:
    words = words_of(client, f"/classes/{counted}/report.html")
    assert "Minute by minute" not in words
    assert not re.search(r"\b(happy|angry|Engagement)\b", words)
