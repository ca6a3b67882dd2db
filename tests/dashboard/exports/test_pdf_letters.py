import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pypdf import PdfReader
from sqlalchemy import Engine

from dashboard.exports.pdf import system_fonts
from tests.dashboard.export_fixtures import add_rich, file_of


@pytest.fixture
def fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A computer's folder of fonts, which is empty."""
    monkeypatch.setattr(system_fonts, "font_folders", lambda: [tmp_path / "not there", tmp_path])
    system_fonts.fonts_with.cache_clear()
    yield tmp_path
    system_fonts.fonts_with.cache_clear()


def write_font(path: Path, letters: str) -> None:
    """Write a font that draws a square for each of these letters."""
    pen = TTGlyphPen(None)
    for place, point in enumerate(((100, 0), (100, 700), (900, 700), (900, 0))):
        (pen.moveTo if place == 0 else pen.lineTo)(point)
    pen.closePath()
    square = pen.glyph()
    names = [".notdef", *(f"u{ord(letter):04X}" for letter in letters)]
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder(names)
    font.setupCharacterMap({ord(letter): f"u{ord(letter):04X}" for letter in letters})
    font.setupGlyf(dict.fromkeys(names, square))
    font.setupHorizontalMetrics(dict.fromkeys(names, (1000, 0)))
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": "Squares", "styleName": "Regular"})
    font.setupOS2(sTypoAscender=800, sTypoDescender=-200)
    font.setupPost()
    font.save(path)


def report_of(client: FlaskClient, engine: Engine, **values: str) -> PdfReader:
    class_id = add_rich(engine, seconds=120, segments=0, **values)
    return PdfReader(io.BytesIO(file_of(client, f"/classes/{class_id}/report.pdf")))


def first_words(file: PdfReader) -> str:
    return " ".join(file.pages[0].extract_text().split())


def test_letters_that_the_report_s_font_lacks_are_drawn_with_the_computer_s(
    client: FlaskClient, engine: Engine, fonts: Path
) -> None:
    write_font(fonts / "squares.ttf", "数学")
    (fonts / "broken.ttf").write_bytes(b"no font")
    file = report_of(client, engine, title="数学 1", group_name="数")
    assert "数学 1" in first_words(file)
    assert "no font" not in first_words(file)
    used = str(file.pages[0]["/Resources"]["/Font"])  # type: ignore[index]
    assert "Squares" in str([font.get_object() for font in file.pages[0]["/Resources"]["/Font"].values()]), used  # type: ignore[index]


def test_what_no_font_has_is_a_box_and_is_said_on_the_page(client: FlaskClient, engine: Engine, fonts: Path) -> None:
    write_font(fonts / "squares.ttf", "数")
    file = report_of(client, engine, title="数学 and 🎉", group_name="")
    words = first_words(file)
    assert "no font on this computer can draw 2 letters (U+5B66, U+1F389)" in words
    assert "no font" not in file.pages[1].extract_text()
    assert file.metadata is not None
    assert file.metadata.title == "数学 and 🎉 – Moodline report"


def test_arabic_is_joined_and_read_in_its_order(client: FlaskClient, engine: Engine, fonts: Path) -> None:
    title = "الرياضيات"
    file = report_of(client, engine, title=title)
    content = file.pages[0].get_contents()
    assert content is not None
    as_read = f"/ActualText <FEFF{title.encode('utf-16-be').hex().upper()}>"
    assert as_read.encode() in content.get_data()
    assert "no font" not in first_words(file)


def test_a_plain_title_asks_the_computer_for_no_font(
    client: FlaskClient, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> list[Path]:
        raise AssertionError("the fonts of the computer were looked at")

    monkeypatch.setattr(system_fonts, "font_folders", refuse)
    assert "Größen Ωμέγα Привет" in first_words(report_of(client, engine, title="Größen Ωμέγα Привет"))
