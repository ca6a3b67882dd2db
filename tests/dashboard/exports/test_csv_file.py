import csv
import io
from datetime import timedelta

import numpy as np
import pandas as pd
import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from classroom.emotions import EMOTIONS
from classroom.privacy import mood_may_be_shown
from dashboard.database.read.columns import SampleColumns
from dashboard.exports.exported_mood import HALF_UNSEEN, SHOWN, TOO_FEW, exported_mood
from dashboard.exports.number_texts import number_texts
from tests.dashboard.class_fixtures import ROW, START, ClassIds, Taught, add_class, add_samples
from tests.dashboard.export_fixtures import FACTS, add_rich, every_class, file_of


def table_of(client: FlaskClient, address: str) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(file_of(client, address)), encoding="utf-8-sig", parse_dates=["captured_at_utc"])


def test_pandas_reads_numbers_and_times_as_such(client: FlaskClient, engine: Engine) -> None:
    table = table_of(client, f"/classes/{add_rich(engine)}/export.csv")
    assert str(table["captured_at_utc"].dtype).startswith("datetime64")
    for name in (*EMOTIONS, "agreement", "coverage", "net_positivity", "net_low", "net_high", "engagement_low"):
        assert table[name].dtype == np.float64, name
    assert table["faces"].dtype == np.int64
    assert (table["net_low"] < table["net_positivity"]).all()
    assert (table["net_positivity"] < table["net_high"]).all()


def test_local_times_carry_the_offset_of_the_class(client: FlaskClient, engine: Engine) -> None:
    table = table_of(client, f"/classes/{add_rich(engine)}/export.csv")
    assert table["captured_at_local"][0] == "2026-11-10T10:00:00.000+01:00"
    assert (pd.to_datetime(table["captured_at_local"], utc=True) == table["captured_at_utc"]).all()
    assert table["minutes_from_start"][60] == pytest.approx(1)


def test_samples_say_their_segment_their_marker_and_whether_they_were_left_out(
    client: FlaskClient, engine: Engine
) -> None:
    table = table_of(client, f"/classes/{add_rich(engine)}/export.csv")
    assert list(table["segment"].unique()) == ["'=1+1", "Part 2", "Part 3", "Part 4"]
    assert list(table[table["excluded"] == "yes"]["minutes_from_start"].agg(["min", "max"]).round(2)) == [5.0, 5.98]
    marked = table[table["marked"].notna()]
    assert dict(zip(marked["minutes_from_start"], marked["marked"], strict=True)) == {
        2.0: "Question",
        9.0: "Own words: @worked example",
    }


def test_no_text_of_the_csv_is_a_formula(client: FlaskClient, engine: Engine, class_ids: ClassIds) -> None:
    numbers = "&class=".join(
        str(each) for each in [*every_class(class_ids), add_rich(engine, title="-1", group_name="@x")]
    )
    text = file_of(client, f"/export.csv?class={numbers}").decode("utf-8-sig")
    for row in csv.DictReader(io.StringIO(text, newline="")):
        for name in ("class_title", "group_name", "segment", "marked", "model_id", "time_zone"):
            assert not row[name].lstrip().startswith(("=", "+", "-", "@")), row[name]


def test_the_csv_says_how_its_figures_came_about(client: FlaskClient, engine: Engine) -> None:
    row = table_of(client, f"/classes/{add_rich(engine)}/export.csv").iloc[0]
    assert row["time_zone"] == "Europe/Berlin"
    assert row["min_group_size"] == 5
    assert row["least_coverage"] == 0.5
    assert row["model_accuracy"] == FACTS.accuracy
    assert "angry=0.25" in row["engagement_weights"]
    assert "not attention" in row["what_it_cannot_say"]


def test_a_class_without_expressions_says_why(client: FlaskClient, engine: Engine) -> None:
    class_id = add_rich(engine, mode="participation", mood=lambda _second: None)
    table = table_of(client, f"/classes/{class_id}/export.csv")
    assert set(table["mood_shown"]) == {"not read in a participation class"}
    assert table[list(EMOTIONS)].isna().all(axis=None)


def test_another_profile_changes_the_proxy_and_its_name_alone(client: FlaskClient, engine: Engine) -> None:
    class_id = add_rich(engine)
    usual, other = (table_of(client, f"/classes/{class_id}/export.csv{ask}") for ask in ("", "?profile=valence"))
    assert "engagement_proxy_valence_v1" in other
    assert (usual["net_positivity"] == other["net_positivity"]).all()
    assert (usual["engagement_proxy_sharma2019_v1"] != other["engagement_proxy_valence_v1"]).any()


def test_more_samples_than_a_piece_holds_come_in_order_and_once(client: FlaskClient, engine: Engine) -> None:
    class_id = add_class(engine, started_at=START - timedelta(days=9))
    add_samples(engine, class_id, START - timedelta(days=9), Taught(4500))
    times = table_of(client, f"/classes/{class_id}/export.csv")["captured_at_utc"]
    assert len(times) == 4500
    assert times.is_monotonic_increasing
    assert times.is_unique


@given(
    faces=st.lists(st.integers(0, 40), min_size=1, max_size=30),
    expected=st.one_of(st.none(), st.integers(1, 40)),
    stored=st.booleans(),
)
def test_moods_leave_the_house_by_the_same_rule_as_one_by_one(
    faces: list[int], expected: int | None, stored: bool
) -> None:
    count = len(faces)
    nothing = np.zeros(count)
    mood = np.full((count, 7), 1 / 7 if stored else np.nan)
    seen = np.array(faces, dtype=float)
    samples = SampleColumns(nothing, nothing, seen, seen, mood, nothing, nothing, None)
    from dataclasses import replace

    reasons, moods = exported_mood(replace(ROW, expected_faces=expected), samples)
    for place, each in enumerate(faces):
        shown = mood_may_be_shown(each, expected)
        assert reasons[place] == (TOO_FEW if not stored else SHOWN if shown else HALF_UNSEEN)
        assert np.isfinite(moods[place]).all() == (stored and shown)


@given(
    st.lists(st.one_of(st.just(float("nan")), st.floats(-1, 1), st.floats(-20_000, 20_000))),
    st.sampled_from([0, 2, 3, 4]),
)
def test_figures_that_are_looked_up_read_as_if_they_were_written(values: list[float], digits: int) -> None:
    texts = number_texts(np.array(values), digits, "none")
    for value, text in zip(values, texts, strict=True):
        if np.isnan(value):
            assert text == "none"
        else:
            assert float(text) == pytest.approx(value, abs=0.5 * 10**-digits + 1e-9)
            assert len(text.partition(".")[2]) == digits


def test_parts_are_named_in_the_reader_s_language(client: FlaskClient, engine: Engine) -> None:
    address = f"/classes/{add_rich(engine)}/export.csv?segments=markers"
    assert "Anfang" in client.get(address, headers={"Accept-Language": "de"}).get_data(as_text=True)
