"""Define the settings of config.yaml with their ranges and defaults, from which docs/configuration.md is made."""

from datetime import date
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from classroom.choices import Language, Mode, Nudges, Region, Weekday, WhenClosed, WhenDue
from classroom.config_values import (
    DatabaseUrl,
    OwnHost,
    ProfileName,
    PublicUrl,
    SlidesArea,
    TimeOfDay,
    Weight,
    ZoneName,
)
from classroom.emotions import EMOTIONS
from classroom.engagement import BUILT_IN_PROFILES, EngagementProfile
from classroom.privacy import MIN_GROUP_SIZE_FLOOR
from classroom.request_limits import LONGEST_SOURCE, LONGEST_TEXT, MOST_PEOPLE


class Section(BaseModel):
    """A section of the configuration: unknown keys are errors, values do not change after loading."""

    # pydantic would build each section on its own, and all of them once more within the whole.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class DatabaseSettings(Section):
    """Settings of the database in which samples are stored."""

    url: DatabaseUrl | None = Field(
        None, description="SQLAlchemy URL; empty: a SQLite file in the platform's data folder"
    )


class MonitorSettings(Section):
    """Settings of the monitor: the source to watch, and how often it is sampled."""

    source: str = Field("webcam", min_length=1, description="what to watch; see --source")
    mode: Mode = Field("mood", description="what is read: moods, or participation, the number of people alone")
    region: Region | None = Field(None, description="where the class is held: eu or other")
    sample_seconds: float = Field(1.0, ge=0.2, le=60, description="how often a sample is stored")
    frames_per_second: float = Field(1.0, ge=0.1, le=10, description="how many frames a second are looked at")
    slides_area: SlidesArea = Field(None, description="where the shared slides are in the picture; empty: unwatched")
    cpu_percent: float = Field(10.0, ge=1, le=100, description="the monitor's share of the machine, of all its cores")
    smallest_face_px: int = Field(36, ge=20, le=400, description="smaller faces are not searched for")
    min_confidence: float = Field(0.9, ge=0.5, lt=1, description="what the detector must reach to count a face")
    smoothing_seconds: float = Field(2.0, ge=0, le=30, description="time constant of a face's smoothing")
    frame_deadline_seconds: float = Field(10.0, ge=2, le=120, description="no picture for so long: source lost")
    frozen_after_seconds: float = Field(5.0, ge=2, le=120, description="a camera's unchanged picture is frozen")


class PrivacySettings(Section):
    """Settings of data protection: the minimum group size, and how long classes are kept."""

    min_group_size: int = Field(5, ge=MIN_GROUP_SIZE_FLOOR, le=100, description="fewest faces a mood is stored of")
    small_groups_understood: bool = Field(False, description="allows a minimum group below five; or --i-understand")
    use_accepted_on: date | None = Field(None, description="the day on which the acceptable use was accepted")
    retention_days: int = Field(365, ge=1, le=3650, description="classes older than this are deleted")


class ProfileSettings(Section):
    """A user-defined engagement profile: a weight for each emotion."""

    angry: Weight
    disgust: Weight
    fear: Weight
    happy: Weight
    sad: Weight
    surprise: Weight
    neutral: Weight
    version: int = Field(1, ge=1, description="raise it when the weights change")

    @model_validator(mode="after")
    def _has_a_weight(self) -> Self:
        if not any(getattr(self, emotion) for emotion in EMOTIONS):
            raise ValueError("at least one weight above 0")
        return self


class EngagementSettings(Section):
    """Settings of the engagement proxy: the profile that computes it from stored moods."""

    profile: str = Field("sharma2019", description="sharma2019, valence, or one of your own")
    profiles: dict[ProfileName, ProfileSettings] = Field(
        default_factory=dict, description="your own: a weight per emotion"
    )

    def chosen(self) -> EngagementProfile:
        """Return the selected profile."""
        return self.all_profiles()[self.profile]

    def all_profiles(self) -> dict[str, EngagementProfile]:
        """Return the built-in and the user-defined profiles, by name."""
        own = {
            name: EngagementProfile(name, own.version, {emotion: getattr(own, emotion) for emotion in EMOTIONS})
            for name, own in self.profiles.items()
        }
        return {**BUILT_IN_PROFILES, **own}

    @model_validator(mode="after")
    def _profile_exists(self) -> Self:
        known = [*BUILT_IN_PROFILES, *self.profiles]
        if self.profile not in known:
            raise ValueError(f"profile to be one of {', '.join(known)}")
        return self


