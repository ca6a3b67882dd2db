"""Formatting of a class's times in a time zone, and of lengths."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
import numpy.typing as npt
from babel.dates import format_date

from dashboard.language.preferred_language import language, locale
from dashboard.language.translate import say

DAYS: Final = {"en": "EEEE d MMMM y", "de": "EEEE, d. MMMM y"}
SHORT_DAYS: Final = {"en": "EEE d MMM y", "de": "EEE, d. MMM y"}
DATES: Final = {"en": "d MMMM y", "de": "d. MMMM y"}


@dataclass(frozen=True, slots=True)
class ClassClock:
    """Formats times in `zone`, always with the offset at the class's start: a clock change makes no gap in a chart."""

    zone_name: str
    zone: timezone

    @classmethod
    def of(cls, zone_name: str, started_at: datetime) -> "ClassClock":
        """Return the clock of a class; an unknown zone name falls back to UTC, which its label says."""
        try:
            offset = started_at.astimezone(ZoneInfo(zone_name)).utcoffset() or timedelta()
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return cls("UTC", UTC)
        return cls(zone_name, timezone(offset))

    @property
    def offset(self) -> str:
        """Return the offset: UTC+01:00."""
        minutes = int((self.zone.utcoffset(None) or timedelta()).total_seconds() // 60)
        sign = "-" if minutes < 0 else "+"
        return f"UTC{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"

    @property
    def label(self) -> str:
        """Return the zone with its offset: Europe/Berlin (UTC+01:00)."""
        return "UTC" if self.zone_name in ("UTC", "Etc/UTC") else f"{self.zone_name} ({self.offset})"

    def local(self, moment: datetime) -> datetime:
        """Return the moment in this zone."""
        return moment.astimezone(self.zone)

    def minute(self, moment: datetime) -> str:
        """Format a time of day: 10:14."""
        return f"{self.local(moment):%H:%M}"

    def second(self, moment: datetime) -> str:
        """Format a time of day with seconds: 10:14:05."""
        return f"{self.local(moment):%H:%M:%S}"

    def day(self, moment: datetime) -> str:
        """Format a date in the reader's language: Friday 20 November 2026."""
        return str(format_date(self.local(moment).date(), DAYS[language()], locale=locale()))

    def short_day(self, moment: datetime) -> str:
        """Format a date shortly in the reader's language: Fri 20 Nov 2026."""
        return str(format_date(self.local(moment).date(), SHORT_DAYS[language()], locale=locale()))

    def minute_seen_from(self, moment: datetime, now: datetime) -> str:
        """Format a time of day, 10:14, with the date after it if it is on another day than `now`."""
        if self.local(moment).date() == self.local(now).date():
            return self.minute(moment)
        date = format_date(self.local(moment).date(), DATES[language()], locale=locale())
        return say("{time} on {date}", time=self.minute(moment), date=date)

    def axis(self, epoch_seconds: float) -> str:
        """Return the local time as Plotly's date axes read it: 2026-11-20T10:14:05.250."""
        local = datetime.fromtimestamp(epoch_seconds, self.zone)
        return local.replace(tzinfo=None).isoformat(timespec="milliseconds")

    def axes(self, epoch_seconds: npt.NDArray[np.float64]) -> list[str]:
        """Return the local times of many moments (n,); see `axis`."""
        offset = self.zone.utcoffset(None) or timedelta()
        microseconds = np.rint(epoch_seconds * 1e6).astype(np.int64) + offset // timedelta(microseconds=1)
        milliseconds = microseconds.astype("datetime64[us]").astype("datetime64[ms]")
        return [str(moment) for moment in np.datetime_as_string(milliseconds).tolist()]


def duration_words(seconds: float) -> str:
    """Format a length for people: 45 s, 4½ min, 12 min, 1 h 30 min."""
    whole = max(round(seconds), 0)
    if whole < 60:
        return say("{seconds} s", seconds=whole)
    halves = round(whole / 30)
    if halves < 20 and halves % 2:
        return say("{minutes}½ min", minutes=halves // 2)
    minutes = round(whole / 60)
    if minutes < 60:
        return say("{minutes} min", minutes=minutes)
    if minutes % 60:
        return say("{hours} h {minutes} min", hours=minutes // 60, minutes=minutes % 60)
    return say("{hours} h", hours=minutes // 60)
