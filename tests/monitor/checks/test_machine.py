from collections import namedtuple
from pathlib import Path

import psutil
import pytest

from monitor.checks.machine import disk_line, load_line

Usage = namedtuple("Usage", "free")


def test_a_disk_with_room_is_in_order_though_the_folder_is_not_there_yet(tmp_path: Path) -> None:
    assert disk_line(tmp_path / "new" / "class.db").is_ok


def test_a_disk_that_is_nearly_full_is_said_with_what_is_left(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(psutil, "disk_usage", lambda _path: Usage(199 * 10**6))
    line = disk_line(tmp_path / "class.db")
    assert str(line.found) == "The disk has 199 MB left"
    assert not line.is_ok


@pytest.mark.parametrize(("percent", "is_ok"), [(20.0, True), (90.0, True), (97.4, False)])
def test_a_busy_computer_is_said(percent: float, is_ok: bool) -> None:
    assert load_line(percent).is_ok is is_ok
