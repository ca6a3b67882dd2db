import csv
import json
import sys
from pathlib import Path

import pytest

from classroom.errors import UsageError
from dashboard.export_all import export_all
from dashboard.options import DashboardOptions
from dashboard.serve import main
from tests.classroom.modes import mode_of
from tests.dashboard.class_fixtures import ClassIds


def test_each_class_is_written_as_the_pages_export_it_for_its_owner_only(
    options: DashboardOptions, class_ids: ClassIds, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "taken"
    assert main(["--database", options.database_url, "--export-all", str(folder)]) == 0
    assert f"{folder}: 6" in capsys.readouterr().out
    assert len(list(folder.iterdir())) == 12
    found = json.loads((folder / f"class-{class_ids.lesson}.json").read_text(encoding="utf-8"))
    assert found["class"]["title"] == "Quadratics"
    with (folder / f"class-{class_ids.lesson}.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) > 1000
    if sys.platform != "win32":
        assert {mode_of(path) for path in folder.iterdir()} == {0o600}


def test_nothing_is_written_among_other_files(options: DashboardOptions, class_ids: ClassIds, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="something in this folder"):
        export_all(options, tmp_path)


def test_before_the_first_class_there_is_nothing_to_take(options: DashboardOptions, tmp_path: Path) -> None:
    assert export_all(options, tmp_path / "taken") == 0
