"""Predictions are validated, and formatted as CSV and JSON."""

import csv
import io
import json

import pytest

from classroom.emotions import EMOTIONS
from classroom.spreadsheet import escape_formula
from model.prediction.readings import Prediction, total_counts
from model.prediction.tables import csv_text, json_text
from tests.model.picture_fixtures import prediction, reading


def test_the_csv_has_a_row_for_each_picture_and_their_total() -> None:
    text = csv_text([reading("happy", "happy", "sad", source="a.png"), reading(source="b.png"), reading("neutral")])
    assert text.splitlines() == [
        "source,seconds,faces,angry,disgust,fear,happy,sad,surprise,neutral",
        "a.png,,3,0,0,0,2,1,0,0",
        "b.png,,0,0,0,0,0,0,0,0",
        "a.png,,1,0,0,0,0,0,0,1",
        "total,,4,0,0,0,2,1,0,1",
    ]


def test_a_videos_rows_have_their_seconds() -> None:
    rows = csv_text([reading("fear", source="a.mp4", seconds=0.0), reading(source="a.mp4", seconds=1.5)]).splitlines()
    assert rows[1:3] == ["a.mp4,0.0,1,0,0,1,0,0,0,0", "a.mp4,1.5,0,0,0,0,0,0,0,0"]


@pytest.mark.parametrize("name", ["=1+1.png", "+a.png", "-a.png", "@a.png", " =a.png", "\ta.png", "＝a.png", "|a.png"])
def test_a_name_that_a_spreadsheet_would_calculate_is_escaped(name: str) -> None:
    rows = list(csv.reader(io.StringIO(csv_text([reading(source=name)]).removeprefix("\ufeff"))))
    assert rows[1][0] == f"'{name}"


@pytest.mark.parametrize("name", ["a.png", "a=b.png", "2-1.png", "größe.png", "a, b.png"])
def test_other_names_stay_as_they_are(name: str) -> None:
    rows = list(csv.reader(io.StringIO(csv_text([reading(source=name)]).removeprefix("\ufeff"))))
    assert rows[1][0] == escape_formula(name) == name


def test_only_names_beyond_ascii_need_a_byte_order_mark() -> None:
    assert csv_text([reading(source="größe.png")]).startswith("\ufeffsource,")
    assert csv_text([reading(source="size.png")]).startswith("source,")


def test_the_json_has_every_face_of_every_picture() -> None:
    first, second = json.loads(json_text([reading("sad", source="größe.png"), reading(source="b.mp4", seconds=2.0)]))
    assert second == {"source": "b.mp4", "seconds": 2.0, "faces": []}
    assert (first["source"], first["seconds"]) == ("größe.png", None)
    (face,) = first["faces"]
    assert face["box_xywh"] == [20, 30, 25, 25]
    assert (face["confidence"], face["emotion"]) == (0.99, "sad")
    assert list(face["probabilities"]) == list(EMOTIONS)
    assert face["probabilities"]["sad"] == 0.7


@pytest.mark.parametrize("emotion", EMOTIONS)
def test_the_strongest_probability_is_the_emotion(emotion: str) -> None:
    assert prediction(emotion).emotion == emotion


def test_counts_of_no_picture_are_seven_zeros() -> None:
    assert total_counts([]) == (0,) * 7


@pytest.mark.parametrize(
    ("confidence", "probabilities"),
    [(0.9, (0.5, 0.5)), (0.9, (0.5,) * 7), (0.9, (2, -1, 0, 0, 0, 0, 0)), (1.1, (1, 0, 0, 0, 0, 0, 0))],
)
def test_what_are_no_probabilities_is_refused(confidence: float, probabilities: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match=r"probabilities|confidence"):
        Prediction("a.png", None, (0, 0, 5, 5), confidence, probabilities)
