"""The figures of segments, held against lessons whose truth is written."""

from collections.abc import Callable
from datetime import datetime, timedelta

import numpy as np
import pytest
from sqlalchemy import Engine, insert

from classroom.engagement import BAND_Z, SHARMA2019, engagement, net_positivity
from classroom.model_facts import ModelFacts
from classroom.tables import ExcludedRange, PulseWindow
from dashboard.options import DashboardOptions
from dashboard.request.services import Services
from dashboard.segments.segment import Segment
from dashboard.segments.statistics import SegmentFigures, segment_figures
from dashboard.snapshot.class_data import ClassData
from dashboard.statistics.within_people import share_that_changes
from tests.dashboard.class_fixtures import CALM, DIP, JOKE, START, Mood, Taught, add_class, add_samples

BLUNT = tuple(tuple(0.7 if row == column else 0.05 for column in range(7)) for row in range(7))
"""A network that reads seven faces of ten right, whatever they show."""
FACTS = ModelFacts(0.7, 0.68, 0.72, 1000, "invented faces", BLUNT)

View = Callable[..., ClassData]


def steps(second: float) -> Mood:
    """Return calm for five minutes, a dip for five, a joke for five."""
    return CALM if second < 300 else DIP if second < 600 else JOKE


@pytest.fixture
def view(engine: Engine, options: DashboardOptions) -> View:
    def read(taught: Taught, *, with_bands: bool = True, **values: object) -> ClassData:
        ended_at = START + timedelta(seconds=taught.seconds)
        class_id = add_class(engine, **{"ended_at": ended_at} | values)
        add_samples(engine, class_id, START, taught)
        return Services.of(options).class_data(class_id, with_bands=with_bands)

    return read


def thirds(view: ClassData) -> tuple[SegmentFigures, ...]:
    return segment_figures(view, [segment(0, 300), segment(300, 600), segment(600, 900)], SHARMA2019)


def segment(begin: float, end: float) -> Segment:
    return Segment(START.timestamp() + begin, START.timestamp() + end, f"{begin} to {end}", "plan")


def test_each_segment_has_the_mean_of_its_own_samples(view: View) -> None:
    for found, mood in zip(thirds(view(Taught(900, steps))), (CALM, DIP, JOKE), strict=True):
        assert found.mood == pytest.approx(mood)
        assert found.point is not None
        assert found.point.net_positivity == pytest.approx(net_positivity(mood))
        assert found.point.engagement == pytest.approx(engagement(mood, SHARMA2019))
        assert (found.samples, found.mood_share_of_time) == (300, 1.0)
        assert found.point.coverage == pytest.approx(23 / 25)


def test_a_change_is_the_difference_to_the_segment_before_and_to_the_class_s_start(view: View) -> None:
    first, second, third = thirds(view(Taught(900, steps)))
    assert (first.from_before, first.from_start) == (None, None), "the first one is the start"
    assert second.from_before is not None
    assert third.from_before is not None
    assert third.from_start is not None
    assert second.from_before.net_positivity.value == pytest.approx(net_positivity(DIP) - net_positivity(CALM))
    assert third.from_before.net_positivity.value == pytest.approx(net_positivity(JOKE) - net_positivity(DIP))
    assert third.from_start.net_positivity.value == pytest.approx(net_positivity(JOKE) - net_positivity(CALM))
    assert third.from_start.net_positivity.is_clear


def test_the_band_of_a_change_is_that_of_what_comes_and_goes_in_two_means(view: View) -> None:
    _, second, _ = thirds(view(Taught(900, steps)))
    assert second.from_before is not None
    change = second.from_before.net_positivity
    assert change.high is not None
    # Five shares with a deviation of 0.02 each, as the fixtures write them, in means of five minutes.
    deviation = 0.02 * np.sqrt(5 * float(share_that_changes(np.array(300.0))))
    assert change.high - change.value == pytest.approx(BAND_Z * np.hypot(deviation, deviation), rel=1e-4)


def test_a_mood_that_stays_has_no_clear_change(view: View) -> None:
    for found in thirds(view(Taught(900, lambda _second: CALM)))[1:]:
        assert found.from_before is not None
        assert not found.from_before.net_positivity.is_clear
        assert not found.from_before.engagement.is_clear


def test_what_the_network_confuses_alike_in_both_shifts_no_change(view: View) -> None:
    plain = thirds(view(Taught(900, lambda _second: CALM)))[1]
    blunt = thirds(view(Taught(900, lambda _second: CALM), model_facts=FACTS.written()))[1]
    assert plain.from_before is not None
    assert blunt.from_before is not None
    change = blunt.from_before.net_positivity
    assert change.low is not None
    assert change.high is not None
    assert change.low + change.high == pytest.approx(2 * change.value), "nothing changed, so nothing is shifted"
    assert plain.point is not None
    assert blunt.point is not None
    assert (blunt.point.net_high or 0) > (plain.point.net_high or 0), "but each of the two is less sure"


def test_the_band_of_a_change_reaches_to_the_corrected_change(view: View) -> None:
    plain, blunt = (
        thirds(view(Taught(900, steps), **facts))[2].from_before for facts in ({}, {"model_facts": FACTS.written()})
    )
    assert plain is not None
    assert blunt is not None
    assert blunt.net_positivity.value == plain.net_positivity.value
    assert (blunt.net_positivity.high or 0) > (plain.net_positivity.high or 0), (
        "a network that confuses shows too little"
    )
    assert blunt.net_positivity.low == blunt.net_positivity.value, "and a band holds its figure"


