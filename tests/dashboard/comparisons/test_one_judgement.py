"""Every page, export and API answer says the same of a class of the demo term: its moments, and how it compares."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.dashboard.golden.answers import client_of, write_term

CLASSES = range(1, 31)
EXPORTED = (1, 14, 30)
Moments = list[tuple[str, float]]
"""The kind and the size of each certain moment, in order of time."""


@pytest.fixture(scope="module")
def term_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    path = tmp_path_factory.mktemp("judgement") / "term.db"
    write_term(path)
    yield client_of(path)


@pytest.fixture(scope="module")
def found(term_client: FlaskClient) -> dict[int, dict[str, Any]]:
    """Return what each class's page asks for: its moments, their sentences, and what stood out."""
    return {one: term_client.get(f"/api/v1/classes/{one}/highlights").get_json() for one in CLASSES}


def certain(answer: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in answer["highlights"] if one["is_certain"]]


def test_the_term_has_certain_moments_and_ones_that_may_be_chance(found: dict[int, dict[str, Any]]) -> None:
    everything = [one for answer in found.values() for one in answer["highlights"]]
    assert {one["is_certain"] for one in everything} == {True, False}
    assert {one["kind"] for one in everything if one["is_certain"]} == {"dip", "peak"}


def test_a_headline_never_comes_from_a_moment_that_may_be_chance(found: dict[int, dict[str, Any]]) -> None:
    for class_id, answer in found.items():
        if certain(answer):
            largest = max(certain(answer), key=lambda one: abs(one["size"]))
            side = "below usual" if largest["kind"] == "dip" else "above usual"
            assert f"{largest['strength']} {side}" in answer["stood_out"], class_id
        elif answer["highlights"]:
            assert answer["stood_out"].startswith("No moment surely stands out"), class_id


def test_comparisons_have_the_moments_of_the_class_page(
    term_client: FlaskClient, found: dict[int, dict[str, Any]]
) -> None:
    for first in range(1, 31, 6):
        query = "&".join(f"class={one}" for one in range(first, first + 6))
        for beside in term_client.get(f"/api/v1/compare?{query}").get_json()["classes"]:
            own = certain(found[beside["class"]["id"]])
            began_at = datetime.fromisoformat(beside["class"]["started_at"])
            begins = [(datetime.fromisoformat(one["from"]) - began_at).total_seconds() / 60 for one in own]
            stretches = beside["clear_stretches"]
            assert [one["begin_minute"] for one in stretches] == pytest.approx(begins, abs=0.05)
            assert [one["most"] for one in stretches] == pytest.approx([one["size"] for one in own], abs=0.001)


def test_the_terms_count_the_moments_of_the_class_page(
    term_client: FlaskClient, found: dict[int, dict[str, Any]]
) -> None:
    for group in term_client.get("/api/v1/groups").get_json()["groups"]:
        answer = term_client.get(f"/api/v1/groups/{group['name']}")
        while answer.status_code == 202:
            answer = term_client.get(f"/api/v1/groups/{group['name']}")
        for one in (one for one in answer.get_json()["classes"] if one["class"]["id"] in found):
            kinds = [moment["kind"] for moment in certain(found[one["class"]["id"]])]
            assert (one["dips"], one["peaks"]) == (kinds.count("dip"), kinds.count("peak"))
            against = one["against_usual"]
            if against is not None:
                sides = {"better": "above", "worse": "below", "no_different": "usual"}
                assert against["side"] == sides[against["verdict"]]


def test_exports_and_reports_have_the_sentences_of_the_class_page(
    term_client: FlaskClient, found: dict[int, dict[str, Any]]
) -> None:
    for class_id in EXPORTED:
        exported = term_client.get(f"/classes/{class_id}/export.json").get_json()
        assert exported["summary"]["highlights"] == found[class_id]["sentences"]
        report = term_client.get(f"/classes/{class_id}/report.html").get_data(as_text=True)
        assert all(sentence in report for sentence in found[class_id]["sentences"])


def test_a_range_and_its_words_agree_on_the_verdict_against_the_start(term_client: FlaskClient) -> None:
    for class_id in CLASSES:
        answer = term_client.get(f"/api/v1/classes/{class_id}/range").get_json()
        if answer["change_from_start"] is None:
            continue
        change, sentence = answer["change_from_start"]["net_positivity"], answer["words"]["sentence"]
        assert change["is_clear"] == (change["verdict"] in ("better", "worse"))
        assert change["is_clear"] == ("no different from the start" not in sentence)
