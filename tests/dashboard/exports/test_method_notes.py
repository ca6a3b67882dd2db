import csv
import io
import json
from collections.abc import Callable

import openpyxl
import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import Engine

from tests.dashboard.class_fixtures import ClassIds
from tests.dashboard.export_fixtures import add_rich, file_of

Read = Callable[[bytes], str]


def of_json(content: bytes) -> str:
    file = json.loads(content)
    return " ".join([*(fact["text"] for fact in file["facts"]), *file["cannot_say"], str(file["pulse"]["agreement"])])


def of_xlsx(content: bytes) -> str:
    return " ".join(
        str(cell)
        for name in ("Summary", "About")
        for row in openpyxl.load_workbook(io.BytesIO(content))[name].iter_rows(values_only=True)
        for cell in row
    )


def of_pdf(content: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


FORMATS: dict[str, Read] = {
    "export.json": of_json,
    "export.xlsx": of_xlsx,
    "report.html": bytes.decode,
    "report.pdf": of_pdf,
}


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_says_what_is_to_be_known_of_its_figures(client: FlaskClient, engine: Engine, name: str) -> None:
    class_id = add_rich(engine, source="demo", left_out_percent=[[0, 0, 20, 20], [60, 40, 20, 20]])
    text = " ".join(FORMATS[name](file_of(client, f"/classes/{class_id}/{name}")).split())
    for words in (
        "Europe/Berlin (UTC+01:00)",
        "23.0 of 25 expected faces on average, 92 %",
        "Never of fewer than 5 faces, nor while less than half of the expected class is in view",
        "sharma2019, version 1",
        "angry 0.25",
        "plain-cnn-1. It was right about 74",
        "10:05:00 to 10:06:00 (break)",
        "these people do not exist",
        "2 places were left out",
        "Whether anyone paid attention",
    ):
        assert words in text, words
    assert "nothing to tell here" in text or "not_informative" in text


@pytest.mark.parametrize("name", FORMATS)
def test_an_accuracy_that_is_not_known_is_called_so(client: FlaskClient, class_ids: ClassIds, name: str) -> None:
    assert "Its accuracy is not known" in FORMATS[name](file_of(client, f"/classes/{class_ids.lesson}/{name}"))


def test_notes_leave_in_a_report_only_when_asked_for(client: FlaskClient, engine: Engine) -> None:
    class_id = add_rich(engine)
    assert b"Start with the example" not in file_of(client, f"/classes/{class_id}/report.html")
    assert b"Start with the example" in file_of(client, f"/classes/{class_id}/report.html?notes=yes")


def test_each_row_of_the_csv_says_them_shortly(client: FlaskClient, engine: Engine) -> None:
    text = file_of(client, f"/classes/{add_rich(engine, source='demo')}/export.csv").decode("utf-8-sig")
    for row in csv.DictReader(io.StringIO(text, newline="")):
        assert (row["is_demo"], row["model_id"], row["time_zone"]) == ("yes", "plain-cnn-1", "Europe/Berlin")
