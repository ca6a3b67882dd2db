"""Documents become safe pages whose links stay within the help."""

import pytest

from dashboard.help.documents import FOR_TEACHERS, IN_DEPTH, HelpDocument, help_document
from dashboard.help.html import anchor_of, help_html


def test_headings_have_the_anchors_of_the_repository_site() -> None:
    assert anchor_of("Students' own answers") == "students-own-answers"
    assert '<h2 id="a-groups-term">' in help_html("## A group's `term`")


def test_a_link_to_a_help_page_leads_there() -> None:
    html = help_html("[markers](live-page.md#markers) and [here](#below)")
    assert 'href="/help/live-page#markers"' in html
    assert 'href="#below"' in html


@pytest.mark.parametrize("target", ["decisions.md", "../README.md", "../../etc/passwd", "javascript:alert(1)"])
def test_a_link_to_anything_else_is_plain_text(target: str) -> None:
    html = help_html(f"before [words]({target}) after")
    assert "<a" not in html
    assert "words" in html


def test_raw_html_stays_text() -> None:
    html = help_html('<script>alert(1)</script>\n\nand <img src=x onerror="alert(1)">')
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html


def test_a_wide_table_can_be_scrolled_by_keyboard() -> None:
    assert '<div class="scroll" tabindex="0"' in help_html("| a | b |\n|---|---|\n| 1 | 2 |")


def test_a_picture_of_the_documents_is_asked_of_the_dashboard() -> None:
    assert 'src="/help/images/comparison.png"' in help_html("![Two classes](images/comparison.png)")
    assert 'src="/help/images/steps/look.jpg"' in help_html("![The check](images/steps/look.jpg)")


@pytest.mark.parametrize("name", FOR_TEACHERS + IN_DEPTH)
def test_every_listed_document_exists_and_has_a_title(name: str) -> None:
    assert HelpDocument(name).title


@pytest.mark.parametrize("name", ["../pyproject", "decisions", "", "live-page.md"])
def test_no_other_file_can_be_named(name: str) -> None:
    assert help_document(name) is None
    with pytest.raises(ValueError, match="no help page"):
        HelpDocument(name)
