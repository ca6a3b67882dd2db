"""The user's own settings stand above config.yaml, and a fault in them is told with its file and line."""

from pathlib import Path

import pytest

from classroom.data_folders import SETTINGS_FILE_VARIABLE, user_settings_file
from classroom.errors import ConfigError
from classroom.settings_layers import load_settings


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "config.yaml"
    file.write_text("privacy:\n  retention_days: 200\n  min_group_size: 6\nmonitor:\n  region:\n", encoding="utf-8")
    return file


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "settings.yaml"


def test_the_user_s_settings_stand_above_config_yaml_and_leave_the_rest_of_it(config: Path, own: Path) -> None:
    own.write_text("privacy:\n  retention_days: 30\n", encoding="utf-8")
    settings = load_settings(config, own)
    assert (settings.config.privacy.retention_days, settings.below.privacy.retention_days) == (30, 200)
    assert settings.config.privacy.min_group_size == 6


def test_each_setting_tells_where_it_comes_from(config: Path, own: Path) -> None:
    own.write_text("privacy:\n  retention_days: 30\n", encoding="utf-8")
    settings = load_settings(config, own)
    paths = [("privacy", "retention_days"), ("privacy", "min_group_size"), ("monitor", "region"), ("groups",)]
    assert [settings.origin(path) for path in paths] == ["user", "config", "default", "default"]


def test_an_empty_key_of_the_user_s_takes_a_choice_of_config_yaml_back(tmp_path: Path, own: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("dashboard:\n  language: de\n", encoding="utf-8")
    own.write_text("dashboard:\n  language:\nmonitor:\n", encoding="utf-8")
    settings = load_settings(config, own)
    assert (settings.config.dashboard.language, settings.origin(("dashboard", "language"))) == (None, "user")


def test_a_file_that_is_not_there_is_an_empty_one(config: Path, own: Path) -> None:
    assert load_settings(config, own).config == load_settings(config, None).config


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("privacy:\n  retention_days: soon\n", "line 2: privacy.retention_days"),
        ("privacy: [\n", "line 2: the file: expected YAML"),
        ("groups:\n  - name: 7b\n  - name: 7b\n", "groups: expected each group once"),
    ],
)
def test_a_fault_of_the_user_s_file_is_told_with_path_line_and_remedy(
    config: Path, own: Path, content: str, told: str
) -> None:
    own.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_settings(config, own)
    assert told in str(caught.value)
    assert str(own) in str(caught.value)
    assert "move the file away" in caught.value.remedy


def test_a_profile_of_config_yaml_can_be_chosen_in_the_user_s_file(tmp_path: Path, own: Path) -> None:
    config = tmp_path / "config.yaml"
    weights = "{angry: 0, disgust: 0, fear: 0, happy: 1, sad: 0, surprise: 1, neutral: 0.5}"
    config.write_text(f"engagement:\n  profiles:\n    lively: {weights}\n", encoding="utf-8")
    own.write_text("engagement:\n  profile: lively\n", encoding="utf-8")
    assert load_settings(config, own).config.engagement.chosen().name == "lively"


def test_the_environment_names_another_file_or_none(monkeypatch: pytest.MonkeyPatch, own: Path) -> None:
    monkeypatch.setenv(SETTINGS_FILE_VARIABLE, str(own))
    assert user_settings_file() == own
    monkeypatch.setenv(SETTINGS_FILE_VARIABLE, "")
    assert user_settings_file() is None


def test_without_the_environment_it_lies_in_the_user_s_data_folder(
    monkeypatch: pytest.MonkeyPatch, data_folder: Path
) -> None:
    monkeypatch.delenv(SETTINGS_FILE_VARIABLE)
    assert user_settings_file() == data_folder / "settings.yaml"
