"""The sentence about the monitor's share of the computer."""

from dataclasses import replace
from typing import Any

import pytest

from dashboard.database.read.classes import StatusRow
from dashboard.live.monitor_load import effort_sentence
from dashboard.snapshot.monitor_state import MonitorState, StateName
from tests.dashboard.class_fixtures import ROW, START

WATCHING = MonitorState("watching", "Watching", "The monitor is watching the class.")
AS_WANTED = StatusRow(
    START,
    START,
    0,
    "watching",
    "",
    cpu_percent=6.2,
    cpu_percent_allowed=10.0,
    search_seconds=4.0,
    search_seconds_wanted=4.0,
    frame_seconds=1.0,
    frame_seconds_wanted=1.0,
)


def said(figures: dict[str, Any], sample_seconds: float = 1.0) -> str:
    status = replace(AS_WANTED, **figures)
    return effort_sentence(status, replace(ROW, sample_seconds=sample_seconds), WATCHING).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        ({}, "Using 6 % of this computer (at most 10 %). A full search every 4 s, a sample every second."),
        (
            {"cpu_percent": None},
            "Using at most 10 % of this computer. A full search every 4 s, a sample every second.",
        ),
        (
            {"cpu_percent": 0.4, "cpu_percent_allowed": 2.5},
            "Using under 1 % of this computer (at most 2.5 %). A full search every 4 s, a sample every second.",
        ),
        (
            {"cpu_percent": 10.4},
            "Using 10 % of this computer (at most 10 %). A full search every 4 s, a sample every second.",
        ),
        (
            {"cpu_percent": 2.4, "cpu_percent_allowed": 2.0},
            "Using 2 % of this computer (at most 2 %). A full search every 4 s, a sample every second.",
        ),
        (
            {"cpu_percent": 9.1, "search_seconds": 13.5},
            "Using 9 % of this computer (at most 10 %). "
            "Slowed down to stay within 10 %: a full search every 14 s instead of every 4 s, a sample every second.",
        ),
        (
            {"cpu_percent": 9.1, "search_seconds": 20.0, "frame_seconds": 2.37},
            "Using 9 % of this computer (at most 10 %). "
            "Slowed down to stay within 10 %: a sample every 2.4 s instead of every second, a full search every 20 s.",
        ),
        (
            {"cpu_percent": 16.0, "search_seconds": 8.0},
            "Using 16 % of this computer; at most 10 % was asked for. "
            "Slowed down to stay within 10 %: a full search every 8 s instead of every 4 s, a sample every second.",
        ),
        (
            {"cpu_percent": 16.0, "search_seconds": 20.0, "frame_seconds": 10.0},
            "Using 16 % of this computer; at most 10 % was asked for. "
            "Slowed down as far as it goes: a sample every 10 s instead of every second, a full search every 20 s.",
        ),
    ],
)
def test_the_sentence_says_what_is_used_and_what_was_done(figures: dict[str, Any], sentence: str) -> None:
    assert said(figures) == sentence


def test_where_samples_are_rarer_than_looks_the_looks_are_told_until_the_samples_become_rarer_too() -> None:
    looks = said({"frame_seconds": 2.0, "search_seconds": 20.0}, sample_seconds=10.0)
    assert "a look every 2 s instead of every second" in looks
    samples = said({"frame_seconds": 8.0, "search_seconds": 20.0}, sample_seconds=5.0)
    assert "a sample every 8 s instead of every 5 s" in samples


@pytest.mark.parametrize("name", ["starting", "blind", "waiting", "stalled", "not_running"])
def test_nothing_is_said_while_nothing_is_watched(name: StateName) -> None:
    assert effort_sentence(AS_WANTED, ROW, MonitorState(name, "", "")) == ""


def test_nothing_is_said_of_a_file_or_of_a_monitor_that_knows_no_budget() -> None:
    assert effort_sentence(AS_WANTED, replace(ROW, source="recording:lesson.mp4"), WATCHING) == ""
    assert effort_sentence(replace(AS_WANTED, cpu_percent_allowed=None), ROW, WATCHING) == ""
    assert effort_sentence(None, ROW, WATCHING) == ""


def test_a_percent_sign_stays_with_its_number() -> None:
    assert "6\u00a0%" in effort_sentence(AS_WANTED, ROW, WATCHING)
