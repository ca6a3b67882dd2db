import io
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from sqlalchemy import Engine, update

from classroom.tables import ClassSession
from dashboard.exports.pdf.letters import FONTS
from tests.dashboard.class_fixtures import ClassIds
from tests.dashboard.export_fixtures import LONG_TITLE, add_rich, every_class, file_of

A4_POINTS = (595, 842)


def paper(client: FlaskClient, address: str) -> PdfReader:
    return PdfReader(io.BytesIO(file_of(client, address)))


class Paper(NamedTuple):
    """A report as it was read once: each page's words, and where each piece of text begins, in points."""

    words: list[str]
    places: list[list[tuple[float, float]]]


def read(file: PdfReader) -> Paper:
    words, places = [], []
    for page in file.pages:
        begins: list[tuple[float, float]] = []

        def note(text: str, _matrix: list[float], at: list[float], *_font: object, begins: list = begins) -> None:  # type: ignore[type-arg]
            if text.strip():
                begins.append((at[4], at[5]))

        words.append(" ".join(page.extract_text(visitor_text=note).split()))
        places.append(begins)
    return Paper(words, places)


def words_of(file: PdfReader) -> str:
    return " ".join(read(file).words)


def dictionary(found: object) -> DictionaryObject:
    known = found.get_object() if hasattr(found, "get_object") else found
    assert isinstance(known, DictionaryObject)
    return known


def assert_everything_is_on_paper(paper: Paper) -> None:
    """Check that each piece of text begins within the margins, and that none was put outside of the page."""
    for places in paper.places:
        assert places
        assert all(20 < x < A4_POINTS[0] - 20 and 15 < y < A4_POINTS[1] - 15 for x, y in places), places


def test_one_class_has_two_pages_with_what_a_teacher_hands_out(client: FlaskClient, engine: Engine) -> None:
    found = read(paper(client, f"/classes/{add_rich(engine)}/report.pdf"))
    first, second = found.words
    for words in (
        "Größen & Maße",
        "Tuesday 10 November 2026",
        "10:00 to 10:20",
        "Mood",
        "give or take",
        "How the class felt",
    ):
        assert words in first
    for words in (
        "from the start",
        "answers",
        "asked 10 times",
        "In equal steps",
        "Parts of the lesson",
        "Part 4",
        "How to read this",
        "What the figures cannot say",
        "How is this worked out?",
        "Left out of the figures",
    ):
        assert words in second
    assert_everything_is_on_paper(found)


def test_it_says_its_title_its_language_and_who_made_it(client: FlaskClient, engine: Engine) -> None:
    class_id = add_rich(engine)
    file = paper(client, f"/classes/{class_id}/report.pdf")
    assert file.metadata is not None
    assert file.metadata.title == "Größen & Maße – Moodline report"
    assert file.metadata.author == "Moodline"
    assert str(dictionary(file.trailer["/Root"])["/Lang"]) == "en-GB"
    german = client.get(f"/classes/{class_id}/report.pdf", headers={"Accept-Language": "de"}).data
    assert str(dictionary(PdfReader(io.BytesIO(german)).trailer["/Root"])["/Lang"]) == "de-DE"


def test_letters_are_embedded_as_far_as_they_are_used(client: FlaskClient, engine: Engine) -> None:
    content = file_of(client, f"/classes/{add_rich(engine)}/report.pdf")
    names = set()
    for page in PdfReader(io.BytesIO(content)).pages:
        fonts = dictionary(dictionary(page["/Resources"])["/Font"])
        names |= {str(dictionary(font)["/BaseFont"]) for font in fonts.values()}
    assert len(names) == 2
    assert all("DejaVuSans" in name and "+" in name for name in names)
    assert len(content) < 400_000


