"""Test that each script is loaded by some page, and that each page loads what there is."""

import re

import pytest
from flask.testing import FlaskClient

from dashboard.web.assets import STATIC_FOLDER
from dashboard.web.scripts import EVERY_PAGE, PAGES, PLOTLY, REPORT, WORKERS

MOST_LINES = 150


def named() -> set[str]:
    return {name for names in (EVERY_PAGE, REPORT, WORKERS, *PAGES.values()) for name in names} - {PLOTLY}


def test_every_script_stands_in_the_order_of_a_page_and_exists() -> None:
    assert named() == {path.relative_to(STATIC_FOLDER).as_posix() for path in STATIC_FOLDER.rglob("*.js")}


def test_no_script_is_longer_than_a_page() -> None:
    lines = {name: len((STATIC_FOLDER / name).read_text(encoding="utf-8").splitlines()) for name in named()}
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}


@pytest.mark.parametrize("address", ["/", "/classes", "/terms"])
def test_every_script_of_a_page_is_served(client: FlaskClient, address: str) -> None:
    sources = re.findall(r'<script src="([^"]+)"', client.get(address).get_data(as_text=True))
    assert sources
    assert {client.get(source).status_code for source in sources} == {200}
