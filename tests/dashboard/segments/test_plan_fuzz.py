"""Whatever is sent as a lesson plan: a plan comes out, or the one named error, and nothing else."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dashboard.segments.plan_reading import read_plan
from dashboard.segments.planned import LONGEST_TITLE, MOST_SEGMENTS, PlanError
from tests.dashboard.class_cast import ROW, START
from tests.dashboard.segments.test_plan_reading import LESSON, calendar

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


def test_lines_made_to_be_slow_are_read_at_once() -> None:
    for sign in ("(", "[", " ", "#", "- ", "|", "1:", "|-", "\t", "a "):
        check("p.md", b"# " + sign.encode() * 200_000 + b"x 10:00")
        check("p.csv", b"title,start\n" + sign.encode() * 200_000 + b"x,10:00")
