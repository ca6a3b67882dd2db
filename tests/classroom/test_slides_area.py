"""The area of the shared slides is parsed from config.yaml."""

import pytest

from classroom.config import MonitorSettings
from classroom.config_file import parse_config
from classroom.errors import ConfigError

THE_RIGHT_OF_IT = (0.3, 0.0, 0.7, 1.0)


@pytest.mark.parametrize(
    "written",
    ["0.3,0,0.7,1", "0.3, 0, .7, 1", "[0.3, 0, 0.7, 1]", "30,0,70,100", '"30%,0%,70%,100%"', "[30, 0, 70, 100]"],
)
def test_an_area_is_written_in_shares_or_in_per_cent(written: str) -> None:
    settings = parse_config(f"monitor:\n  slides_area: {written}\n", "config.yaml").monitor
    assert settings.slides_area == pytest.approx(THE_RIGHT_OF_IT)
    assert MonitorSettings.model_validate(settings.model_dump()) == settings


@pytest.mark.parametrize("written", ["", '""', "null"])
def test_nothing_is_watched_unless_somebody_says_where(written: str) -> None:
    assert parse_config(f"monitor:\n  slides_area: {written}\n", "config.yaml").monitor.slides_area is None
    assert MonitorSettings().slides_area is None


@pytest.mark.parametrize(
    "written", ["1,2", "a,b,c,d", "0.5,0,0.6,1", "0,0,0.04,1", "-0.1,0,1,1", "0,0,101,100", "true", ".nan,0,1,1", "0.5"]
)
def test_an_area_outside_of_the_picture_or_too_small_is_a_problem_with_its_line(written: str) -> None:
    with pytest.raises(ConfigError, match=r"line 2: monitor\.slides_area"):
        parse_config(f"monitor:\n  slides_area: {written}\n", "config.yaml")
