"""Where the segments of a class begin and end."""

from dataclasses import replace
from datetime import timedelta

import numpy as np

from dashboard.database.read.columns import columns_of, variance_factors
from dashboard.database.read.records import ClassRecords, MarkerRow, PlanRow, SlideChangeRow
from dashboard.segments.origins import segments_from
from dashboard.segments.segment import Origin, Segment
from tests.dashboard.class_fixtures import ROW, START

FORTY_FIVE = replace(ROW, ended_at=START + timedelta(minutes=45))
NO_SAMPLES = columns_of([], variance_factors(()))


def marker(second: float, kind: str, note: str = "") -> MarkerRow:
    return MarkerRow(1, 1, START + timedelta(seconds=second), kind, note)


def parts(origin: Origin, records: ClassRecords) -> list[tuple[str, float, float]]:
    """Return the titles of a class of 45 minutes with their ends in seconds from its start."""
    start = START.timestamp()
    return [
        (found.title, found.begin - start, found.end - start)
        for found in segments_from(origin, FORTY_FIVE, NO_SAMPLES, records)
    ]


def slides(*seconds: float) -> ClassRecords:
    return ClassRecords(slide_changes=tuple(SlideChangeRow(1, START + timedelta(seconds=at)) for at in seconds))


def test_topics_quizzes_breaks_and_own_words_begin_segments_and_questions_and_jokes_do_not() -> None:
    markers = (
        marker(60, "question"),
        marker(300, "topic"),
        marker(400, "joke"),
        marker(900, "topic", "Fractions"),
        marker(1200, "quiz"),
        marker(1500, "break"),
        marker(1800, "own", "  Worked example "),
        marker(2000, "topic"),
    )
    assert parts("markers", ClassRecords(markers=markers)) == [
        ("Beginning", 0, 300),
        ("Topic 1", 300, 900),
        ("Fractions", 900, 1200),
        ("Quiz", 1200, 1500),
        ("Break", 1500, 1800),
        ("Worked example", 1800, 2000),
        ("Topic 3", 2000, 2700),
    ]


def test_a_marker_set_as_the_class_begins_names_its_first_segment() -> None:
    assert parts("markers", ClassRecords(markers=(marker(4, "own", "Hello"),))) == [("Hello", 0, 2700)]


def test_markers_set_within_moments_of_each_other_begin_one_segment() -> None:
    markers = (marker(300, "topic"), marker(304, "quiz"), marker(305, "quiz"))
    assert parts("markers", ClassRecords(markers=markers)) == [("Beginning", 0, 300), ("Topic 1 · Quiz", 300, 2700)]


def test_moments_alone_make_no_segments() -> None:
    assert parts("markers", ClassRecords(markers=(marker(300, "question"), marker(400, "joke")))) == []


def test_the_plan_s_segments_are_as_they_were_planned() -> None:
    planned = PlanRow(1, START + timedelta(minutes=5), START + timedelta(minutes=9), "Warm-up")
    assert parts("plan", ClassRecords(plan=(planned,))) == [("Warm-up", 300, 540)]


def test_each_slide_is_a_segment() -> None:
    assert parts("slides", slides(100, 700)) == [("Slide 1", 0, 100), ("Slide 2", 100, 700), ("Slide 3", 700, 2700)]


def test_a_slide_of_moments_belongs_to_the_next_one_and_the_last_to_the_one_before() -> None:
    assert parts("slides", slides(100, 104, 109.5, 700)) == [
        ("Slide 1", 0, 100),
        ("Slide 2", 100, 700),
        ("Slide 3", 700, 2700),
    ]
    assert parts("slides", slides(4, 700, 2695)) == [("Slide 1", 0, 700), ("Slide 2", 700, 2700)]


def test_slides_through_which_somebody_pages_are_never_shorter_than_ten_seconds() -> None:
    dice = np.random.default_rng(5)
    for _ in range(50):
        found = parts("slides", slides(*np.sort(dice.uniform(0, 2700, 200)).tolist()))
        assert all(end - begin >= 10 for _, begin, end in found)
        assert [begin for _, begin, _ in found[1:]] == [end for _, _, end in found[:-1]]
        assert (found[0][1], found[-1][2]) == (0, 2700)


def test_a_class_without_any_of_them_has_none_but_is_one_as_a_whole() -> None:
    for origin in ("plan", "markers", "slides"):
        assert parts(origin, ClassRecords()) == []
    assert parts("whole", ClassRecords()) == [("The whole class", 0, 2700)]


def test_a_class_of_no_length_has_no_segments() -> None:
    row = replace(ROW, ended_at=START)
    assert segments_from("whole", row, NO_SAMPLES, ClassRecords()) == ()
    assert segments_from("slides", row, NO_SAMPLES, slides(5)) == ()


def test_a_segment_has_a_length() -> None:
    for end in (0.0, 5.0, float("nan")):
        try:
            Segment(5.0, end, "Nothing", "plan")
        except ValueError:
            continue
        raise AssertionError(end)
