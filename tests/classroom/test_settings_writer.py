"""The settings file keeps what a person wrote into it, and is never half written."""

import stat
import sys
from datetime import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.config_file import parse_config
from classroom.settings_writer import REMOVED, changed_text, write_whole

WRITTEN = """\
# mine
privacy:
  retention_days: 30  # a month
dashboard:
  port: 8100          # 8000 is taken
"""


def test_comments_and_order_stay(tmp_path: Path) -> None:
    text = changed_text(WRITTEN, {("privacy", "retention_days"): 60, ("dashboard", "language"): "de"})
    assert text == WRITTEN.replace("30", "60") + '  language: "de"\n'


def test_what_is_taken_out_leaves_no_empty_section() -> None:
    text = changed_text(WRITTEN, {("privacy", "retention_days"): REMOVED, ("monitor", "region"): REMOVED})
    assert "privacy" not in text
    assert "monitor" not in text
    assert "port: 8100" in text


def test_a_new_file_says_what_it_is() -> None:
    text = changed_text("", {("privacy", "retention_days"): 60})
    assert text.startswith("# Your own settings")
    assert parse_config(text, "settings.yaml").privacy.retention_days == 60


def test_a_file_from_which_all_is_taken_keeps_its_comments() -> None:
    text = changed_text("# mine\nprivacy:\n  retention_days: 30\n", {("privacy", "retention_days"): REMOVED})
    assert text == "# mine\n"


NAMES = st.text(min_size=1, max_size=200).filter(lambda name: name.isprintable())


@given(NAMES)
def test_whatever_a_group_is_called_it_is_read_again_as_it_was_typed(name: str) -> None:
    entry = {"title": name, "days": ["monday"], "start": time(7, 30), "end": time(8, 15)}
    text = changed_text("", {("groups",): [{"name": name, "source": None}], ("schedule",): [entry]})
    config = parse_config(text, "settings.yaml")
    assert (config.groups[0].name, config.schedule[0].title, config.schedule[0].start) == (name, name, time(7, 30))


@pytest.mark.parametrize("name", ["no", "on", "7:30", "1e3", "null", "~", "0123", "- a", "a: b", "#7"])
def test_names_that_yaml_would_take_for_something_else_stay_names(name: str) -> None:
    config = parse_config(changed_text("", {("groups",): [{"name": name}]}), "settings.yaml")
    assert config.groups[0].name == name


def test_the_file_is_replaced_in_one_step_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "new" / "settings.yaml"
    write_whole(file, "# one\n")
    write_whole(file, "# two\n")
    assert file.read_text(encoding="utf-8") == "# two\n"
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    write_whole(tmp_path / "settings.yaml", "# one\n")
    assert stat.S_IMODE((tmp_path / "settings.yaml").stat().st_mode) == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "kept.yaml").write_text("# one\n", encoding="utf-8")
    (tmp_path / "settings.yaml").symlink_to(tmp_path / "kept.yaml")
    write_whole(tmp_path / "settings.yaml", "# two\n")
    assert (tmp_path / "settings.yaml").is_symlink()
    assert (tmp_path / "kept.yaml").read_text(encoding="utf-8") == "# two\n"
