"""A difference is judged by its whole band, once for all pages."""

import math

import numpy as np
import pytest

from dashboard.statistics.judgement import Judgement, judge, sides


def test_a_difference_whose_band_leaves_out_zero_is_better_or_worse() -> None:
    assert judge(0.3, 0.1, 0.4) == Judgement("better", 0.3, 0.1, 0.4, "clearly")
    assert judge(-0.1, -0.15, -0.02).verdict == "worse"
    assert judge(-0.1, -0.15, -0.02).strength == "slightly"
    assert judge(15.0, 10.0, 20.0, clearly=20.0).strength == "slightly"


def test_a_band_that_holds_zero_or_the_usual_range_says_no_different() -> None:
    assert judge(0.3, -0.01, 0.6).verdict == "no_different"
    assert judge(0.3, 0.1, 0.5, within=0.2).verdict == "no_different"
    assert judge(0.3, 0.25, 0.5, within=0.2).verdict == "better"


def test_an_unknown_figure_or_band_is_not_enough_seen() -> None:
    for figures in ((None, None, None), (0.2, None, None), (0.2, math.nan, 0.4), (math.nan, 0.1, 0.2)):
        assert judge(*figures).verdict == "not_enough_seen"


def test_columns_are_judged_as_single_differences_are() -> None:
    low, high = np.array([0.1, -0.3, -0.1, np.nan]), np.array([0.2, -0.1, 0.1, np.nan])
    assert sides(low, high).tolist() == [1, -1, 0, 0]


def test_a_strength_without_a_difference_is_refused() -> None:
    with pytest.raises(ValueError, match="strength"):
        Judgement("no_different", 0.1, -0.1, 0.3, "clearly")
