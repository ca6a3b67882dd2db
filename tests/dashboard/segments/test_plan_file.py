"""Lesson plans as teachers write them: tables, Markdown and calendars, and what is said of what is none."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dashboard.database.read.classes import ClassRow
from dashboard.segments.plan import PlanError
from dashboard.segments.plan_file import read_plan
from tests.dashboard.class_fixtures import ROW, START

LESSON = replace(ROW, ended_at=START + timedelta(minutes=45))
"""From 10:00 to 10:45 in Berlin."""
WARM_UP_AND_QUIZ = [("10:00:00", "10:10:00", "Warm-up"), ("10:10:00", "10:25:00", "Quiz")]


def planned(name: str, text: str | bytes, row: ClassRow = LESSON) -> list[tuple[str, str, str]]:
    content = text if isinstance(text, bytes) else text.encode()
    plan = read_plan(name, content, row)
    return [(row.own_clock.second(p.began_at), row.own_clock.second(p.ended_at), p.title) for p in plan.segments]


@pytest.mark.parametrize(
    "text",
    [
        "title,start,end\nWarm-up,10:00,10:10\nQuiz,10:10,10:25\n",
        "title;minutes\nWarm-up;10\nQuiz;15\n",
        "Titel\tDauer\r\nWarm-up\t10 min\r\nQuiz\t0,25 h\r\n",
        "\ufeffstart,title,end\n10:00,Warm-up,\n10:10,Quiz,10:25\n",
        "start,end,title\n0:00,10:00,Warm-up\n10:00,25:00,Quiz\n",
        "start,end,title\n0,10,Warm-up\n10,25,Quiz\n",
        '\n\nTitle , Start , Minutes\n"Warm-up",10:00,10\n\n"Quiz",10:10 am,15\n',
        "Thema,Von,Bis\nWarm-up,10:00 Uhr,10:10 Uhr\nQuiz,10:10 Uhr,10:25 Uhr",
        "minutes,title,room\n10,Warm-up,204\n7:30,Quiz,204\n7.5,Quiz,204",
    ],
)
def test_a_table_says_its_parts_by_clock_by_minutes_or_from_the_start(text: str) -> None:
    found = planned("plan.csv", text)
    if len(found) == 3:
        found[1:] = [(found[1][0], found[2][1], "Quiz")]
    assert found == WARM_UP_AND_QUIZ
    assert planned("plan", text) == planned("plan.csv", text), "the first line tells it from Markdown"


def test_a_spreadsheet_on_windows_writes_its_own_letters() -> None:
    assert planned("plan.csv", "title;minutes\nAufwärmübung;10\n".encode("cp1252"))[0][2] == "Aufwärmübung"
    assert planned("plan.csv", "title;minutes\nAufwärmübung;10\n".encode("utf-16"))[0][2] == "Aufwärmübung"


def test_the_last_part_goes_on_to_the_class_s_end() -> None:
    assert planned("plan.csv", "start,title\n10:05,Work\n10:20,Talk\n") == [
        ("10:05:00", "10:20:00", "Work"),
        ("10:20:00", "10:45:00", "Talk"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "- 10:00–10:10 Warm-up\n- 10:10–10:25 Quiz\n",
        "* 10:00-10:10: **Warm-up**\n* 10:10 - 10:25: [Quiz](https://quiz.example)\n* Questions, if any\n",
        "1. Warm-up (10 min)\n2. Quiz (15 min)\n",
        "# Fractions\n\n## Warm-up (10 minutes)\n\nSome words.\n\n## Quiz – 15 min ##\n",
        "# Fractions, 10:00 to 10:45\n\n- [ ] 10 min: Warm-up\n- [x] 15 min: Quiz\n",
        "## Warm-up (10 min)\n- hello, 3 min\n- names, 7 min\n## Quiz (15')\n- alone\n",
        "| 10 min | Warm-up |\n| 15 min | Quiz |\n",
        "| Time | Topic |\n|:--|--:|\n| 10:00–10:10 | Warm-up |\n| 10:10–10:25 | Quiz |\n",
        "| Topic | Minutes |\n|---|---|\n| *Warm-up* | 10 |\n| Quiz | 15 |\n",
        "| Was | Wie lange |\n|---|---|\n| Warm-up | 10 Min |\n| Quiz | 15 Minuten |\n",
    ],
)
def test_markdown_says_its_parts_in_headings_lists_and_tables(text: str) -> None:
    assert planned("plan.md", text) == WARM_UP_AND_QUIZ


def calendar(*events: str) -> str:
    body = "".join(f"BEGIN:VEVENT\r\nUID:{n}\r\n{event}\r\nEND:VEVENT\r\n" for n, event in enumerate(events))
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\n{body}END:VCALENDAR\r\n"


WARM_UP = "SUMMARY:Warm-up\r\nDTSTART;TZID=Europe/Berlin:20261120T100000\r\nDTEND;TZID=Europe/Berlin:20261120T101000"
QUIZ = "SUMMARY:Quiz\r\nDTSTART:20261120T091000Z\r\nDURATION:PT15M"


def test_a_calendar_s_events_are_told_in_any_zone_and_any_order() -> None:
    floating = "SUMMARY:Quiz\r\nDTSTART:20261120T101000\r\nDTEND:20261120T102500"
    for events in ((WARM_UP, QUIZ), (QUIZ, WARM_UP), (WARM_UP, floating)):
        assert planned("plan.ics", calendar(*events)) == WARM_UP_AND_QUIZ
    assert planned("export", calendar(WARM_UP, QUIZ)) == WARM_UP_AND_QUIZ


def test_of_a_whole_calendar_only_what_lies_in_the_class_is_taken() -> None:
    other_day = "SUMMARY:Other\r\nDTSTART:20261119T090000Z\r\nDURATION:PT5H"
    overlapping = "SUMMARY:Overlaps\r\nDTSTART:20261119T100000Z\r\nDURATION:PT5H"
    holiday = "SUMMARY:Holiday\r\nDTSTART;VALUE=DATE:20261120"
    plan = read_plan("plan.ics", calendar(other_day, overlapping, holiday, WARM_UP, QUIZ).encode(), LESSON)
    assert ([part.title for part in plan.segments], plan.left_out) == (["Warm-up", "Quiz"], 2)


def test_what_reaches_beyond_the_class_is_cut_and_counted() -> None:
    plan = read_plan(
        "p.csv", b"title,start,end\nEarly,9:50,10:10\nA,10:10,10:40\nLate,10:40,11:00\nHome,11:00,12:00", LESSON
    )
    assert (plan.clipped, plan.left_out) == (2, 1)
    assert plan.segments[0].began_at == START
    assert plan.segments[-1].ended_at == LESSON.ended_at


def test_a_class_past_midnight_has_a_plan_past_midnight() -> None:
    begin = datetime(2026, 11, 20, 23, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    night = replace(LESSON, started_at=begin, ended_at=begin + timedelta(hours=2))
    assert planned("p.csv", "title,start,end\nA,23:40,0:10\nB,00:10,01:00", night) == [
        ("23:40:00", "00:10:00", "A"),
        ("00:10:00", "01:00:00", "B"),
    ]


def test_of_a_class_that_still_runs_nothing_is_cut_off() -> None:
    running = replace(ROW, ended_at=None)
    assert planned("p.csv", "title,minutes\nA,600\n", running) == [("10:00:00", "20:00:00", "A")]
    with pytest.raises(PlanError, match="It is not said when “B” ends"):
        planned("p.csv", "start,title\n10:00,A\n10:10,B\n", running)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "SUMMARY:Reminder\r\nDTSTART:20260115T080000Z",
        "SUMMARY:Reminder\r\nDTSTART:20260115T080000Z\r\nDTEND:20260115T080000Z",
        "SUMMARY:Reminder\r\nDTSTART:20261120T080000Z\r\nDTEND:20261120T080000Z",
        "SUMMARY:Reminder\r\nDTSTART:20261120T094500Z",
        "SUMMARY:Broken\r\nDTSTART:20260115T080000Z\r\nDTEND:20260115",
        "SUMMARY:Backwards\r\nDTSTART:20260115T080000Z\r\nDTEND:20260115T070000Z",
    ],
)
def test_an_event_elsewhere_may_have_no_length(elsewhere: str) -> None:
    plan = read_plan("plan.ics", calendar(elsewhere, WARM_UP, QUIZ).encode(), LESSON)
    assert ([part.title for part in plan.segments], plan.left_out) == (["Warm-up", "Quiz"], 1)


@pytest.mark.parametrize(
    "times",
    [
        "DTSTART:20261120T091000Z\r\nDTEND:20261120T091000Z",
        "DTSTART:20261120T091000Z",
        "DTSTART:20261120T090000Z",  # at the very start of the class
    ],
)
def test_an_event_in_the_class_has_a_length(times: str) -> None:
    with pytest.raises(PlanError):
        read_plan("plan.ics", calendar(f"SUMMARY:Now\r\n{times}", QUIZ).encode(), LESSON)


@pytest.mark.parametrize(
    ("name", "text", "line", "words"),
    [
        ("p.csv", "topic\nA\n", 1, "which column is which"),
        ("p.csv", "title,minutes\nA,ten\n", 2, "“ten” is no length"),
        ("p.csv", "title,minutes\nA,10\nB,0\n", 3, "“0” is no length"),
        ("p.csv", "title,start\nA,noon\n", 2, "“noon” is no time"),
        ("p.csv", "title,start\n\n,10:05\n", 3, "no title"),
        ("p.csv", 'title,minutes\n"A,10\n', 2, "no row of a table"),
        ("p.csv", "title,start,end\nA,10:10,10:05\n", 2, "not after its begin"),
        ("p.csv", "title,start,end\nA,10:00,10:20\nB,10:10,10:30\n", 3, "before “A” ends at 10:20:00"),
        ("p.csv", "start,title\n10:20,A\n10:10,B\n", 3, "not after “A” at 10:20:00"),
        ("p.csv", "start,title\n14:00,A\n14:10,B\n", 0, "from 2026-11-20 14:00 to 14:11, and the class from 10:00"),
        ("p.md", "# Fractions\n- a warm-up\n", 0, "No part of a lesson with a time"),
        ("p.md", "- 10:00–10:20 A\n\n- 10:10–10:30 B\n", 3, "before “A” ends"),
        ("p.md", "| Topic | Minutes |\n|---|---|\n| A | soon |\n", 3, "“soon” is no length"),
        ("p.ics", "hello", 0, "no calendar file"),
        ("p.ics", calendar("SUMMARY:A\r\nDTSTART:20261120T091000Z"), 4, "times cannot be read"),
        ("p.ics", calendar(WARM_UP, WARM_UP), 10, "before “Warm-up” ends"),
        ("p.csv", "", 0, "empty"),
        ("p.csv", " \n\t\n", 0, "empty"),
        ("p.xlsx", "PK\0\0", 0, "no text"),
        ("p.csv", "title,minutes\n" + "A,0.1\n" * 201, 0, "201 parts"),
        ("p.csv", "title,minutes\n" + "A,0.1\n" * 100_000, 0, "600 kB"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line_and_how_to_mend_it(
    name: str, text: str, line: int, words: str
) -> None:
    with pytest.raises(PlanError) as raised:
        planned(name, text)
    assert raised.value.line == line
    assert words in raised.value.message
    assert raised.value.remedy
    assert (f"Line {line}: " in raised.value.message) == (line > 0)


def test_titles_are_of_one_line_and_fit_their_column() -> None:
    long, control = planned("p.csv", f'title,minutes\n{"x" * 500},5\n"two\nlines\x07 and\ttabs",5\n')
    assert (len(long[2]), long[2][-1]) == (200, "…")
    assert control[2] == "two lines and tabs"
