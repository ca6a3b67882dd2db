"""Check the disk of the database and the load of the machine."""

import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Final

import psutil

from classroom.messages.checks import CLOSE_PROGRAMS, DISK_ENOUGH, DISK_NEARLY_FULL, FREE_THE_DISK, LOAD_HIGH, LOAD_LOW
from monitor.checks.line import CheckLine

LEAST_FREE_MB: Final = 200
"""A class of an hour takes about 1 MB; below this a full disk is near, and other programs fill it."""
LOAD_SECONDS: Final = 10.0
LEAST_SECONDS_APART: Final = 0.9
HIGHEST_LOAD_PERCENT: Final = 90.0
"""Of all cores together. Above it the call itself begins to lose pictures."""


def disk_line(database_file: Path) -> CheckLine:
    """Check the free space on the disk of the database's file, which need not exist yet."""
    folder = next(each for each in database_file.absolute().parents if each.exists())
    free_mb = psutil.disk_usage(str(folder)).free // 10**6
    if free_mb < LEAST_FREE_MB:
        return CheckLine(DISK_NEARLY_FULL.filled(megabytes=free_mb), FREE_THE_DISK.filled(megabytes=LEAST_FREE_MB))
    return CheckLine(DISK_ENOUGH.filled())


def load_line(percent: float) -> CheckLine:
    """Check the load of the machine, in per cent of all its cores."""
    if percent > HIGHEST_LOAD_PERCENT:
        return CheckLine(LOAD_HIGH.filled(percent=round(percent)), CLOSE_PROGRAMS.filled())
    return CheckLine(LOAD_LOW.filled())


class LoadMeter:
    """Measures the load of the machine, in per cent of all its cores, over the last ten seconds at most."""

    def __init__(self, read: Callable[[], float] = lambda: float(psutil.cpu_percent(interval=None))) -> None:
        self._read = read
        self._readings: deque[tuple[float, float]] = deque()
        read()  # the first reading has nothing before it, and returns 0
        self._read_at = time.monotonic()

    def percent(self) -> float:
        """Return the mean load. A single busy second is none."""
        now = time.monotonic()
        if now - self._read_at >= LEAST_SECONDS_APART or not self._readings:
            self._readings.append((now, self._read()))
            self._read_at = now
        while len(self._readings) > 1 and now - self._readings[0][0] > LOAD_SECONDS:
            self._readings.popleft()
        return sum(percent for _, percent in self._readings) / len(self._readings)
