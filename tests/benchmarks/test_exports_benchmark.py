import json
from pathlib import Path

import pytest

from benchmarks.exports import main
from benchmarks.row_by_row import csv_lines, json_lines
from benchmarks.written_classes import Lesson, Progress, add_classes, new_database
from dashboard.app import create_app
from dashboard.exports.csv_file import csv_pieces
from dashboard.exports.json_file import class_pieces
from dashboard.options import DashboardOptions
from dashboard.pages.downloads import ordered
from tests.dashboard.class_fixtures import START


def test_it_measures_every_kind_of_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--hours", "0.05", "--repeats", "1", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [row["name"] for row in found["rows"]] == ["CSV", "JSON", "XLSX", "HTML", "PDF"]
    assert all(row["seconds"] > 0 and row["sent_bytes"] > 10_000 for row in found["rows"])
    assert min(found["row_by_row_to_ours"].values()) > 0
    assert all(0 < row["first_piece_mb"] <= row["most_mb"] for row in found["memory"])


def test_it_prints_a_table_with_the_ratio(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--hours", "0.02", "--repeats", "1"]) == 0
    text = capsys.readouterr().out
    assert "CSV written in" in text
    assert "held" in text


def test_row_by_row_the_same_is_written(tmp_path: Path) -> None:
    engine = new_database(tmp_path / "moodline.db")
    (class_id,) = add_classes(engine, [Lesson(START, 120, 120)], Progress(120))
    engine.dispose()
    app = create_app(DashboardOptions(f"sqlite:///{(tmp_path / 'moodline.db').as_posix()}"))
    with app.test_request_context(f"/classes/{class_id}/export.csv"):
        order = ordered(class_id)
        exported, profile = order.class_at(0), order.parts.options.profile
        ours = json.loads("".join(class_pieces(exported, "")))["samples"]
        assert [json.loads(line) for line in json_lines(exported)] == ours
        own = "".join(csv_pieces(profile, [exported])).lstrip("\ufeff").splitlines()
        plain = "".join(csv_lines(exported, profile)).splitlines()
    assert own[0] == plain[0]
    assert [line.split(",")[:5] for line in own] == [line.split(",")[:5] for line in plain]
    assert [line.count(",") for line in own] == [line.count(",") for line in plain]
