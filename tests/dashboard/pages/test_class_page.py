from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, insert

from classroom.model_facts import ModelFacts, row_shares
from classroom.tables import ExcludedRange, Marker, PulseWindow
from tests.dashboard.class_fixtures import CALM, DIP, START, ClassIds, Taught, add_class, add_samples, wavering

FACTS = ModelFacts(
    0.65, 0.63, 0.67, 3589, "a test set", row_shares([[60 if i == j else 6 for j in range(7)] for i in range(7)])
)


def lesson_with(engine: Engine, facts: ModelFacts | None = None) -> int:
    """Store 20 minutes, calm but for a long dip from minute 12 to 17."""

    def mood(second: float) -> tuple[float, ...]:
        return wavering(DIP if 720 <= second < 1020 else CALM, second)

    class_id = add_class(
        engine, ended_at=START + timedelta(seconds=1200), model_facts=None if facts is None else facts.written()
    )
    add_samples(engine, class_id, START, Taught(1200, mood=mood))
    return class_id


def text_of(client: FlaskClient, address: str, status: int = 200, language: str = "en") -> str:
    answer = client.get(address, headers={"Accept-Language": language})
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def range_of(client: FlaskClient, class_id: int, begin: str, end: str, more: str = "") -> Any:  # noqa: ANN401 - JSON
    return client.get(f"/api/v1/classes/{class_id}/range?from={begin}&to={end}{more}").get_json()


def test_a_range_has_figures_of_its_own_and_its_change_against_the_start(client: FlaskClient, engine: Engine) -> None:
    class_id = lesson_with(engine)
    dip = range_of(client, class_id, "2026-11-20T09:13:00Z", "2026-11-20T09:16:00Z")
    assert dip["samples"] == 180
    assert dip["net_positivity"] == pytest.approx(-0.64, abs=0.01)
    assert dip["net_low"] < dip["net_positivity"] < dip["net_high"]
    assert dip["coverage"] == pytest.approx(0.92)
    change = dip["change_from_start"]["net_positivity"]
    assert change["value"] == pytest.approx(-0.58, abs=0.02)
    assert change["low"] <= change["value"] <= change["high"] < 0
    assert "The mood was clearly more negative than at the start" in dip["words"]["sentence"]
    assert [card["name"] for card in dip["words"]["cards"]][-1] == "Against the start"


def test_a_range_like_the_start_is_not_called_changed(client: FlaskClient, engine: Engine) -> None:
    calm = range_of(client, lesson_with(engine), "2026-11-20T09:06:00Z", "2026-11-20T09:11:00Z")
    assert not calm["change_from_start"]["net_positivity"]["is_clear"]
    assert "no different from the start of the class" in calm["words"]["sentence"]


def test_the_start_is_not_compared_with_itself(client: FlaskClient, engine: Engine) -> None:
    start = range_of(client, lesson_with(engine), "2026-11-20T09:00:00Z", "2026-11-20T09:04:00Z")
    assert start["change_from_start"] is None


def test_a_range_without_samples_or_with_too_few_faces_shows_no_mood(client: FlaskClient, class_ids: ClassIds) -> None:
    empty = range_of(client, class_ids.lesson, "2026-11-20T09:10:05Z", "2026-11-20T09:10:35Z")
    assert (empty["samples"], empty["mood"], empty["net_positivity"]) == (0, None, None)
    assert "Nothing was measured in this range" in empty["words"]["sentence"]
    few = client.get(f"/api/v1/classes/{class_ids.few}/range").get_json()
    assert few["mood"] is None
    assert "Not enough was seen in this range" in few["words"]["sentence"]


def test_another_profile_recomputes_an_old_class_at_once(client: FlaskClient, engine: Engine) -> None:
    class_id = lesson_with(engine)
    ends = ("2026-11-20T09:13:00Z", "2026-11-20T09:16:00Z")
    sharma, valence = (range_of(client, class_id, *ends, f"&profile={name}") for name in ("sharma2019", "valence"))
    assert sharma["engagement"] > valence["engagement"] + 10
    assert sharma["net_positivity"] == valence["net_positivity"]
    assert valence["profile"]["weights"]["happy"] == 1.0


def test_a_page_with_a_range_shows_it_without_a_script(client: FlaskClient, engine: Engine) -> None:
    class_id = lesson_with(engine)
    page = text_of(client, f"/classes/{class_id}?from=10:13:00&to=10:16:00")
    assert "10:13:00 to 10:16:00, 3 min" in page
    assert "clearly more negative than at the start" in page
    assert 'name="from" value="10:13:00"' in page


@pytest.mark.parametrize("query", ["from=10:16&to=10:13", "from=never", "smoothing=9", "smoothing=301", "profile=none"])
def test_what_makes_no_sense_is_refused(client: FlaskClient, class_ids: ClassIds, query: str) -> None:
    text_of(client, f"/classes/{class_ids.lesson}?{query}", 400)
    assert set(client.get(f"/api/v1/classes/{class_ids.lesson}/series?{query}").get_json()["error"]) == {
        "code",
        "message",
        "remedy",
    }


