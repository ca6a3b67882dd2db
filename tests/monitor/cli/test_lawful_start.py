"""The command line refuses what the law forbids, and asks at a terminal what the law depends on."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from classroom.config import Config
from classroom.lawful_use import ClassRefused
from classroom.settings_layers import load_settings
from monitor.capture.source_parser import parse_source
from monitor.cli.class_launcher import ClassLauncher
from monitor.cli.main import main
from monitor.cli.stopping import StopRequest
from monitor.store.class_record import ClassDetails, ClassRecord
from tests.monitor.fixtures import NINE

ROOT = Path(__file__).resolve().parents[3]
WINDOW = ("--source", "window:Nobody has this")


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings of somebody who has answered nothing yet."""
    file = tmp_path / "settings.yaml"
    monkeypatch.setenv("MOODLINE_SETTINGS_FILE", str(file))
    return file


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ((), "Nobody has said yet where the class is held"),
        (("--mode", "participation"), "Nobody has said yet where the class is held"),
        (("--region", "other"), "Nobody has accepted yet what Moodline is for"),
        (("--region", "eu", "--accept-use"), "Article 5(1)(f)"),
        (("--region", "eu", "--accept-use", "--mode", "mood"), "Moodline can count who takes part instead"),
    ],
)
def test_a_class_is_refused_with_the_reason_where_nobody_can_be_asked(
    own: Path, capsys: pytest.CaptureFixture[str], database_url: str, arguments: tuple[str, ...], reason: str
) -> None:
    assert not own.exists()
    assert main([*WINDOW, "--database", database_url, *arguments]) == 2
    assert reason in " ".join(capsys.readouterr().err.split())
    assert not Path(database_url.removeprefix("sqlite:///")).exists(), "nothing was made for it"


def test_the_use_is_accepted_once_with_its_day(own: Path, database_url: str) -> None:
    assert main([*WINDOW, "--database", database_url, "--accept-use"]) == 2
    assert load_settings(None, own).config.privacy.use_accepted_on == date.today()  # noqa: DTZ011 - the person's day


def test_settings_that_say_eu_are_not_overruled_for_moods(
    own: Path, capsys: pytest.CaptureFixture[str], database_url: str
) -> None:
    own.write_text("monitor: {region: eu}\nprivacy: {use_accepted_on: 2026-09-01}\n", encoding="utf-8")
    assert main([*WINDOW, "--database", database_url, "--region", "other"]) == 2
    assert "Your settings say that classes are held in the EU" in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize("more", [(), ("--mode", "participation")])
def test_a_class_with_moods_does_not_go_on_in_the_eu(
    own: Path, capsys: pytest.CaptureFixture[str], engine: Engine, database_url: str, more: tuple[str, ...]
) -> None:
    own.write_text("monitor: {region: eu}\nprivacy: {use_accepted_on: 2026-09-01}\n", encoding="utf-8")
    details = ClassDetails("Maths", "", "window:Zoom", "other", None, 1.0, 5, "plain", "UTC", "mood")
    ClassRecord(engine, details, NINE).finish(NINE)
    assert main([*WINDOW, "--database", database_url, "--continue", "1", *more]) == 2
    assert "Article 5(1)(f)" in capsys.readouterr().err


def test_a_demo_class_does_not_turn_into_one_of_real_people(engine: Engine) -> None:
    from rich.console import Console

    launcher = ClassLauncher(Config(), engine, Console(), StopRequest())
    launcher.refuse_unlawful(parse_source("demo"))
    with pytest.raises(ClassRefused):
        launcher.refuse_unlawful(parse_source("window:Zoom"))


@pytest.mark.skipif(os.name != "posix", reason="a terminal of the tests' own is one of POSIX")
def test_at_a_terminal_both_questions_are_asked_once_and_kept(own: Path, database_url: str) -> None:
    ours, theirs = os.openpty()
    os.write(ours, b"somewhere\ne\nyes\n")
    command = [sys.executable, str(ROOT / "run_monitor.py"), *WINDOW, "--database", database_url]
    done = subprocess.run(
        command, cwd=ROOT, stdin=theirs, stdout=subprocess.DEVNULL, stderr=theirs, timeout=60, check=False
    )
    os.close(theirs)
    said = " ".join(os.read(ours, 10_000).decode().split())
    os.close(ours)
    assert said.count("Where is the class held?") == 2, "an answer that is none is asked for again"
    assert "not for marks, not for discipline" in said
    assert done.returncode == 2
    assert "Article 5(1)(f)" in said
    config = load_settings(None, own).config
    assert config.monitor.region == "eu"
    assert config.privacy.use_accepted_on == date.today()  # noqa: DTZ011 - the person's day
