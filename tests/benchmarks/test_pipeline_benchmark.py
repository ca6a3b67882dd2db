"""The monitor's benchmarks run and print all their measurements; the speed itself is not tested."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(program: str, *arguments: str) -> str:
    command = [sys.executable, f"benchmarks/{program}.py", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


@pytest.mark.slow
def test_the_pipeline_is_benchmarked_at_each_number_of_people_against_mtcnn_and_a_call_a_face() -> None:
    printed = run("pipeline", "--people", "2", "1", "--size", "640x360", "--frames", "2", "--json")
    rows: list[dict[str, Any]] = json.loads(printed)["people"]
    assert [row["people"] for row in rows] == [1, 2]
    for row in rows:
        assert row["found"] == row["reference_found"] == row["people"]
        assert row["false"] == 0
        assert set(row["ratios"]) == {"searched", "followed", "still"}
        assert {"P-Net", "R-Net", "O-Net", "classify"} <= set(row["searched_stages_ms"])
        assert row["followed_stages_ms"].get("P-Net", 0) == 0
        assert min(row["searched_ms"], row["followed_ms"], row["still_ms"], row["reference_ms"]) > 0
        assert row["peak_memory_mb"] > 50


@pytest.mark.slow
def test_memory_is_reported_after_ten_minutes_of_frames() -> None:
    printed = run("memory", "--hours", "0.17", "--people", "1", "--size", "320x180", "--json")
    lines: list[dict[str, Any]] = json.loads(printed)["lines"]
    assert [line["frames"] for line in lines] == [600]
    assert lines[0]["resident_mb"] > 50
    assert lines[0]["database_mb"] > 0.05
