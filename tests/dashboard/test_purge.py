import io
import os
from pathlib import Path

import pytest

from classroom.control_file import ControlAddress, published
from classroom.data_folders import logs_folder
from classroom.errors import UsageError
from classroom.password_masks import mask_database_url
from dashboard.auth.key import access_key
from dashboard.options import DashboardOptions
from dashboard.purge import purge
from dashboard.serve import main
from tests.dashboard.class_fixtures import ClassIds

NOBODY = ("127.0.0.1", 1)


class Terminal(io.StringIO):
    """A terminal at which a person types."""

    def isatty(self) -> bool:
        return True


def fill(data_folder: Path) -> None:
    access_key()
    (data_folder / "settings.yaml").write_text("privacy:\n", encoding="utf-8")
    logs_folder().mkdir(parents=True, exist_ok=True)
    (logs_folder() / "monitor.log").touch()


def test_all_goes_once_it_was_confirmed(
    options: DashboardOptions, class_ids: ClassIds, database: Path, data_folder: Path
) -> None:
    fill(data_folder)
    database.with_name(f"{database.name}-audit").touch()
    assert main(["--database", options.database_url, "--port", "1", "--purge", "--yes"]) == 0
    assert not data_folder.exists()
    assert not logs_folder().exists()
    assert list(database.parent.glob("moodline*")) == []


@pytest.mark.usefixtures("class_ids")
@pytest.mark.parametrize(("typed", "goes"), [("DELETE\n", True), ("yes\n", False), ("", False)])
def test_a_person_is_asked_and_told_what_goes(
    options: DashboardOptions,
    database: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    typed: str,
    goes: bool,
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    assert main(["--database", options.database_url, "--port", "1", "--purge"]) == (0 if goes else 2)
    assert str(database) in capsys.readouterr().out
    assert database.exists() is not goes


def test_without_a_terminal_nothing_goes_unless_it_was_said(
    options: DashboardOptions, class_ids: ClassIds, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("DELETE\n"))
    with pytest.raises(UsageError, match="nobody could be asked"):
        purge(*NOBODY, options.database_url, is_confirmed=False)
    assert database.exists()


def test_nothing_goes_while_a_monitor_runs(options: DashboardOptions, class_ids: ClassIds, database: Path) -> None:
    with (
        published(ControlAddress(os.getpid(), 1, mask_database_url(options.database_url))),
        pytest.raises(UsageError, match="A monitor runs"),
    ):
        purge(*NOBODY, options.database_url, is_confirmed=True)
    assert database.exists()
