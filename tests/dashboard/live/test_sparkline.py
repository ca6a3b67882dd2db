"""The small line of the compact view has the band that the chart draws."""

import re
from dataclasses import replace

import numpy as np
import pytest

from classroom.engagement import SHARMA2019
from dashboard.live.sparkline import HEIGHT, LEAST_RANGE, sparkline_of
from dashboard.statistics.points import points_of
from dashboard.statistics.time_series import Moments
from tests.dashboard.class_fixtures import CALM, ROW
from tests.dashboard.export_fixtures import FACTS

CONFUSED = replace(ROW, model_facts=FACTS.written())


def quarter_of_an_hour(variance: float = 0.0004) -> Moments:
    seconds = np.arange(900, dtype=float)
    return Moments(seconds, np.full(900, 23.0), np.tile(CALM, (900, 1)), np.full((900, 2), variance))


def heights(path: str) -> list[float]:
    return [float(height) for height in re.findall(r"[ML][\d.]+ ([\d.]+)", path)]


def test_the_band_holds_the_networks_confusion_as_the_charts_does() -> None:
    moments = quarter_of_an_hour()
    drawn = heights(sparkline_of(moments, (), CONFUSED, SHARMA2019).band)
    points = points_of(moments, CONFUSED, SHARMA2019)
    wanted = [(1 - edge / LEAST_RANGE) * HEIGHT / 2 for edge in (points.net_high[0], points.net_low[0])]
    assert [min(drawn), max(drawn)] == pytest.approx(wanted, abs=0.06)
    plain = heights(sparkline_of(moments, (), ROW, SHARMA2019).band)
    assert max(drawn) - min(drawn) > 1.2 * (max(plain) - min(plain))


def test_a_line_whose_band_is_not_known_is_drawn_without_one() -> None:
    sparkline = sparkline_of(quarter_of_an_hour(np.nan), (), CONFUSED, SHARMA2019)
    assert len(heights(sparkline.line)) == 60
    assert sparkline.band == ""
