"""The fast way from the database to the figures, held against the plain definition of each."""

import statistics
from dataclasses import fields, replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Connection, Engine, insert, update

from classroom.covariance import pack_covariance, unpack_covariance
from classroom.emotions import EMOTIONS
from classroom.engagement import BAND_Z, SHARMA2019, engagement, engagement_deviation, net_positivity
from classroom.pace_limits import WIDEST_FRAME_SECONDS
from classroom.privacy import coverage, mood_may_be_shown
from classroom.tables import SampleRow
from dashboard.database.read.class_cache import ClassCache
from dashboard.database.read.classes import ClassRow, StoredSample, find_class, pages_of_samples
from dashboard.database.read.columns import SampleColumns, columns_of, variance_factors
from dashboard.database.read.records import ClassRecords
from dashboard.database.read.sample_reader import read_columns, read_variances
from dashboard.database.read.totals import TotalsCache
from dashboard.one_class.sentences import class_texts
from dashboard.options import DashboardOptions
from dashboard.snapshot.class_data import class_data
from dashboard.snapshot.read_snapshot import ReadSnapshot
from dashboard.statistics.points import Point, points_of
from dashboard.statistics.summary import summarise
from dashboard.statistics.time_series import moving_moments
from tests.dashboard.class_fixtures import START, add_class, new_database

FACTORS = variance_factors([SHARMA2019])
NET_WEIGHTS = np.array([net_positivity(unit) for unit in np.eye(7).tolist()])
WINDOW = 30.0


def random_rows(class_id: int, seed: int, count: int = 400) -> list[dict[str, object]]:
    """Return samples at uneven times with gaps, some with too few faces, some moods without a covariance."""
    random = np.random.default_rng(seed)
    steps = np.where(random.random(count) < 0.03, random.uniform(6, 60, count), random.uniform(0.8, 1.3, count))
    rows: list[dict[str, object]] = []
    for seconds in np.cumsum(steps).tolist():
        faces = int(random.integers(2, 26))
        row: dict[str, object] = {"class_session_id": class_id, "captured_at": START + timedelta(seconds=seconds)}
        row |= {"faces": faces, "usable_faces": faces - int(random.integers(0, 2)), "frames_dropped": faces % 3}
        row |= {"processing_ms": 80.0, "spread": None, "agreement": None} | dict.fromkeys(EMOTIONS)
        if faces >= 6:
            shares = random.dirichlet(np.ones(7), faces)
            row |= dict(zip(EMOTIONS, shares.mean(axis=0).tolist(), strict=True)) | {
                "agreement": float(random.random())
            }
            if random.random() < 0.95:
                covariance = np.cov(shares.T) / faces
                row["spread"] = pack_covariance(covariance[np.triu_indices(7)].tolist())
        rows.append(row)
    return [rows[place] for place in random.permutation(count).tolist()]  # written in any order


@pytest.fixture(params=[1, 2, 3])
def row(engine: Engine, request: pytest.FixtureRequest) -> ClassRow:
    """A class of random samples, written between those of another one."""
    class_id = add_class(engine, expected_faces=24, ended_at=START + timedelta(seconds=1200))
    other = add_class(engine, title="Beside it")
    own, others = random_rows(class_id, request.param), random_rows(other, request.param + 10)
    with engine.begin() as connection:
        connection.execute(insert(SampleRow), [row for pair in zip(own, others, strict=True) for row in pair])
        found = find_class(connection, class_id)
    assert found is not None
    return found


def plain_samples(connection: Connection, row: ClassRow) -> list[StoredSample]:
    samples = [sample for page in pages_of_samples(connection, row.id) for sample in page]
    return sorted(samples, key=lambda sample: sample.captured_at)


def assert_same_columns(one: SampleColumns, other: SampleColumns) -> None:
    for field in fields(SampleColumns):
        np.testing.assert_allclose(getattr(one, field.name), getattr(other, field.name), rtol=1e-9, atol=1e-15)


def test_the_columns_are_those_of_the_samples_one_by_one(engine: Engine, row: ClassRow) -> None:
    with engine.connect() as connection:
        fast = read_columns(connection, row.id, FACTORS)
        variances = read_variances(connection, row.id, fast.ids, FACTORS)
        plain = columns_of(plain_samples(connection, row), FACTORS)
    assert np.array_equal(fast.seconds, plain.seconds)
    assert_same_columns(replace(fast, variances=variances), plain)


def plain_held(samples: list[StoredSample], row: ClassRow) -> list[float]:
    """Return how long each sample stands for: the usual one of the five intervals around the one before it."""
    moments = [sample.captured_at.timestamp() for sample in samples]
    apart = [later - earlier for earlier, later in pairwise(moments)]
    mirrored = [*apart[2:0:-1], *apart, *apart[-2:-4:-1]]
    usual = [statistics.median(mirrored[place : place + 5]) for place in range(len(apart))]
    intervals = [min(max(interval, row.sample_seconds), WIDEST_FRAME_SECONDS) for interval in usual]
    return [intervals[0], *intervals]


def plain_window(samples: list[StoredSample], index: int) -> list[StoredSample]:
    end = samples[index].captured_at
    return [s for s in samples[: index + 1] if s.captured_at > end - timedelta(seconds=WINDOW)]