class DashboardSettings(Section):
    """Settings of the dashboard: its address, how it speaks to its reader, and what its end means for a class."""

    host: OwnHost = Field("127.0.0.1", description="the address to listen on")
    port: int = Field(8000, ge=1, le=65535, description="the port to listen on")
    mood_window_seconds: float = Field(30.0, ge=10, le=600, description="moods are means over this window")
    language: Language | None = Field(None, description="of who has chosen none; empty: the browser's")
    time_zone: ZoneName | None = Field(None, description="of times and of the timetable; empty: this computer's")
    nudges: Nudges = Field("usual", description="how readily the live page asks about a change")
    when_closed: WhenClosed = Field("goes_on", description="what a class does when the dashboard is closed")


class PulseSettings(Section):
    """Settings of the pulse page, on which students answer a question while one is open."""

    port: int = Field(8010, ge=1, le=65535, description="the port of the page for students")
    host: Literal["127.0.0.1", "0.0.0.0"] = Field(  # the form's default; the teacher chooses
        "127.0.0.1", description="who can reach it unless chosen otherwise: this machine, or its whole network"
    )
    public_url: PublicUrl = Field(
        "", description="where a tunnel or a reverse proxy has the page; empty: this machine's own address"
    )


class DemoSettings(Section):
    """Settings of the demo class."""

    people: int = Field(25, ge=1, le=100, description="how many people")
    width: int = Field(1280, ge=320, le=7680, description="width of the picture in pixels")
    height: int = Field(720, ge=180, le=4320, description="height of the picture in pixels")
    seed: int = Field(1, ge=0, description="another number, other people")


class GroupSettings(Section):
    """A group that is taught: how many people to expect, and what is usually watched."""

    name: str = Field(min_length=1, max_length=LONGEST_TEXT, description="the group's name, as on its classes")
    expected: int | None = Field(None, ge=1, le=MOST_PEOPLE, description="how many people to expect")
    source: str | None = Field(None, min_length=1, max_length=LONGEST_SOURCE, description="what is usually watched")
    mode: Mode | None = Field(None, description="what is read in its classes; monitor.mode if left out")


class TimetableEntry(Section):
    """A class that starts and ends by the timetable."""

    title: str = Field(min_length=1, max_length=LONGEST_TEXT, description="the class's title")
    group: str = Field("", max_length=LONGEST_TEXT, description="the group that is taught")
    days: list[Weekday] = Field(min_length=1, description="on which days")
    start: TimeOfDay = Field(description="when it starts, HH:MM in local time")
    end: TimeOfDay = Field(description="when it ends, HH:MM in local time, on the same day")
    source: str | None = Field(None, min_length=1, description="what to watch; monitor.source if left out")
    expected: int | None = Field(None, ge=1, le=MOST_PEOPLE, description="how many people to expect")

    when_due: WhenDue = Field("offer", description="offer it on the start page, or start it by itself")

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        if self.end <= self.start:
            raise ValueError("end to be later than start, on the same day")
        return self


class Config(Section):
    """The whole of config.yaml; every section and key is optional."""

    database: DatabaseSettings = DatabaseSettings()
    monitor: MonitorSettings = MonitorSettings()
    privacy: PrivacySettings = PrivacySettings()
    engagement: EngagementSettings = EngagementSettings()
    dashboard: DashboardSettings = DashboardSettings()
    pulse: PulseSettings = PulseSettings()
    demo: DemoSettings = DemoSettings()
    schedule: list[TimetableEntry] = Field(default_factory=list, description="the timetable")
    groups: list[GroupSettings] = Field(default_factory=list, description="the groups that are taught")

    def mode_of(self, group: str) -> Mode:
        """Return the mode of a group's classes."""
        own = next((each.mode for each in self.groups if each.name == group), None)
        return own or self.monitor.mode

    @field_validator("groups")
    @classmethod
    def _each_group_once(cls, groups: list[GroupSettings]) -> list[GroupSettings]:
        if len({group.name for group in groups}) < len(groups):
            raise ValueError("each group once")
        return groups
