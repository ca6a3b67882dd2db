"""The bands of means and of changes: none where none is known, none the narrower for a mood that truly changed."""

from dataclasses import replace

import numpy as np
import pytest

from classroom.engagement import SHARMA2019, net_positivity
from dashboard.comparisons.baseline import baseline_of
from dashboard.comparisons.term import class_figures, term_of
from dashboard.database.read.columns import SampleColumns
from dashboard.database.read.records import ClassRecords
from dashboard.statistics.class_mean import class_start, shown_mean
from dashboard.statistics.moments import find_moments
from dashboard.statistics.points import points_of
from dashboard.statistics.time_series import interval_moments, moving_moments, share_that_stays
from dashboard.statistics.trend import trend_of
from tests.dashboard.class_fixtures import CALM, DIP, ROW, START, Lesson

VARIANCE = 0.0004


def columns_of(mood: Lesson, seconds: int = 1200, waver: float = 0.0) -> SampleColumns:
    """Return a sample a second of 23 faces, wavering between happy and neutral by so much from sample to sample."""
    chance = np.random.default_rng(1)
    moods = np.array([mood(second) or (np.nan,) * 7 for second in range(seconds)])
    shift = waver * chance.standard_normal(seconds)
    moods[:, 3] += shift
    moods[:, 6] -= shift
    faces = np.full(seconds, 23.0)
    return SampleColumns(
        ids=np.arange(seconds, dtype=float),
        seconds=START.timestamp() + np.arange(seconds, dtype=float),
        faces=faces,
        usable_faces=faces,
        mood=moods,
        agreement=np.full(seconds, 0.7),
        frames_dropped=np.zeros(seconds),
        variances=np.where(np.isfinite(moods[:, :1]), VARIANCE, np.nan).repeat(2, axis=1),
    )


def steps(second: float) -> tuple[float, ...]:
    return CALM if second < 600 else DIP


def without_variances(columns: SampleColumns) -> SampleColumns:
    """Return the samples as a database holds them whose covariances were lost."""
    return replace(columns, variances=np.full((len(columns), 2), np.nan))


def edges(begin: float, end: float) -> tuple[np.ndarray, np.ndarray]:
    return np.array([START.timestamp() + begin]), np.array([START.timestamp() + end])


def test_a_mood_that_changed_makes_no_band_narrower() -> None:
    columns = columns_of(steps)
    whole, calm = (interval_moments(columns, ROW, *edges(*ends)) for ends in ((0, 1200), (0, 600)))
    assert whole.variances is not None
    assert whole.variances[0, 0] == pytest.approx(VARIANCE, rel=0.01), "nothing wavers, so nothing evens out"
    assert calm.variances == pytest.approx(whole.variances)


def test_what_wavers_from_sample_to_sample_evens_out_in_one_interval_as_in_many() -> None:
    columns = columns_of(steps, waver=0.01)
    stays = share_that_stays(columns, ROW)
    assert 0.3 < stays < 0.8
    alone = interval_moments(columns, ROW, *edges(0, 1200))
    assert alone.variances == pytest.approx(np.full((1, 2), stays * VARIANCE))


def test_the_mean_of_a_class_is_as_sure_on_the_term_page_as_on_its_own() -> None:
    columns = columns_of(steps, waver=0.01)
    mean = shown_mean(columns, ROW)
    alone = interval_moments(columns, ROW, *edges(0, 1200))
    assert mean is not None
    assert class_figures(columns, ROW, ClassRecords(), 1200).deviation == pytest.approx(alone.net_deviation[0])
    assert mean.mood == pytest.approx(alone.mood)


def test_a_mood_without_a_covariance_has_no_band_and_changes_nothing_clearly() -> None:
    columns = without_variances(columns_of(steps))
    points = points_of(moving_moments(columns, ROW, 30), ROW, SHARMA2019)
    assert np.isfinite(points.net_positivity[60:]).all()
    for name in ("net_low", "net_high", "engagement_low", "engagement_high"):
        assert np.isnan(getattr(points, name)).all(), name
    start = baseline_of(columns, ROW, SHARMA2019)
    assert start is not None
    curve = start.net(moving_moments(columns, ROW, 30))
    assert curve.value[-1] == pytest.approx(net_positivity(DIP) - net_positivity(CALM))
    assert not curve.is_clear.any()
    assert trend_of(moving_moments(columns, ROW, 30), ROW).word == "Steady"


def test_a_few_lost_covariances_leave_the_band_of_the_others() -> None:
    columns = columns_of(steps)
    assert columns.variances is not None
    columns.variances[::3] = np.nan
    found = interval_moments(columns, ROW, *edges(0, 1200))
    assert found.variances == pytest.approx(np.full((1, 2), VARIANCE), rel=0.01)


def test_a_class_without_covariances_is_in_the_term_and_held_against_nothing() -> None:
    rows = [replace(ROW, id=number) for number in range(4)]
    figures = {row.id: class_figures(columns_of(steps, 400), row, ClassRecords(), 400) for row in rows[1:]}
    figures[0] = class_figures(without_variances(columns_of(steps, 400)), ROW, ClassRecords(), 400)
    term = term_of(rows, figures, {})
    assert [one.against is None for one in term.classes] == [True, False, False, False]
    assert term.classes[0].figures.net is not None


def test_moments_have_a_band_though_covariances_were_lost() -> None:
    for columns in (columns_of(steps, waver=0.01), without_variances(columns_of(steps, waver=0.01))):
        found = find_moments(columns, ROW).moments
        assert found
        assert all(moment.low <= moment.size <= moment.high and moment.low < moment.high for moment in found)


def test_the_start_holds_against_an_early_break_and_an_empty_room() -> None:
    """Two minutes with a mood, twenty without, and the rest: five minutes with a mood, two of them before the break."""

    def broken(second: float) -> tuple[float, ...] | None:
        return CALM if second < 120 else None if second < 1320 else DIP

    columns = columns_of(broken, 2400)
    start = class_start(columns, ROW)
    assert start is not None
    mean, end = start
    assert mean.mood[0] == pytest.approx(np.average([CALM, DIP], axis=0, weights=[120, 180]))
    assert end == START.timestamp() + 1500
    assert baseline_of(columns, ROW, SHARMA2019) is not None


def test_less_than_ten_seconds_with_a_mood_are_no_start() -> None:
    assert class_start(columns_of(lambda second: CALM if second < 9 else None, 400), ROW) is None
    assert class_start(columns_of(lambda second: CALM if second < 10 else None, 400), ROW) is not None
    assert class_start(columns_of(lambda _second: None, 400), ROW) is None
