"""Whatever is sent as a lesson plan: a plan comes out, or the one named error, and nothing else."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from icalendar import Timezone

from dashboard.segments.plan import LONGEST_TITLE, MOST_SEGMENTS, PlanError
from dashboard.segments.plan_file import read_plan
from tests.dashboard.class_fixtures import ROW, START
from tests.dashboard.segments.test_plan_file import LESSON, calendar

ROWS = (LESSON, ROW, replace(LESSON, ended_at=START + timedelta(hours=9)), replace(LESSON, timezone="nowhere"))
WORD = st.sampled_from(
    [
        "10:00",
        "10:10",
        "0:00",
        "25:61",
        "99:59:59",
        "12,5",
        "-3",
        "nan",
        "10",
        "1e9",
        "title",
        "start",
        "end",
        "minutes",
        "Quiz",
        "=1+1",
        "–",
        "-",
        "|",
        "(",
        "[x]",
        "#",
        "''",
        '"',
        "12:30 pm",
        "1 h 30",
        "10 min",
        "",
        " ",
        "\u2028",
    ]
)
LINE = st.lists(WORD, max_size=6)
SEPARATOR = st.sampled_from([",", ";", "\t", " | ", " ", "–", "\n"])
NAME = st.sampled_from(["p.csv", "p.md", "p.ics", "p.tsv", "p", ""])
HEAD = st.sampled_from(
    ["title,start,end\n", "start;title\n", "title\tminutes\n", "| Topic | Minutes |\n|--|--|\n", "# A\n", ""]
)
BULLET = st.sampled_from(["", "- ", "## ", "| ", "  * ", "1. "])
VALUE = st.one_of(
    WORD, st.sampled_from(["20261120T091000Z", "20261120", "20261120T101000", "PT10M", "-P1D", "99991231T235959Z"])
)
KEY = st.sampled_from(
    [
        "DTSTART",
        "DTEND",
        "DURATION",
        "SUMMARY",
        "RRULE",
        "DTSTART;VALUE=DATE",
        "DTSTART;TZID=Nowhere/Else",
        "BEGIN",
        "END",
    ]
)


def check(name: str, content: bytes, which: int = 0) -> None:
    row = ROWS[which]
    try:
        plan = read_plan(name, content, row)
    except PlanError as error:
        assert error.what
        assert error.remedy
        assert 0 <= error.line <= content.count(b"\n") + content.count(b"\r") + content.count(b"\x0b") + 2000
        return
    assert 1 <= len(plan.segments) <= MOST_SEGMENTS
    before = row.started_at
    for part in plan.segments:
        assert before <= part.began_at < part.ended_at
        assert row.ended_at is None or part.ended_at <= row.ended_at
        assert 0 < len(part.title) <= LONGEST_TITLE
        part.title.encode("utf-8")
        assert part.title.isprintable()
        before = part.ended_at


@given(st.binary(max_size=400), NAME)
@example(b"\xff\xfe\x00", "p.csv")
@example(b"\xef\xbb\xbf", "p.csv")
@example(b"title,start\r\rA,10:00", "p.csv")
@example(b'"title",start\nA,10:00', "p.csv")
def test_any_bytes(content: bytes, name: str) -> None:
    check(name, content)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=300)
@given(HEAD, st.lists(st.tuples(BULLET, LINE), max_size=8), SEPARATOR, NAME, st.integers(0, len(ROWS) - 1))
def test_anything_like_a_table_or_a_list(
    head: str, lines: list[tuple[str, list[str]]], separator: str, name: str, which: int
) -> None:
    body = "\n".join(bullet + separator.join(words) for bullet, words in lines)
    check(name, (head + body).encode("utf-8", "surrogatepass"), which)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=300)
@given(st.lists(st.lists(st.tuples(KEY, VALUE), max_size=5), max_size=4), st.integers(0, len(ROWS) - 1))
def test_anything_like_a_calendar(events: list[list[tuple[str, str]]], which: int) -> None:
    text = calendar(*("\r\n".join(f"{key}:{value}" for key, value in event) for event in events))
    check("p.ics", text.encode("utf-8", "surrogatepass"), which)


@given(st.text(max_size=300))
def test_any_text_as_the_title_of_an_event(title: str) -> None:
    event = f"SUMMARY:{title}\r\nDTSTART:20261120T091000Z\r\nDURATION:PT10M"
    check("p.ics", calendar(event).encode("utf-8", "replace"))


def seconds_to_read(sign: str) -> float:
    lines = "\n".join(f"- {sign * (990 // len(sign))}x 10:00" for _ in range(480))
    begun = time.process_time()
    check("p.md", lines.encode())
    return time.process_time() - begun


@pytest.mark.parametrize(
    "sign", ["(", "[", "[](", "](", "[a](", " ", "#", "- ", "| ", "1:", "|-", "*", "1 1", "10:00 "]
)
def test_lines_made_to_be_slow_take_no_longer_than_others(sign: str) -> None:
    assert seconds_to_read(sign) < 20 * max(seconds_to_read("word "), 0.05)


def test_a_zone_that_changes_each_second_since_1970_is_not_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    def computed(*_: object) -> None:
        raise AssertionError("the zone's own rule is computed")

    monkeypatch.setattr(Timezone, "to_tz", computed)
    rule = "BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=SECONDLY"
    for begin in (
        "BEGIN:VTIMEZONE",
        "begin:vtimezone",
        "BEGIN:VTIME\r\n ZONE",
        "BEGIN;X=1:VTIMEZONE",
        "BEGIN:VTımezone",
    ):
        zone = f"{begin}\r\nTZID:Mine\r\n{rule}\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
        text = calendar("SUMMARY:Quiz\r\nDTSTART;TZID=Mine:20261120T101000\r\nDURATION:PT15M")
        plan = read_plan("p.ics", text.replace("BEGIN:VEVENT", zone + "BEGIN:VEVENT", 1).encode(), LESSON)
        assert LESSON.own_clock.second(plan.segments[0].began_at) == "10:10:00"
