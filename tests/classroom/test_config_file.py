from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.config import Config
from classroom.config_file import load_config, parse_config
from classroom.data_folders import DEFAULT_CONFIG_FILE
from classroom.errors import ConfigError


def problems_of(content: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        parse_config(content, "config.yaml")
    return [str(problem) for problem in caught.value.problems]


def test_an_empty_file_means_the_defaults() -> None:
    assert parse_config("", "config.yaml") == Config()
    assert parse_config("# nothing\n", "config.yaml") == Config()


def test_an_empty_section_means_its_defaults() -> None:
    assert parse_config("monitor:\nschedule:\n", "config.yaml") == Config()


def test_the_shipped_file_is_valid_and_contains_the_defaults() -> None:
    assert load_config(DEFAULT_CONFIG_FILE) == Config()


def test_every_problem_is_reported_at_once_with_its_line() -> None:
    found = problems_of(
        "monitor:\n"
        "  sample_seconds: fast\n"
        "privacy:\n"
        "  min_group_size: 1\n"
        "schedule:\n"
        "  - title: Maths\n"
        "    days: [funday]\n"
        "    start: '10:00'\n"
        "    end: '11:00'\n"
    )
    assert [problem.split(":")[0] for problem in found] == ["line 2", "line 4", "line 7"]
    assert "monitor.sample_seconds" in found[0]
    assert "found fast" in found[0]
    assert "greater than or equal to 3, found 1" in found[1]
    assert "'friday'" in found[2]


def test_an_unknown_key_is_a_problem_that_names_the_nearest_known_one() -> None:
    (found,) = problems_of("monitor:\n  sample_second: 2\n")
    assert "line 2: monitor.sample_second" in found
    assert "Did you mean sample_seconds?" in found


def test_an_unknown_section_is_a_problem_that_names_the_nearest_known_one() -> None:
    (found,) = problems_of("dashbord:\n  port: 1\n")
    assert "Did you mean dashboard?" in found


def test_an_unknown_key_of_an_own_profile_is_compared_with_emotions() -> None:
    found = problems_of("engagement:\n  profiles:\n    mine: {hapy: 1}\n")
    assert any("Did you mean happy?" in problem for problem in found)


def test_a_key_that_stands_twice_is_a_problem() -> None:
    (found,) = problems_of("privacy:\n  retention_days: 1\n  retention_days: 2\n")
    assert "line 3: privacy.retention_days: expected each key once" in found


def test_broken_yaml_names_the_line() -> None:
    (found,) = problems_of("monitor:\n  source: [webcam\n")
    assert found.startswith("line ")
    assert "expected YAML" in found


def test_a_file_that_is_not_sections_is_a_problem() -> None:
    (found,) = problems_of("just words")
    assert "expected sections" in found


def test_a_missing_file_is_a_problem_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"gone\.yaml"):
        load_config(tmp_path / "gone.yaml")


def test_a_file_in_another_encoding_is_a_problem(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_bytes("monitor: {source: 'Caf\xe9'}".encode("latin-1"))
    with pytest.raises(ConfigError, match="UTF-8"):
        load_config(file)


def test_an_unquoted_time_is_read_as_a_time_though_yaml_1_1_sees_a_base_60_number() -> None:
    content = "schedule:\n  - {title: Maths, days: [monday], start: 10:30, end: 11:15}\n"
    (entry,) = parse_config(content, "config.yaml").schedule
    assert (entry.start.isoformat(), entry.end.isoformat()) == ("10:30:00", "11:15:00")


def test_a_class_that_ends_before_it_starts_is_a_problem() -> None:
    (found,) = problems_of("schedule:\n  - {title: Maths, days: [monday], start: '11:00', end: '10:00'}\n")
    assert "end to be later than start" in found


def test_an_own_profile_can_be_chosen() -> None:
    weights = "angry: 0, disgust: 0, fear: 0, happy: 1, sad: 0, surprise: 1, neutral: 0.5"
    config = parse_config(f"engagement:\n  profile: mine\n  profiles:\n    mine: {{{weights}}}\n", "config.yaml")
    assert config.engagement.chosen().name == "mine"
    assert config.engagement.chosen().weights["neutral"] == 0.5


def test_a_profile_that_does_not_exist_is_a_problem_that_names_those_that_do() -> None:
    (found,) = problems_of("engagement:\n  profile: magic\n")
    assert "sharma2019, valence" in found


@given(st.text(max_size=200))
def test_any_text_gives_settings_or_named_problems(content: str) -> None:
    try:
        assert isinstance(parse_config(content, "config.yaml"), Config)
    except ConfigError as error:
        assert error.problems