def test_dips_are_told_with_their_band_and_their_range(client: FlaskClient, engine: Engine) -> None:
    found = client.get(f"/api/v1/classes/{lesson_with(engine)}/highlights").get_json()
    (dip,) = (one for one in found["highlights"] if one["is_certain"])
    assert (dip["kind"], dip["strength"]) == ("dip", "clearly")
    assert dip["from"] == "2026-11-20T09:12:00Z"
    assert "2026-11-20T09:16:50Z" <= dip["to"] <= "2026-11-20T09:17:10Z"
    assert dip["sentence"].startswith("10:12 to 10:17, 5 min: the mood was clearly below usual (−0.")


def test_a_class_without_a_change_and_one_too_short_say_so(
    client: FlaskClient, class_ids: ClassIds, engine: Engine
) -> None:
    even = add_class(engine, title="Even", ended_at=START + timedelta(minutes=10))
    add_samples(engine, even, START, Taught(600, mood=lambda second: wavering(CALM, second)))
    short, few = class_ids.interrupted, class_ids.few
    expected = {even: "No moment surely stands out", short: "Too short to compare", few: "No class mood"}
    for class_id, words in expected.items():
        found = client.get(f"/api/v1/classes/{class_id}/highlights").get_json()
        assert not any(one["is_certain"] for one in found["highlights"])
        assert words in found["sentences"][0]


def test_markers_what_was_left_out_and_answers_are_on_the_page(client: FlaskClient, engine: Engine) -> None:
    class_id = lesson_with(engine)
    at = {"class_session_id": class_id}
    with engine.begin() as connection:
        moment = START + timedelta(seconds=300)
        connection.execute(insert(Marker).values(**at, marked_at=moment, kind="question", note="Why two roots?"))
        ends = {"began_at": START + timedelta(seconds=400), "ended_at": START + timedelta(seconds=460)}
        connection.execute(insert(ExcludedRange).values(**at, **ends, note="Fire drill"))
        connection.execute(insert(PulseWindow).values(**at, **ends, question="mood", first=6, second=3, third=1))
    page = text_of(client, f"/classes/{class_id}")
    assert '<td>Q</td><td class="words">Question: Why two roots?</td>' in page
    assert 'data-from="2026-11-20T09:03:00Z" data-to="2026-11-20T09:08:00Z"' in page
    assert '"label":"Fire drill"' in page
    assert "6 good, 3 so-so, 1 bad" in page
    assert '"y":[0.6]' in page


def test_the_page_and_the_api_say_how_many_places_were_left_out(client: FlaskClient, engine: Engine) -> None:
    def shown(places: list[list[float]] | None, language: str) -> tuple[bool, object]:
        class_id = add_class(engine, left_out_percent=places)
        page = client.get(f"/classes/{class_id}", headers={"Accept-Language": language}).text
        told = client.get(f"/api/v1/classes/{class_id}").get_json()["class"]["left_out_percent"]
        return "1 place was left out" in page or "2 Stellen wurden ausgelassen" in page, told

    two = [[0.0, 0.0, 20.0, 20.0], [60.0, 40.0, 20.0, 20.0]]
    assert shown(two[:1], "en") == (True, two[:1])
    assert shown(two, "de") == (True, two)
    assert shown(None, "en") == (False, [])


def test_the_page_says_whether_the_band_holds_the_networks_confusion(client: FlaskClient, engine: Engine) -> None:
    known, unknown = (text_of(client, f"/classes/{lesson_with(engine, facts)}") for facts in (FACTS, None))
    assert "named 65\N{NO-BREAK SPACE}% of 3\N{NARROW NO-BREAK SPACE}589 new faces rightly" in known
    assert "It does not allow for mistakes in reading faces" in unknown


def test_in_german_charts_take_the_comma_and_the_readers_zone_the_hours(client: FlaskClient, engine: Engine) -> None:
    class_id = lesson_with(engine)
    client.set_cookie("moodline-zone", "America/New_York")
    page = text_of(client, f"/classes/{class_id}?from=04:13:00&to=04:16:00", language="de")
    assert '"separators":",."' in page
    assert "−0,6" in page
    assert 'value="04:13:00"' in page


def test_a_class_that_was_watched_for_participation_gives_the_true_reason(client: FlaskClient, engine: Engine) -> None:
    class_id = add_class(engine, mode="participation", ended_at=START + timedelta(minutes=10))
    add_samples(engine, class_id, START, Taught(600, mood=lambda _second: None))
    page = text_of(client, f"/classes/{class_id}?from=10:02:00&to=10:05:00")
    assert "Nobody&#39;s expression was read: the people in view were counted, and nothing else." in page
    assert "too few faces were in view" not in page
    sentences = client.get(f"/api/v1/classes/{class_id}/highlights").get_json()["sentences"]
    assert sentences == ["No class mood: moods were not read in this class."]


def test_a_page_says_in_which_zones_it_tells_times_until_the_readers_is_known(
    client: FlaskClient, class_ids: ClassIds
) -> None:
    address = f"/classes/{class_ids.lesson}"
    assert '<script type="application/json" id="zones">["Europe/Berlin"]</script>' in text_of(client, address)
    client.set_cookie("moodline-zone", "America/New_York")
    assert '<script type="application/json" id="zones">[]</script>' in text_of(client, address)


def test_the_first_tab_stops_lead_to_the_charts(client: FlaskClient, class_ids: ClassIds) -> None:
    page = text_of(client, f"/classes/{class_ids.lesson}")
    assert '<a class="skip" href="#charts-region">To the charts</a>' in page
    assert 'id="charts-region"' in page