def plain_covariance(shown: list[StoredSample]) -> np.ndarray:
    """Return the mean covariance of the samples that have one."""
    covariances = [(unpack_covariance(s.spread), max(s.usable_faces, 1)) for s in shown if s.spread]
    return np.average([spread for spread, _ in covariances], axis=0, weights=[faces for _, faces in covariances])


def plain_share_that_stays(samples: list[StoredSample], points: list[Point]) -> float:
    """Return 1 - the median share of a moment's variance that is variance within its window, of net positivity."""
    shares = []
    for index, point in enumerate(points):
        shown = [s for s in plain_window(samples, index) if s.mood is not None]
        if point.mood is None or not any(s.spread for s in shown):
            continue
        weights = [max(s.usable_faces, 1) for s in shown]
        nets = np.array([net_positivity(s.mood or ()) for s in shown])
        within = np.average((nets - np.average(nets, weights=weights)) ** 2, weights=weights)
        shares.append(within / float(plain_covariance(shown) @ FACTORS[:, 0]))
    return float(min(max(1 - statistics.median(shares), 0.2), 1.0))


def plain_point(
    samples: list[StoredSample], index: int, row: ClassRow, held: list[float], share_that_stays: float = 1.0
) -> Point:
    """Return the last of the samples as docs/dashboard.md defines it, in so many words."""
    window = plain_window(samples, index)
    shown = [s for s in window if s.mood is not None]
    faces = sum(s.faces for s in window) / len(window)
    second, now = samples[index].captured_at.timestamp(), float(samples[index].faces)
    seen = coverage(now, row.expected_faces)
    enough = 2 * len(shown) >= len(window) and mood_may_be_shown(faces, row.expected_faces)
    if not enough or sum(held[index + 1 - len(window) : index + 1]) < 10:
        return Point(second, now, seen, None, None, None, None, None, None, None)
    weights = np.array([max(s.usable_faces, 1) for s in shown], dtype=float)
    mood = np.average(np.array([s.mood for s in shown]), axis=0, weights=weights).tolist()
    spread = (share_that_stays * plain_covariance(shown)).tolist()
    proxy, band = engagement(mood, SHARMA2019), BAND_Z * engagement_deviation(spread, SHARMA2019)
    covariance = np.zeros((7, 7))
    covariance[np.triu_indices(7)] = spread
    covariance += np.triu(covariance, 1).T
    net, net_band = net_positivity(mood), BAND_Z * float(np.sqrt(max(NET_WEIGHTS @ covariance @ NET_WEIGHTS, 0.0)))
    edges = (max(proxy - band, 0.0), min(proxy + band, 100.0), net, max(net - net_band, -1.0), min(net + net_band, 1.0))
    return Point(second, now, seen, tuple(mood), proxy, *edges)


def test_the_points_are_those_of_the_definition(engine: Engine, row: ClassRow) -> None:
    with engine.connect() as connection:
        fast = ClassCache([SHARMA2019]).with_variances(connection, row, SHARMA2019)
        samples = plain_samples(connection, row)
    points = points_of(moving_moments(fast, row, WINDOW), row, SHARMA2019)
    held = plain_held(samples, row)
    assert 50 < sum(point.mood is None for point in points) < 350
    stays = plain_share_that_stays(samples, [plain_point(samples, index, row, held) for index in range(len(samples))])
    for index, point in enumerate(points):
        plain = plain_point(samples, index, row, held, stays)
        for field in fields(Point):
            expected = getattr(plain, field.name)
            assert getattr(point, field.name) == (None if expected is None else pytest.approx(expected, abs=1e-7))


def test_a_page_says_the_same_whether_or_not_it_read_the_bands(engine: Engine, row: ClassRow) -> None:
    options = DashboardOptions("sqlite://")
    with engine.connect() as connection:
        snapshot = ReadSnapshot(connection, options, ClassCache([SHARMA2019]), TotalsCache())
        without = class_data(snapshot.stored_class(row.id), options)
        banded = class_data(
            replace(snapshot, cache=ClassCache([SHARMA2019])).stored_class(row.id, with_variances=True), options
        )
        plain = summarise(columns_of(plain_samples(connection, row), FACTORS), row, SHARMA2019, ClassRecords())
    assert without.columns.variances is None
    assert without.summary == banded.summary
    assert class_texts(without, SHARMA2019) == class_texts(banded, SHARMA2019)
    assert without.summary.net_positivity == pytest.approx(plain.net_positivity)


def test_covariances_of_the_wrong_length_are_left_out_and_the_others_kept(tmp_path: Path) -> None:
    engine = new_database(tmp_path / "wrong.db")
    class_id = add_class(engine)
    with engine.begin() as connection:
        connection.execute(insert(SampleRow), random_rows(class_id, 5, count=60))
        spoilt = connection.execute(update(SampleRow).where(SampleRow.id == 7).values(spread=bytes(111)))
        assert spoilt.rowcount == 1
    with engine.connect() as connection:
        fast = read_columns(connection, class_id, FACTORS)
        samples = [sample for page in pages_of_samples(connection, class_id) for sample in page]
        plain = columns_of(samples, FACTORS)
        variances = read_variances(connection, class_id, fast.ids, FACTORS)
    assert_same_columns(replace(fast, variances=variances), plain)
    assert np.isnan(variances[fast.ids == 7]).all()
    engine.dispose()
