"""The first sentences of a class say what the statistics found, what was going on then, and how much was seen."""

from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import Engine, insert

from classroom.tables import ExcludedRange
from tests.dashboard.class_fixtures import CALM, DIP, START, Taught, add_class, add_samples, wavering
from tests.dashboard.term_fixtures import mark, plan


def stood_out(client: FlaskClient, class_id: int) -> str:
    return str(client.get(f"/api/v1/classes/{class_id}/highlights").get_json()["stood_out"])


def taught(engine: Engine, seconds: int, *, dips: bool = False, expected: int | None = 25) -> int:
    ends = START + timedelta(seconds=seconds)
    class_id = add_class(engine, ended_at=ends, expected_faces=expected)

    def mood(second: float) -> tuple[float, ...]:
        return wavering(DIP if dips and 720 <= second < 1020 else CALM, second)

    add_samples(engine, class_id, START, Taught(seconds, mood=mood))
    return class_id


def test_a_moment_is_told_with_its_segment_and_the_last_marker_before_it(client: FlaskClient, engine: Engine) -> None:
    class_id = taught(engine, 1200, dips=True)
    plan(engine, class_id, START, [(0, 700, "Warm-up"), (700, 1200, "Proof")])
    mark(engine, class_id, START, [(300, "joke", ""), (600, "question", ""), (900, "joke", "too late")])
    said = stood_out(client, class_id)
    assert "10:12 to 10:17, during “Proof”, after “Question” at 10:10: the mood was clearly below usual (−0." in said


def test_a_class_without_segments_and_markers_tells_the_moment_alone(client: FlaskClient, engine: Engine) -> None:
    assert "10:12 to 10:17: the mood was clearly below usual" in stood_out(client, taught(engine, 1200, dips=True))


def test_nothing_beyond_chance_is_said_plainly(client: FlaskClient, engine: Engine) -> None:
    assert stood_out(client, taught(engine, 1200)).startswith("No moment surely stands out")
    assert stood_out(client, taught(engine, 20)).startswith("Too short to compare")


def test_a_class_without_a_sample_says_so_and_shows_no_chart(client: FlaskClient, engine: Engine) -> None:
    page = client.get(f"/classes/{add_class(engine, ended_at=START)}").text
    assert "Nothing is known of this class" in page
    assert 'id="chart-' not in page


def test_gaps_are_counted_and_a_break_that_was_left_out_is_none(client: FlaskClient, engine: Engine) -> None:
    class_id = add_class(engine, ended_at=START + timedelta(seconds=600))
    for begin, end in ((0, 200), (320, 600)):
        add_samples(engine, class_id, START + timedelta(seconds=begin), Taught(end - begin))
    assert "1 gap or pause of 2 min" in client.get(f"/classes/{class_id}").text
    ends = {"began_at": START + timedelta(seconds=190), "ended_at": START + timedelta(seconds=330)}
    with engine.begin() as connection:
        connection.execute(insert(ExcludedRange).values(class_session_id=class_id, **ends, note="Break"))
    assert "gap or pause" not in client.get(f"/classes/{class_id}").text
