import random
from datetime import timedelta

import numpy as np
import pytest
from sqlalchemy import Engine, insert

from classroom.tables import PulseWindow
from dashboard.options import DashboardOptions
from dashboard.pulse.agreement import Agreement, agreement, agreement_of, agreements, rank_correlation
from dashboard.pulse.payload import class_pulse_payload, pulse_payload
from dashboard.pulse.points import PulsePoint, Question, pulse_points
from dashboard.pulse.tally import Tally
from dashboard.pulse.words import agreement_title, agreement_words
from dashboard.request.services import Services
from dashboard.snapshot.class_data import ClassData
from tests.dashboard.class_fixtures import START, ClassIds

MINUTE = timedelta(minutes=1)


def points(said: list[tuple[int, int, int]], seen: list[float | None], question: Question = "mood") -> list[PulsePoint]:
    return [
        PulsePoint(question, START + place * MINUTE, START + (place + 1) * MINUTE, counts, net)
        for place, (counts, net) in enumerate(zip(said, seen, strict=True))
    ]


def rising(count: int) -> list[tuple[int, int, int]]:
    return [(5 + place, 5, 5 + count - place) for place in range(count)]


def test_answers_that_follow_the_mood_agree_and_answers_against_it_disagree() -> None:
    zigzag = [(10, 2, 1), (2, 5, 8), (9, 2, 1), (1, 3, 9), (8, 3, 2), (3, 4, 7), (11, 1, 1), (2, 2, 9)]
    seen = [0.5, -0.3, 0.4, -0.4, 0.3, -0.2, 0.6, -0.35]
    assert agreement_of(points(zigzag, list(seen)), "mood").verdict == "agreed"
    assert agreement_of(points(zigzag, [-net for net in seen]), "mood").verdict == "disagreed"
    assert "Trust their answers" in agreement_words(agreement_of(points(zigzag, [-net for net in seen]), "mood"))


def test_a_slow_drift_in_both_says_less_than_as_many_intervals_that_went_up_and_down() -> None:
    drift = [place / 10 for place in range(12)]
    said = rising(12)
    order = [5, 11, 0, 7, 2, 9, 4, 10, 1, 6, 3, 8]
    slow = agreement_of(points(said, list(drift)), "mood")
    quick = agreement_of(points([said[place] for place in order], [drift[place] for place in order]), "mood")
    assert slow.correlation == quick.correlation == 1
    assert slow.low is not None
    assert quick.low is not None
    assert slow.low < quick.low


def test_the_share_of_fine_is_what_understanding_is_scored_by() -> None:
    (point,) = points([(5, 10, 5)], [0.1], "understanding")
    assert point.score == 0.5
    (mood,) = points([(5, 10, 1)], [0.1])
    assert mood.score == 0.25


@pytest.mark.parametrize(
    ("said", "seen", "reason"),
    [
        (rising(5), [0.1, 0.2, 0.3, 0.4, 0.5], "few_stretches"),
        (rising(8), [0.1, 0.2, 0.3, 0.4, 0.5, None, None, None], "few_stretches"),
        ([(5, 5, 5)] * 8, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8], "no_variation"),
        (rising(8), [0.1] * 8, "no_variation"),
        (rising(8), [0.1, -0.3, 0.2, 0.05, -0.1, 0.3, -0.2, 0.1], "band_holds_zero"),
    ],
)
def test_where_nothing_can_be_said_it_says_so(
    said: list[tuple[int, int, int]], seen: list[float | None], reason: str
) -> None:
    found = agreement_of(points(said, seen), "mood")
    assert found.verdict == "not_informative"
    assert found.reason == reason
    assert agreement_title(found) == "Answers and faces: nothing to tell here"
    assert agreement_words(found)


def test_a_verdict_that_its_band_does_not_carry_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="with a band"):
        Agreement("mood", 8, 0, 0.3, -0.1, 0.6, "agreed", "")
    with pytest.raises(ValueError, match="because of"):
        Agreement("mood", 8, 0, None, None, None, "not_informative", "")


@pytest.mark.parametrize("memory", [0.0, 0.6])
def test_series_that_have_nothing_to_do_with_each_other_seldom_agree(memory: float) -> None:
    chance = random.Random(7)

    def series() -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        values = [chance.gauss(0, 1)]
        while len(values) < 15:
            values.append(memory * values[-1] + chance.gauss(0, 1))
        return np.array(values)

    bands = [rank_correlation(series(), series()) for _ in range(400)]
    wrong = sum(low > 0 or high < 0 for _, low, high in bands)
    assert wrong / 400 <= 0.08


def test_ties_share_their_rank_as_scipy_has_it() -> None:
    from scipy.stats import spearmanr

    first, second = np.array([1.0, 2, 2, 3, 5, 5, 5]), np.array([2.0, 1, 4, 4, 3, 6, 7])
    assert rank_correlation(first, second)[0] == pytest.approx(spearmanr(first, second).statistic)


@pytest.fixture
def view(engine: Engine, class_ids: ClassIds, options: DashboardOptions) -> ClassData:
    """The written lesson, whose students said each minute what their faces showed: a joke, a dip, and calm."""
    with engine.begin() as connection:
        for minute in (1, 2, 5, 8, 9, 10, 12, 13, 14, 16, 18, 25):
            first, third = (15, 1) if minute == 8 else (2, 14) if 12 <= minute < 15 else (7 + minute % 3, 4)
            times = {"began_at": START + minute * MINUTE, "ended_at": START + (minute + 1) * MINUTE}
            values = {
                "class_session_id": class_ids.lesson,
                "question": "mood",
                "first": first,
                "second": 5,
                "third": third,
            }
            connection.execute(insert(PulseWindow).values(**values | times))
    services = Services.of(options)
    view = services.class_data(class_ids.lesson)
    services.reader.close()
    return view


def test_in_the_written_lesson_pulse_and_mood_agree(view: ClassData) -> None:
    found = agreement(view, "mood")
    assert found is not None
    assert (found.verdict, found.stretches, found.unseen) == ("agreed", 11, 1)
    assert agreement(view, "understanding") is None
    assert agreements(view) == (found,)
    assert "1 time no mood was known." in agreement_words(found)


def test_an_interval_is_held_against_the_mood_of_its_own_minutes(view: ClassData) -> None:
    moods = {int((point.began_at - START) / MINUTE): point.net_positivity for point in pulse_points(view)}
    assert moods[8] == pytest.approx(0.63, abs=0.02)
    assert moods[13] == pytest.approx(-0.64, abs=0.02)
    assert moods[25] is None


def test_what_the_api_tells_has_every_window_and_no_device(view: ClassData) -> None:
    payload = class_pulse_payload(view, None, Tally())
    assert len(payload["windows"]) == 12
    newest = pulse_payload(view.records, view.row)
    assert newest is not None
    assert newest["sentence"] == "8 good, 5 so-so, 4 bad (10:25 to 10:26)"
    assert payload["agreement"][0]["title"] == "Answers and faces agreed in this class"
