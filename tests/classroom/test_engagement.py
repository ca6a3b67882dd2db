import math

import pytest

from classroom.emotions import EMOTIONS
from classroom.engagement import (
    SHARMA2019,
    VALENCE,
    EngagementProfile,
    engagement,
    engagement_deviation,
    expressiveness,
    net_positivity,
)

ALL_NEUTRAL = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0)
ALL_HAPPY = (0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0)
MIXED = (0.05, 0.01, 0.04, 0.4, 0.1, 0.1, 0.3)


def test_the_labels_are_in_the_order_of_fer2013() -> None:
    assert EMOTIONS == ("angry", "disgust", "fear", "happy", "sad", "surprise", "neutral")


def test_the_default_profile_has_the_weights_of_its_paper() -> None:
    assert dict(SHARMA2019.weights) == {
        "neutral": 0.9, "happy": 0.6, "surprise": 0.6, "sad": 0.3, "fear": 0.3, "angry": 0.25, "disgust": 0.2,
    }  # fmt: skip


def test_the_most_engaged_expression_scores_one_hundred() -> None:
    assert engagement(ALL_NEUTRAL, SHARMA2019) == pytest.approx(100)
    assert engagement(ALL_HAPPY, VALENCE) == pytest.approx(100)


def test_a_mixed_mood_scores_the_weighted_sum_over_the_largest_weight() -> None:
    by_hand = 0.05 * 0.25 + 0.01 * 0.2 + 0.04 * 0.3 + 0.4 * 0.6 + 0.1 * 0.3 + 0.1 * 0.6 + 0.3 * 0.9
    assert engagement(MIXED, SHARMA2019) == pytest.approx(100 * by_hand / 0.9)


def test_net_positivity_leaves_surprise_and_neutral_out() -> None:
    assert net_positivity(MIXED) == pytest.approx(0.4 - 0.2)
    assert net_positivity(ALL_NEUTRAL) == 0


def test_expressiveness_is_what_is_not_neutral() -> None:
    assert expressiveness(MIXED) == pytest.approx(0.7)


def test_the_deviation_of_the_index_follows_from_the_covariance_of_the_means() -> None:
    upper = [0.0] * 28
    upper[18] = 0.0004  # the variance of happy: row 3, column 3
    assert engagement_deviation(upper, VALENCE) == pytest.approx(100 * math.sqrt(0.0004))


def test_two_shares_that_move_together_widen_the_deviation() -> None:
    alone, together = [0.0] * 28, [0.0] * 28
    for upper in (alone, together):
        upper[18] = upper[25] = 0.0004  # happy and surprise
    together[20] = 0.0004  # their covariance: row 3, column 5
    assert engagement_deviation(together, VALENCE) > engagement_deviation(alone, VALENCE)


@pytest.mark.parametrize(
    "weights",
    [
        {"happy": 1.0},
        dict.fromkeys(EMOTIONS, 0.0),
        {**dict.fromkeys(EMOTIONS, 0.5), "happy": 1.5},
        {**dict.fromkeys(EMOTIONS, 0.5), "happy": math.nan},
        {**dict.fromkeys(EMOTIONS, 0.5), "joy": 0.5},
    ],
)
def test_a_profile_without_sensible_weights_is_refused(weights: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"profile|weight"):
        EngagementProfile("odd", 1, weights)
