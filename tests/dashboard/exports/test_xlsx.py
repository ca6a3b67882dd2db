import csv
import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from dashboard.options import DashboardOptions
from tests.dashboard.class_fixtures import ClassIds, new_database
from tests.dashboard.conftest import NOW
from tests.dashboard.export_fixtures import add_rich, every_class, file_of
from tests.dashboard.shared_app import app_of

SHEETS = ["Summary", "Parts", "Markers", "Minutes", "Measurements", "Question on mood", "About"]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """Yield the beginning of a command that converts files with LibreOffice, with settings of its own."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("no LibreOffice on this machine: apt-get install libreoffice-calc")
    settings = tmp_path_factory.mktemp("office").as_uri()
    yield [program, f"-env:UserInstallation={settings}", "--headless", "--convert-to"]


@pytest.fixture(scope="module")
def rich_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The workbook of a class with everything that there can be, which several tests look into."""
    database = tmp_path_factory.mktemp("rich") / "moodline.db"
    engine = new_database(database)
    class_id = add_rich(engine)
    engine.dispose()
    app = app_of(DashboardOptions(f"sqlite:///{database.as_posix()}", now=lambda: NOW))
    content = file_of(app.test_client(), f"/classes/{class_id}/export.xlsx")
    app.extensions["moodline"].reader.close()
    return content


@pytest.fixture(scope="module")
def rich_book(rich_file: bytes) -> Any:  # noqa: ANN401 - a workbook of openpyxl
    return book_of(rich_file)


def book_of(content: bytes) -> Any:  # noqa: ANN401 - a workbook of openpyxl
    return openpyxl.load_workbook(io.BytesIO(content))


def test_a_workbook_has_its_sheets_with_frozen_heads_and_filters(rich_book: Any) -> None:  # noqa: ANN401
    assert sorted(rich_book.sheetnames) == sorted(SHEETS)
    for name in SHEETS:
        assert rich_book[name].freeze_panes == ("B2" if name == "Summary" else "A2"), name
    assert rich_book["Measurements"].auto_filter.ref == "A1:X1201"
    assert rich_book["Measurements"].column_dimensions["A"].width > 15


def test_its_cells_are_real_numbers_and_times_of_the_class(rich_book: Any) -> None:  # noqa: ANN401
    samples = rich_book["Measurements"]
    heads = [cell.value for cell in samples[1]]
    rows = list(samples.iter_rows(min_row=2, values_only=True))
    assert len(rows) == 1200
    assert rows[0][0] == datetime.fromisoformat("2026-11-10T10:00:00")
    assert rows[1199][0] == datetime.fromisoformat("2026-11-10T10:19:59")
    for name in ("happy", "Seen", "Mood", "mood, low"):
        assert isinstance(rows[5][heads.index(name)], float), name
    assert rows[0][heads.index("Faces")] == 23
    assert [row[heads.index("Left out")] for row in rows].count("yes") == 60