def test_nothing_is_said_of_fewer_than_the_minimum_group_nor_of_less_than_half_of_the_class(view: View) -> None:
    few = thirds(view(Taught(900, steps, faces=lambda second: 4 if 300 <= second < 600 else 23)))
    assert [found.mood is None for found in few] == [False, True, False]
    assert (few[1].from_before, few[1].mood_share_of_time, few[2].from_before) == (None, 0.0, None)
    assert few[1].point is not None
    assert few[1].point.net_positivity is None
    unseen = thirds(view(Taught(900, steps, faces=lambda second: 12 if 300 <= second < 600 else 23)))
    assert [found.mood is None for found in unseen] == [False, True, False]


def test_a_segment_of_less_than_ten_seconds_or_without_samples_has_no_mood(view: View) -> None:
    seen = view(Taught(900, steps, gaps=((400, 500),)))
    short, empty = segment_figures(seen, [segment(0, 8), segment(410, 490)], SHARMA2019)
    assert (short.samples, short.mood) == (8, None)
    assert (empty.samples, empty.point, empty.mood_share_of_time, empty.from_before) == (0, None, 0.0, None)
    assert segment_figures(seen, [], SHARMA2019) == ()


def test_excluded_ranges_count_neither_in_the_figures_nor_in_the_time(
    engine: Engine, options: DashboardOptions, view: View
) -> None:
    seen = view(Taught(900, steps))
    with engine.begin() as connection:
        for begin, end in ((300, 450), (400, 500)):
            times = {"began_at": START + timedelta(seconds=begin), "ended_at": START + timedelta(seconds=end)}
            connection.execute(insert(ExcludedRange).values(class_session_id=seen.row.id, note="", **times))
    (found,) = segment_figures(
        Services.of(options).class_data(seen.row.id, with_bands=True), [segment(0, 600)], SHARMA2019
    )
    assert found.samples == 400
    assert found.mood_share_of_time == pytest.approx(1.0)
    assert found.mood == pytest.approx(np.average([CALM, DIP], axis=0, weights=[300, 100]))


def test_a_gap_lowers_the_share_of_time_with_a_mood(view: View) -> None:
    first, *_ = thirds(view(Taught(900, steps, gaps=((100, 250),))))
    assert first.mood_share_of_time == pytest.approx(0.5, abs=0.01)


def test_the_start_of_a_class_is_its_first_five_minutes_with_a_mood(view: View) -> None:
    """Ten minutes of an almost empty room are no start: a lesson is held against what came after them."""
    seen = view(Taught(1800, lambda second: steps(second - 600), faces=lambda second: 3 if second < 600 else 23))
    start, low = segment_figures(seen, [segment(0, 900), segment(900, 1200)], SHARMA2019)
    assert start.from_start is None
    assert low.from_start is not None
    assert low.from_start.net_positivity.value == pytest.approx(net_positivity(DIP) - net_positivity(CALM))


def test_what_of_a_plan_is_still_to_come_is_no_time_without_a_mood(view: View) -> None:
    seen = view(Taught(900, steps), ended_at=None, status="running")
    now, later = segment_figures(seen, [segment(600, 1500), segment(1500, 2000)], SHARMA2019)
    assert now.mood_share_of_time == pytest.approx(1.0)
    assert (later.mood_share_of_time, later.from_start) == (0.0, None)


def test_a_segment_from_the_start_on_is_compared_with_it_once_half_of_it_lies_after(view: View) -> None:
    seen = view(Taught(900, steps))
    inside, across, long = segment_figures(seen, [segment(0, 240), segment(240, 400), segment(0, 700)], SHARMA2019)
    assert inside.from_start is None
    assert across.from_start is not None
    assert long.from_start is not None


def test_without_bands_a_change_has_none_and_is_never_clear(view: View) -> None:
    _, second, _ = thirds(view(Taught(900, steps), with_bands=False))
    assert second.from_before is not None
    assert (second.from_before.net_positivity.low, second.from_before.net_positivity.is_clear) == (None, False)
    assert second.point is not None
    assert second.point.net_low is None


def test_students_answers_belong_to_the_segment_in_which_the_middle_of_their_interval_lies(
    engine: Engine, options: DashboardOptions, view: View
) -> None:
    seen = view(Taught(900, steps))

    def window(begin: float, question: str, *counts: int) -> dict[str, object]:
        times = {"began_at": moment(begin), "ended_at": moment(begin + 60)}
        return {"class_session_id": seen.row.id, "question": question, **times} | dict(
            zip(("first", "second", "third"), counts, strict=True)
        )

    rows = [window(0, "mood", 5, 1, 0), window(240, "mood", 3, 3, 2), window(260, "mood", 9, 0, 0)]
    with engine.begin() as connection:
        connection.execute(insert(PulseWindow), [*rows, window(700, "understanding", 1, 7, 2)])
    first, second, third = thirds(Services.of(options).class_data(seen.row.id))
    assert [(answers.question, answers.first, answers.second, answers.third) for answers in first.pulse] == [
        ("mood", 17, 4, 2)
    ]
    assert second.pulse == ()
    assert third.pulse[0].question == "understanding"


def moment(second: float) -> datetime:
    return START + timedelta(seconds=second)


def test_another_profile_changes_the_proxy_and_nothing_else(view: View, options: DashboardOptions) -> None:
    seen = view(Taught(900, steps))
    valence = next(profile for profile in options.profiles if profile.name == "valence")
    one, other = (segment_figures(seen, [segment(0, 300)], profile)[0].point for profile in (SHARMA2019, valence))
    assert one is not None
    assert other is not None
    assert one.net_positivity == other.net_positivity
    assert other.engagement == pytest.approx(engagement(CALM, valence))
