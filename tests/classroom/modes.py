"""Modes of files, for tests."""

import stat
from pathlib import Path


def mode_of(path: Path) -> int:
    """Return the rights of owner, group and others."""
    return stat.S_IMODE(path.stat().st_mode)
