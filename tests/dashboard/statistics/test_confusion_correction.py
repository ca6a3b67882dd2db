"""A band is widened by what the network confuses, where that is known."""

from dataclasses import replace

import numpy as np
import pytest

from classroom.engagement import BAND_Z, SHARMA2019, VALENCE
from classroom.model_facts import ModelFacts
from dashboard.statistics.points import confused, points_of
from dashboard.statistics.time_series import NET_WEIGHTS, Moments
from tests.dashboard.class_fixtures import CALM, ROW

SAD_TO_NEUTRAL = np.eye(7)
SAD_TO_NEUTRAL[4] = [0, 0, 0, 0, 0.8, 0, 0.2]


def facts(confusion: np.ndarray) -> str:
    rows = tuple(tuple(row) for row in confusion.tolist())
    return ModelFacts(0.8, 0.7, 0.9, 100, "made", rows).written()


def moment() -> Moments:
    return Moments(np.array([0.0]), np.array([25.0]), np.array([CALM]), np.full((1, 2), 0.0004))


def test_a_network_that_confuses_nothing_widens_nothing() -> None:
    plain, certain = (points_of(moment(), row, SHARMA2019) for row in (ROW, replace(ROW, model_facts=facts(np.eye(7)))))
    assert plain.net_high == pytest.approx(certain.net_high)
    assert plain.net_high - plain.net_positivity == pytest.approx(BAND_Z * 0.02)


def test_a_confusion_is_added_as_a_whole_to_the_variance() -> None:
    point = points_of(moment(), replace(ROW, model_facts=facts(SAD_TO_NEUTRAL)), SHARMA2019)
    corrected_sad = CALM[4] + 0.2 * CALM[4]  # a fifth of the sad is read as neutral, in the second term
    assert point.net_high - point.net_positivity == pytest.approx(BAND_Z * np.hypot(0.02, 0.2 * corrected_sad))
    assert point.net_positivity - point.net_low == pytest.approx(BAND_Z * np.hypot(0.02, 0.2 * corrected_sad))


def test_what_is_confused_among_equals_changes_no_figure() -> None:
    swapped = np.eye(7)
    swapped[0], swapped[1] = [0.5, 0.5, 0, 0, 0, 0, 0], [0.5, 0.5, 0, 0, 0, 0, 0]
    assert confused(np.array([CALM]), NET_WEIGHTS, swapped) == pytest.approx(0.0)


def test_each_profile_has_a_widening_of_its_own() -> None:
    row = replace(ROW, model_facts=facts(SAD_TO_NEUTRAL))
    widths = [
        float(points.engagement_high[0] - points.engagement[0])
        for points in (points_of(moment(), row, profile) for profile in (SHARMA2019, VALENCE))
    ]
    assert widths[0] != pytest.approx(widths[1])