def test_its_charts_are_the_workbooks_own_and_drawn_from_the_minutes(rich_file: bytes) -> None:
    with ZipFile(io.BytesIO(rich_file)) as file:
        charts = [file.read(name).decode() for name in file.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 2
    assert "<c:barChart>" in charts[0]  # an area falls to nought where a minute has no mood
    assert "<c:lineChart>" in charts[1]
    assert all("Minutes!$A$2:$A$21" in chart for chart in charts)


def test_its_minutes_are_whole_ones_and_no_figure_is_a_nought_with_a_sign(rich_file: bytes, rich_book: Any) -> None:  # noqa: ANN401
    minutes = [row[0].value for row in rich_book["Minutes"].iter_rows(min_row=2)]
    assert {moment.second * 1_000_000 + moment.microsecond for moment in minutes} == {0}
    with ZipFile(io.BytesIO(rich_file)) as file:
        sheet = file.read("xl/worksheets/sheet4.xml").decode()
    days = [float(day) for day in re.findall(r'<c r="A\d+" s="\d+"><v>([\d.]+)</v>', sheet)]
    assert len(days) == 20
    assert all(abs(day * 1440 - round(day * 1440)) < 1e-6 for day in days)
    nets = [row[10].value for row in rich_book["Minutes"].iter_rows(min_row=2)]
    assert not [net for net in nets if isinstance(net, float) and 0 < abs(net) < 0.005]


def test_answers_stand_under_their_own_names(rich_book: Any) -> None:  # noqa: ANN401
    pulse = rich_book["Question on mood"]
    assert [cell.value for cell in pulse[1]][3:6] == ["good", "so-so", "bad"]
    assert pulse.max_row == 11


def test_its_samples_are_printed_on_one_page(rich_book: Any) -> None:  # noqa: ANN401
    samples = rich_book["Measurements"]
    assert "$41" in samples.print_area
    assert "the sheet holds all" in samples.oddFooter.center.text


def test_no_text_of_a_workbook_is_a_formula(client: FlaskClient, engine: Engine, class_ids: ClassIds) -> None:
    numbers = "&class=".join(
        str(each) for each in [class_ids.formula, class_ids.script, add_rich(engine, group_name="@x")]
    )
    content = file_of(client, f"/export.xlsx?class={numbers}")
    with ZipFile(io.BytesIO(content)) as file:
        assert not any(b"<f>" in file.read(name) for name in file.namelist() if "/worksheets/" in name)
    texts = [
        cell.value
        for sheet in book_of(content)
        for row in sheet.iter_rows(max_row=40)
        for cell in row
        if isinstance(cell.value, str)
    ]
    assert not [text for text in texts if text.startswith(("=", "@", "+"))]
    assert "'=1+1" in texts


def test_several_classes_have_sheets_of_samples_each(client: FlaskClient, engine: Engine, class_ids: ClassIds) -> None:
    rich = add_rich(engine)
    book = book_of(file_of(client, f"/export.xlsx?class={class_ids.lesson}&class={rich}&class={class_ids.empty}"))
    assert book[f"Measurements {class_ids.lesson}"].max_row == 1161
    assert book[f"Measurements {rich}"].max_row == 1201
    assert book[f"Measurements {class_ids.empty}"].max_row == 2
    assert [cell.value for cell in book["Summary"][1]] == ["Class", "Quadratics", "Größen & Maße", "Nobody came"]
    assert {row[0] for row in book["Parts"].iter_rows(min_row=2, values_only=True)} == {f"Größen & Maße ({rich})"}


def test_an_empty_sheet_says_why_it_is_empty(client: FlaskClient, class_ids: ClassIds) -> None:
    book = book_of(file_of(client, f"/classes/{class_ids.empty}/export.xlsx"))
    for name, words in (
        ("Parts", "This lesson has no parts"),
        ("Markers", "Nothing was marked"),
        ("Minutes", "Nothing was measured in this class"),
        ("Measurements", "Nothing was measured in this class"),
    ):
        assert book[name].max_row == 2
        assert book[name]["A2"].value.startswith(words)
    of_range = book_of(file_of(client, f"/classes/{class_ids.lesson}/export.xlsx?to=00:01"))
    assert of_range["Measurements"]["A2"].value == "Nothing was measured in this part of the class."


def test_a_text_may_hold_signs_that_a_sheet_cannot(client: FlaskClient, engine: Engine) -> None:
    class_id = add_rich(engine, segments=0, title="a\x01b _x0041_ <&> \ud7ff", notes="")
    assert (
        book_of(file_of(client, f"/classes/{class_id}/export.xlsx"))["Summary"]["B1"].value == "ab _x0041_ <&> \ud7ff"
    )


@pytest.mark.slow
def test_another_program_opens_every_class_and_reads_the_same_figures(
    client: FlaskClient, engine: Engine, class_ids: ClassIds, office: list[str], tmp_path: Path
) -> None:
    rich = add_rich(engine)
    files = [tmp_path / f"{class_id}.xlsx" for class_id in [*every_class(class_ids), rich]]
    for path in files:
        path.write_bytes(file_of(client, f"/classes/{path.stem}/export.xlsx"))
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    subprocess.run([*office, every_sheet, "--outdir", tmp_path, *files], check=True, capture_output=True, timeout=240)
    for path in files:
        assert (tmp_path / f"{path.stem}-Summary.csv").stat().st_size > 300
    with (tmp_path / f"{rich}-Measurements.csv").open(encoding="utf-8", newline="") as file:
        seen = list(csv.DictReader(file))
    text = file_of(client, f"/classes/{rich}/export.csv").decode("utf-8-sig")
    own = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(seen) == len(own) == 1200
    for theirs, ours in zip(seen, own, strict=True):
        assert theirs["Time"] == ours["captured_at_local"][:19].replace("T", " ")
        assert float(theirs["Mood"]) == pytest.approx(float(ours["net_positivity"]), abs=0.0051)
        assert theirs["Part"] == ours["segment"]
    assert not any("Err:" in path.read_text(encoding="utf-8") for path in tmp_path.glob("*.csv"))
