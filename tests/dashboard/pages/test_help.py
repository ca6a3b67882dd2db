"""The help pages answer in the dashboard's own frame, whatever folder it was started in."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from flask.testing import FlaskClient

ROOT = Path(__file__).resolve().parents[3]


def text_of(client: FlaskClient, address: str, language: str = "en") -> str:
    answer = client.get(address, headers={"Accept-Language": language})
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_the_navigation_leads_to_the_first_page(client: FlaskClient) -> None:
    assert 'href="/help"' in text_of(client, "/classes")
    assert "<title>Start, hold and end a class – Help – Moodline</title>" in text_of(client, "/help")


def test_a_page_is_the_document_itself_beside_the_list_of_all(client: FlaskClient) -> None:
    page = text_of(client, "/help/what-the-figures-mean")
    assert '<h1 id="what-the-figures-mean">What the figures mean</h1>' in page
    assert '<a href="/help/what-the-figures-mean" aria-current="page">' in page
    assert '<a href="/help/pulse" >' in page


def test_a_german_reader_is_told_that_the_help_is_in_english(client: FlaskClient) -> None:
    page = text_of(client, "/help/privacy", "de")
    assert "Die Hilfe ist auf Englisch geschrieben." in page
    assert '<html lang="de">' in page
    assert '<article class="help-text panel" lang="en">' in page
    assert "written in English" not in text_of(client, "/help/privacy")


@pytest.mark.parametrize(
    "address", ["/help/nothing", "/help/decisions", "/help/images/nothing.png", "/help/images/..%2Fapi.md"]
)
def test_what_is_no_help_is_not_found(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_pictures_of_the_documents_are_sent_under_the_content_policy(client: FlaskClient) -> None:
    answer = client.get("/help/images/comparison.png")
    assert answer.status_code == 200
    assert answer.mimetype == "image/png"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_the_documents_are_found_from_another_folder(tmp_path: Path) -> None:
    code = "from dashboard.help.documents import HelpDocument; print(HelpDocument('privacy').title)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "Privacy"
