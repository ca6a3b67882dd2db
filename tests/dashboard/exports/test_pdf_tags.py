import io
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream
from sqlalchemy import Engine

from dashboard.options import DashboardOptions
from tests.dashboard.class_fixtures import ClassIds, new_database
from tests.dashboard.conftest import NOW
from tests.dashboard.export_fixtures import add_rich, file_of
from tests.dashboard.shared_app import app_of


class Structure:
    """The structure of a PDF: its tags in the order of reading, and the text that each piece of a page shows."""

    def __init__(self, content: bytes) -> None:
        self.file = PdfReader(io.BytesIO(content))
        trailer: Any = self.file.trailer
        self.root: Any = trailer["/Root"]
        self.pages: list[Any] = list(self.file.pages)
        self.marks = [set(_marks(page, self.file)) for page in self.pages]
        self.tags = list(self._below(self.root["/StructTreeRoot"]["/K"]))

    def _below(self, kids: Any) -> Iterator[Any]:  # noqa: ANN401 - whatever a PDF holds
        for kid in kids if isinstance(kids, ArrayObject) else [kids]:
            tag = kid.get_object()
            if isinstance(tag, int) or "/S" not in tag:
                continue
            yield tag
            yield from self._below(tag.get("/K", ArrayObject()))

    def roles(self) -> list[str]:
        return [str(tag["/S"]) for tag in self.tags]

    def of(self, role: str) -> list[Any]:
        return [tag for tag in self.tags if tag["/S"] == role]


def _marks(page: Any, file: PdfReader) -> Iterator[int]:  # noqa: ANN401
    """Yield the number of each marked piece of a page. Fail where anything is drawn outside of a mark."""
    open_marks: list[int | str] = []
    for operands, operator in ContentStream(page.get_contents(), file).operations:
        if operator == b"BMC":
            open_marks.append(str(operands[0]))
        elif operator == b"BDC":
            known = operands[1].get("/MCID")
            open_marks.append(str(operands[0]) if known is None else int(known))
            if known is not None:
                assert open_marks[:-1] == [], "marks of tags do not lie in each other"
                yield int(known)
        elif operator == b"EMC":
            open_marks.pop()
        elif operator in (b"Tj", b"TJ", b"f", b"S", b"B", b"Do"):
            assert open_marks, "something is drawn that is neither tagged nor decoration"
    assert not open_marks


@pytest.fixture(scope="module")
def structure(tmp_path_factory: pytest.TempPathFactory) -> Structure:
    database = tmp_path_factory.mktemp("tagged") / "moodline.db"
    engine = new_database(database)
    class_id = add_rich(engine)
    engine.dispose()
    app = app_of(DashboardOptions(f"sqlite:///{database.as_posix()}", now=lambda: NOW))
    content = file_of(app.test_client(), f"/classes/{class_id}/report.pdf")
    app.extensions["moodline"].reader.close()
    return Structure(content)


def test_a_report_says_that_it_is_tagged_and_shows_its_title(structure: Structure) -> None:
    assert structure.root["/MarkInfo"]["/Marked"]
    assert structure.root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "Größen &amp; Maße" in structure.root["/Metadata"].get_data().decode()
    assert structure.tags[0]["/S"] == "/Document"


def test_every_mark_of_a_page_belongs_to_one_tag(structure: Structure) -> None:
    tree = structure.root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    of_number = {int(tree[place]): tree[place + 1].get_object() for place in range(0, len(tree), 2)}
    for page, marks in zip(structure.pages, structure.marks, strict=True):
        tags = of_number[int(page["/StructParents"])]
        assert marks == set(range(len(tags)))
        for number, tag in enumerate(tags):
            assert number in [kid for kid in tag.get_object()["/K"] if isinstance(kid, int)]


def test_it_reads_from_the_title_over_the_summary_to_the_parts(structure: Structure) -> None:
    roles = [role for role in structure.roles() if role in ("/H1", "/H2", "/Figure", "/Table", "/L")]
    assert roles[:6] == ["/H1", "/Figure", "/H2", "/Figure", "/Figure", "/Figure"]
    assert roles.count("/H1") == 1
    assert roles.count("/Table") == 2
    assert roles.count("/L") == 2


def test_each_picture_says_in_words_what_it_shows(structure: Structure) -> None:
    said = [str(figure["/Alt"]) for figure in structure.of("/Figure")]
    assert all(len(words.split()) > 4 for words in said)
    assert any(words.startswith("Mood, from negative") and "On average −0.10" in words for words in said)
    assert any("23.0 faces of 25 expected" in words for words in said)
    assert all("/BBox" in figure["/A"] for figure in structure.of("/Figure"))


def test_each_table_has_heads_for_its_columns_and_rows(structure: Structure) -> None:
    scopes = [str(head["/A"]["/Scope"]) for head in structure.of("/TH")]
    assert scopes.count("/Column") == 16
    assert scopes.count("/Row") == len(structure.of("/TR")) - 2
    assert all(tag["/P"].get_object()["/S"] == "/TR" for tag in (*structure.of("/TD"), *structure.of("/TH")))


def test_the_cover_s_links_are_tagged_and_the_classes_listed_beside_the_pages(
    client: FlaskClient, engine: Engine, class_ids: ClassIds
) -> None:
    found = Structure(file_of(client, f"/report.pdf?class={add_rich(engine)}&class={class_ids.empty}"))
    outline: list[Any] = found.file.outline
    assert len(found.of("/Link")) == 2
    assert all(link["/K"][0]["/Type"] == "/OBJR" for link in found.of("/Link"))
    assert found.pages[0]["/Tabs"] == "/S"
    assert [str(entry["/Title"]) for entry in outline] == ["Größen & Maße", "Nobody came"]
