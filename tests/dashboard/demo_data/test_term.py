"""The invented term has what it promises, written as a monitor and a teacher would have written it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from sqlalchemy import Engine, select

from classroom.database import open_engine, require_schema
from classroom.engagement import SHARMA2019
from classroom.tables import ClassSession, SampleRow
from dashboard.database.read.classes import CLASS_COLUMNS, ClassRow, pages_of_samples
from dashboard.database.read.columns import columns_of, variance_factors
from dashboard.database.read.records import ClassRecords, records_of
from dashboard.database.read.sample_reader import read_columns
from dashboard.demo_data.lessons import simulate
from dashboard.demo_data.term import PULSE_ON_ITS_OWN, TermClass, term_classes
from dashboard.demo_data.term_file import make_term
from dashboard.demo_data.written_truth import lesson_truth
from dashboard.language.markers import KIND_NAMES
from dashboard.statistics.time_series import NET_WEIGHTS

NOW = datetime(2026, 11, 19, 18, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def term() -> tuple[TermClass, ...]:
    return term_classes(NOW, "Europe/Berlin")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    path = tmp_path_factory.mktemp("term") / "demo-term.db"
    make_term(path, NOW)
    engine = open_engine(f"sqlite:///{path.as_posix()}", read_only=True)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def rows(engine: Engine) -> list[ClassRow]:
    with engine.connect() as connection:
        return [ClassRow(*found) for found in connection.execute(select(*CLASS_COLUMNS).order_by(ClassSession.id))]


@pytest.fixture(scope="module")
def records(engine: Engine, rows: list[ClassRow]) -> dict[str, ClassRecords]:
    with engine.connect() as connection:
        return {row.title: records_of(connection, row.id) for row in rows}


def test_there_are_three_groups_and_thirty_classes_of_the_last_twelve_weeks(
    engine: Engine, rows: list[ClassRow]
) -> None:
    require_schema(engine)
    assert len(rows) == 30
    assert len({row.title for row in rows}) == 30
    groups = [row.group_name for row in rows]
    assert [groups.count(group) for group in sorted(set(groups))] == [10, 10, 10]
    starts = [row.started_at for row in rows]
    assert starts == sorted(starts)
    assert starts[-1] <= NOW - timedelta(minutes=75)
    assert NOW - starts[-1] < timedelta(days=1)
    assert timedelta(weeks=11) < NOW - starts[0] < timedelta(weeks=13)
    assert {row.own_clock.local(row.started_at).weekday() for row in rows} <= set(range(5))
    assert all(row.created_at == NOW for row in rows)


def test_each_class_says_that_it_is_invented_and_what_network_it_imitates(rows: list[ClassRow]) -> None:
    assert all(row.is_demo for row in rows)
    assert all(row.facts is not None and row.facts.accuracy == 0.8396 for row in rows)
    lengths = {round((row.ended_at - row.started_at).total_seconds() / 60) for row in rows if row.ended_at}
    assert min(lengths) <= 40
    assert max(lengths) == 90


def test_some_classes_went_as_classes_go(
    rows: list[ClassRow], records: dict[str, ClassRecords], engine: Engine
) -> None:
    assert [row.title for row in rows if row.status == "interrupted"] == ["Simple equations"]
    assert [row.title for row in rows if row.mode == "participation"] == ["Empires and their railways"]
    assert 5 <= sum(bool(row.notes) for row in rows) < 30
    by_title = {row.title: row for row in rows}
    with engine.connect() as connection:
        gaps = read_columns(connection, by_title["Mutations"].id, variance_factors((SHARMA2019,)))
        low = read_columns(connection, by_title["Mendel's peas"].id, variance_factors((SHARMA2019,)))
        counted = read_columns(connection, by_title["Empires and their railways"].id, variance_factors((SHARMA2019,)))
    assert (np.diff(gaps.seconds) > 30).sum() == 3
    assert (low.faces < 11).mean() > 0.4
    assert not counted.has_mood.any()
    assert counted.faces.mean() > 10
    assert 8 <= sum(bool(one.excluded) for one in records.values()) <= 15
    assert sum(bool(one.plan) for one in records.values()) == 10
    assert sum(bool(one.slide_changes) for one in records.values()) == 10


def test_all_kinds_of_markers_are_used_and_own_words_come_again(records: dict[str, ClassRecords]) -> None:
    markers = [marker for one in records.values() for marker in one.markers]
    assert {marker.kind for marker in markers} == KIND_NAMES
    counts = {kind: sum(marker.kind == kind for marker in markers) for kind in KIND_NAMES}
    assert min(counts.values()) >= 8
    notes = [marker.note for marker in markers if marker.kind == "own"]
    assert notes.count("worked example") >= 15
    assert all(notes)


def test_markers_and_ranges_lie_within_their_class(rows: list[ClassRow], records: dict[str, ClassRecords]) -> None:
    for row in rows:
        end = row.ended_at or row.started_at + timedelta(minutes=26)
        own = records[row.title]
        assert all(row.started_at <= marker.marked_at <= end for marker in own.markers)
        intervals = [(one.began_at, one.ended_at) for one in own.excluded]
        intervals += [(one.began_at, one.ended_at) for one in own.pulse]
        assert all(row.started_at <= begin < stop <= end for begin, stop in intervals)
        assert all(row.started_at <= part.began_at < part.ended_at for part in own.plan)
        assert all(row.started_at < change.changed_at < end for change in own.slide_changes)


def test_students_answered_both_questions_in_two_groups(rows: list[ClassRow], records: dict[str, ClassRecords]) -> None:
    groups = {row.group_name for row in rows if records[row.title].pulse}
    windows = [window for one in records.values() for window in one.pulse]
    assert groups == {"7b Maths", "10a Biology"}
    assert {window.question for window in windows} == {"mood", "understanding"}
    assert all(window.answers >= 5 for window in windows)
    for one in records.values():
        ends = [window.ended_at for window in one.pulse]
        assert all(later.began_at >= end for end, later in zip(ends, one.pulse[1:], strict=False))


def test_in_some_classes_the_answers_follow_the_mood_and_in_others_they_do_not(term: tuple[TermClass, ...]) -> None:
    follows: list[float] = []
    does_not: list[float] = []
    for one in term:
        windows = [window for window in one.pulse if window.question == "mood"]
        if len(windows) < 20:
            continue
        net = lesson_truth(one.plan) @ NET_WEIGHTS
        well = [(window.counts[0] - window.counts[2]) / sum(window.counts) for window in windows]
        mood = [net[int(window.begin) : int(window.end)].mean() for window in windows]
        (does_not if one.title in PULSE_ON_ITS_OWN else follows).append(np.corrcoef(well, mood)[0, 1])
    assert len(follows) >= 6
    assert len(does_not) >= 3
    assert np.median(follows) > 0.5
    assert abs(np.median(does_not)) < 0.3


def test_after_markers_the_truth_does_what_was_written(term: tuple[TermClass, ...]) -> None:
    def change_after(name: str) -> float:
        found = []
        for one in term:
            net = lesson_truth(one.plan) @ NET_WEIGHTS
            for marker in one.markers:
                second = int(marker.second)
                if name in (marker.kind, marker.note) and 60 <= second < len(net) - 120:
                    found.append(net[second + 20 : second + 90].mean() - net[second - 60 : second].mean())
        assert len(found) >= 10
        return float(np.mean(found))

    assert change_after("joke") > 0.15
    assert change_after("worked example") > 0.15
    assert change_after("quiz") < -0.15
    assert abs(change_after("question")) < 0.05


def test_the_samples_in_the_file_are_those_of_the_simulated_lesson(
    engine: Engine, rows: list[ClassRow], term: tuple[TermClass, ...]
) -> None:
    expected = simulate(term[0].plan)
    factors = variance_factors((SHARMA2019,))
    with engine.connect() as connection:
        samples = [sample for page in pages_of_samples(connection, rows[0].id) for sample in page]
        fast = read_columns(connection, rows[0].id, factors)
        # SQLAlchemy reads the times as it would have written them.
        first = connection.execute(select(SampleRow.captured_at).where(SampleRow.id == samples[0].id)).scalar_one()
    slow = columns_of(samples, factors)
    assert first == rows[0].started_at
    for found in (slow, fast):
        assert np.allclose(found.seconds, expected.columns.seconds)
        assert np.allclose(found.mood, expected.columns.mood, equal_nan=True)
        assert np.array_equal(found.usable_faces, expected.columns.usable_faces)
    assert slow.variances is not None
    assert expected.columns.variances is not None
    assert np.allclose(slow.variances, expected.columns.variances, rtol=1e-4, atol=1e-9, equal_nan=True)


@pytest.mark.parametrize(
    ("now", "newest"),
    [
        (datetime(2026, 11, 18, 18, tzinfo=UTC), datetime(2026, 11, 18, 12, tzinfo=UTC)),
        (datetime(2026, 11, 18, 9, tzinfo=UTC), datetime(2026, 11, 17, 12, tzinfo=UTC)),
        (datetime(2026, 11, 22, 18, tzinfo=UTC), datetime(2026, 11, 20, 12, tzinfo=UTC)),
        (datetime(2026, 11, 23, 9, tzinfo=UTC), datetime(2026, 11, 20, 12, tzinfo=UTC)),
    ],
)
def test_the_newest_class_was_on_the_last_day_of_school(now: datetime, newest: datetime) -> None:
    assert term_classes(now, "Europe/Berlin")[-1].started_at == newest


def test_but_for_their_days_the_classes_are_always_the_same(term: tuple[TermClass, ...]) -> None:
    again = term_classes(NOW + timedelta(days=40), "Europe/Berlin")
    markers = {one.title: one.markers for one in again}
    assert markers == {one.title: one.markers for one in term}