def test_the_letters_come_with_the_report_and_with_their_licence() -> None:
    names = {file.name for file in FONTS.iterdir()}
    assert names == {"DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "LICENSE"}
    hidden = "import sys; sys.modules['matplotlib'] = None; "
    code = hidden + "from dashboard.exports.pdf.document import Document; print(sorted(Document('x', 1).fonts))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['dejavu', 'dejavuB']"


@pytest.mark.parametrize("segments", [0, 1, 40, 60])
def test_however_many_segments_there_are_two_pages_hold_them(
    client: FlaskClient, engine: Engine, segments: int
) -> None:
    class_id = add_rich(engine, segments=segments, seconds=1800, title=LONG_TITLE)
    found = read(paper(client, f"/classes/{class_id}/report.pdf"))
    assert len(found.words) == 2
    words = " ".join(found.words)
    assert "An expression is not attention" in words
    assert ("20 more parts are in the other files" in words) == (segments == 60)
    assert "Source: Sharma et al. 2019" in words
    assert_everything_is_on_paper(found)


def test_a_class_without_moods_and_one_without_samples_fit_too(
    client: FlaskClient, engine: Engine, class_ids: ClassIds
) -> None:
    participation = add_rich(engine, mode="participation", mood=lambda _second: None)
    said = {}
    for class_id in (*every_class(class_ids), participation):
        found = read(paper(client, f"/classes/{class_id}/report.pdf"))
        assert len(found.words) == 2
        assert_everything_is_on_paper(found)
        said[class_id] = " ".join(found.words)
    assert "no expression is read" in said[participation]
    assert "A demo class" in said[class_ids.lesson]


def test_a_range_says_what_its_page_says(client: FlaskClient, engine: Engine) -> None:
    words = words_of(paper(client, f"/classes/{add_rich(engine)}/report.pdf?from=10:08&to=10:15"))
    assert "10:08 to 10:15" in words
    assert "than at the start" in words


def test_an_interrupted_class_ends_with_its_last_sample(client: FlaskClient, engine: Engine) -> None:
    class_id = add_rich(engine)
    with engine.begin() as connection:
        broken = update(ClassSession).where(ClassSession.id == class_id)
        connection.execute(broken.values(status="interrupted", ended_at=None))
    assert "10:00 to 10:20 (interrupted)" in words_of(paper(client, f"/classes/{class_id}/report.pdf"))
    assert "10:00 to 10:20 (interrupted)" in file_of(client, f"/classes/{class_id}/report.html").decode()


def test_several_classes_come_behind_a_cover_that_leads_to_them(
    client: FlaskClient, engine: Engine, class_ids: ClassIds
) -> None:
    rich = add_rich(engine, title=LONG_TITLE)
    file = paper(client, f"/report.pdf?class={rich}&class={class_ids.lesson}&class={class_ids.few}")
    found = read(file)
    assert len(found.words) == 7
    cover = found.words[0]
    assert "3 classes" in cover
    assert "do not rank" in cover
    assert len(file.pages[0].annotations or []) == 3
    assert "Quadratics" in found.words[3]
    assert_everything_is_on_paper(found)


def test_a_printed_page_keeps_its_margins_white(client: FlaskClient, engine: Engine, tmp_path: Path) -> None:
    program = shutil.which("pdftoppm")
    if program is None:
        pytest.skip("no pdftoppm on this machine: apt-get install poppler-utils")
    class_id = add_rich(engine, segments=40, title=LONG_TITLE, group_name="x" * 150)
    (tmp_path / "class.pdf").write_bytes(file_of(client, f"/classes/{class_id}/report.pdf"))
    subprocess.run([program, "-r", "72", "-png", tmp_path / "class.pdf", tmp_path / "page"], check=True)
    pages = sorted(tmp_path.glob("page*.png"))
    assert len(pages) == 2
    for path in pages:
        picture = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
        assert picture is not None
        inked = np.argwhere(picture < 250)
        (top, left), (bottom, right) = inked.min(axis=0), inked.max(axis=0)
        assert top > 30
        assert left > 40
        assert right < picture.shape[1] - 40
        assert bottom < picture.shape[0] - 15
        assert (picture < 250).mean() > 0.02
