"""Options of the dashboard."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal

from classroom.choices import Nudges, WhenClosed
from classroom.commands import CommandOptions
from classroom.engagement import BUILT_IN_PROFILES, SHARMA2019, EngagementProfile

THIS_MACHINE: Final = "127.0.0.1"
THIS_NETWORK: Final = "0.0.0.0"
Reach = Literal["machine", "network"]
HOSTS: Final[dict[Reach, str]] = {"machine": THIS_MACHINE, "network": THIS_NETWORK}


@dataclass(frozen=True, slots=True)
class PulseOptions:
    """Options of the pulse: `reach` is the form's default, `public_url` the address at a tunnel or proxy, or empty."""

    port: int = 8010
    reach: Reach = "machine"
    public_url: str = ""


def reach_of(host: str) -> Reach:
    """Return the reach of a page that listens on this host."""
    return "network" if host == THIS_NETWORK else "machine"


NO_TUNNEL: Final = PulseOptions()
SMOOTHINGS: Final = (10, 30, 60, 120, 300)
"""The windows in seconds that pages offer; any whole number from the first to the last is accepted."""

SUITABLE: Final = ((3 * 3600, 300), (1500, 120), (900, 60))
"""From how many seconds on in view a mood is averaged over which window: a lesson over two minutes."""
SHORTEST_SUITABLE: Final = 30


def suitable_smoothing(shown_seconds: float) -> int:
    """Return the window in seconds over which a mood is averaged where so much is shown, so that it is no saw."""
    return next((window for least, window in SUITABLE if shown_seconds >= least), SHORTEST_SUITABLE)


def utc_now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class DashboardOptions:
    """Options of the dashboard.

    `database_url` is any SQLAlchemy URL; the database need not exist yet. `now` is a clock that tests can set.
    `profile` is the default, and `profiles` are those that a reader can switch to, the default among them.
    `is_demo_data` says that all classes in the database are invented, and each page says so.
    `config` is the configuration file with which monitors are started, None for the usual one.
    `settings_file` is that of the user's own settings, None for none. `language` and `time_zone` are those of readers
    who have chosen none, None for their browser's. `when_closed` is what a class does when the dashboard is closed.
    `retention_days` is how long classes are kept.
    `commands` has the options of commands that pages suggest.
    `monitor_started_at` is when a monitor was started beside this dashboard, None if none was.
    """

    database_url: str
    mood_window_seconds: float = 30.0
    profile: EngagementProfile = SHARMA2019
    profiles: tuple[EngagementProfile, ...] = tuple(BUILT_IN_PROFILES.values())
    now: Callable[[], datetime] = utc_now
    monitor_started_at: datetime | None = None
    is_demo_data: bool = False
    pulse: PulseOptions = NO_TUNNEL
    config: Path | None = None
    settings_file: Path | None = None
    language: str | None = None
    time_zone: str | None = None
    nudges: Nudges = "usual"
    when_closed: WhenClosed = "goes_on"
    retention_days: int = 365
    when_closed_is_option: bool = False
    commands: CommandOptions = CommandOptions()  # noqa: RUF009 - frozen

    def __post_init__(self) -> None:
        """Check the mood window: in a shorter one, a single expression would pass for the class's mood."""
        if self.mood_window_seconds < 10:
            raise ValueError("the mood window is at least 10 seconds")
        if self.profile not in self.profiles:
            raise ValueError("the profile is one of those that can be switched to")
