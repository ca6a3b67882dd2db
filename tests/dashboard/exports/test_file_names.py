import unicodedata
from datetime import UTC, datetime
from email.message import Message
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from dashboard.exports.file_names import MOST_BYTES, class_stem, disposition
from tests.dashboard.class_fixtures import ClassIds, add_class
from tests.dashboard.export_fixtures import add_rich

BEGIN = datetime(2026, 11, 26, 10, 5, tzinfo=UTC)
FORMATS = ("export.csv", "export.json", "export.xlsx", "report.html", "report.pdf")


def names_in(header: str) -> tuple[str, str]:
    """Return the name for old programs and the name in full."""
    message = Message()
    message["Content-Disposition"] = header
    assert message.get_content_disposition() == "attachment"
    plain, _, full = header.partition("; filename*=UTF-8''")
    return plain.removeprefix('attachment; filename="').removesuffix('"'), unquote(full)


def names_of(title: str, group: str = "12 History", ending: str = "pdf") -> tuple[str, str]:
    return names_in(disposition(class_stem(group, title, BEGIN), ending))


def test_a_file_is_named_by_date_group_and_title() -> None:
    plain, full = names_of("Reading a source")
    assert full == "2026-11-26 12 History – Reading a source.pdf"
    assert plain == "2026-11-26 12 History - Reading a source.pdf"
    assert names_of("Reading a source", group="")[1] == "2026-11-26 Reading a source.pdf"
    assert names_of("", group="")[1] == "2026-11-26 Moodline.pdf"


@pytest.mark.parametrize(
    "title",
    [
        "CON",
        "nul.txt",
        "../../etc/passwd",
        "C:\\Windows\\System32",
        'say "yes" <now>|or: never? *',
        "ends with dots. . .",
        "  blanks  around\t\n",
        "two\r\nSet-Cookie: moodline=1",
        "\u202egnp.exe",
        "null\x00byte",
        "100 %20 sure; filename=x",
        "数学 – الرياضيات – हिन्दी 🎉" * 20,
        "e\u0301" * 300,
        "👩‍🏫" * 100,
    ],
)
def test_no_title_makes_a_name_that_some_system_refuses(title: str) -> None:
    plain, full = names_of(title)
    for name in (plain, full):
        assert name.startswith("2026-11-26 ")
        assert name.endswith(".pdf")
        assert not set('<>:"/\\|?*') & set(name)
        assert all(unicodedata.category(letter)[0] != "C" or letter in "\u200c\u200d" for letter in name)
        stem = name.removesuffix(".pdf")
        assert stem == stem.strip(" .")
        assert "\n" not in name
    assert plain.isascii()
    assert len(full.encode()) <= MOST_BYTES
    assert unicodedata.is_normalized("NFC", full)


def test_a_name_that_is_cut_says_so_and_parts_no_letter() -> None:
    full = names_of("é" * 200)[1]
    assert full.endswith("é….pdf")
    assert names_of("u\u0323\u0302" * 60)[1].removesuffix("….pdf")[-1] != "\u0323"


def test_every_format_is_named_alike(client: FlaskClient, engine: Engine) -> None:
    class_id = add_rich(engine, title="Größen: ein Überblick", seconds=60)
    for address in FORMATS:
        header = client.get(f"/classes/{class_id}/{address}").headers["Content-Disposition"]
        ending = address.split(".")[1]
        assert names_in(header)[1] == f"2026-11-10 7b – Größen – ein Überblick.{ending}"


def test_a_part_of_a_class_is_named_by_its_times(client: FlaskClient, engine: Engine) -> None:
    class_id = add_rich(engine, title="Sums", seconds=600)
    header = client.get(f"/classes/{class_id}/export.csv?from=10:02&to=10:05").headers["Content-Disposition"]
    assert names_in(header)[1] == "2026-11-10 7b – Sums 10.02.00–10.05.00.csv"


def test_several_classes_are_named_by_their_number(client: FlaskClient, class_ids: ClassIds) -> None:
    address = f"/export.csv?class={class_ids.few}&class={class_ids.empty}"
    assert names_in(client.get(address).headers["Content-Disposition"])[1] == "2026-11-20 Moodline – 2 classes.csv"
    german = client.get(address, headers={"Accept-Language": "de"})
    assert names_in(german.headers["Content-Disposition"])[1] == "2026-11-20 Moodline – 2 Stunden.csv"


def test_a_hostile_title_puts_nothing_else_into_the_answer(client: FlaskClient, engine: Engine) -> None:
    class_id = add_class(engine, title='x"\r\nSet-Cookie: a=b; filename="evil.exe')
    answer = client.get(f"/classes/{class_id}/export.csv")
    assert "Set-Cookie" not in answer.headers
    assert names_in(answer.headers["Content-Disposition"])[1].endswith(".csv")
