import io
import json
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from benchmarks import exports
from benchmarks.exports import main
from benchmarks.row_by_row import csv_lines, json_lines
from benchmarks.written_classes import Lesson, Progress, add_classes, new_database
from dashboard.app import create_app
from dashboard.exports.csv_file import csv_pieces
from dashboard.exports.json_file import class_pieces
from dashboard.options import DashboardOptions
from dashboard.pages.downloads import ordered
from tests.dashboard.class_fixtures import START
from tests.dashboard.shared_app import signed_in

Measured = tuple[dict[str, Any], str]


@pytest.fixture(scope="module")
def measured() -> Measured:
    """Run the benchmark once for all tests, since it is slow; return its results and its printed JSON."""
    kept: list[dict[str, Any]] = []
    measure = exports.measure

    def measure_and_keep(file: Path, seconds: int, repeats: int) -> dict[str, Any]:
        kept.append(measure(file, seconds, repeats))
        return kept[0]

    with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.StringIO()) as printed:
        patch.setattr(exports, "measure", measure_and_keep)
        assert main(["--hours", "0.05", "--repeats", "1", "--json"]) == 0
    return kept[0], printed.getvalue()


def test_it_measures_every_kind_of_file(measured: Measured) -> None:
    found = json.loads(measured[1])
    assert [row["name"] for row in found["rows"]] == ["CSV", "JSON", "XLSX", "HTML", "PDF"]
    assert all(row["seconds"] > 0 and row["sent_bytes"] > 10_000 for row in found["rows"])
    assert min(found["row_by_row_to_ours"].values()) > 0
    assert all(0 < row["first_piece_mb"] <= row["most_mb"] for row in found["memory"])


def test_it_prints_a_table_with_the_ratio(
    measured: Measured, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "measure", lambda _file, _seconds, _repeats: measured[0])
    assert main(["--hours", "0.02", "--repeats", "1"]) == 0
    text = capsys.readouterr().out
    assert "CSV written in" in text
    assert "held" in text


def test_row_by_row_the_same_is_written(tmp_path: Path) -> None:
    engine = new_database(tmp_path / "moodline.db")
    (class_id,) = add_classes(engine, [Lesson(START, 120, 120)], Progress(120))
    engine.dispose()
    app = signed_in(create_app(DashboardOptions(f"sqlite:///{(tmp_path / 'moodline.db').as_posix()}")))
    with app.test_request_context(f"/classes/{class_id}/export.csv"):
        order = ordered(class_id)
        exported, profile = order.class_at(0), order.parts.options.profile
        ours = json.loads("".join(class_pieces(exported)))["samples"]
        assert [json.loads(line) for line in json_lines(exported)] == ours
        own = "".join(csv_pieces(profile, [exported])).lstrip("\ufeff").splitlines()
        plain = "".join(csv_lines(exported, profile)).splitlines()
    assert own[0] == plain[0]
    assert [line.split(",")[:5] for line in own] == [line.split(",")[:5] for line in plain]
    assert [line.count(",") for line in own] == [line.count(",") for line in plain]
