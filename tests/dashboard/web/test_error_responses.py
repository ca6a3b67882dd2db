"""Test that errors become responses in one place."""

import re
from pathlib import Path

DASHBOARD = Path(__file__).resolve().parents[3] / "dashboard"


def test_nothing_is_aborted_outside_of_web() -> None:
    aborting = [
        path.relative_to(DASHBOARD).as_posix()
        for path in DASHBOARD.rglob("*.py")
        if path.parent.name != "web" and re.search(r"\babort\(", path.read_text(encoding="utf-8"))
    ]
    assert aborting == []
