"""A teacher in the EU says so once, and holds a class in which people are counted and nobody's expression is read."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Download, Page, expect
from pypdf import PdfReader
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from classroom.emotions import EMOTIONS
from classroom.settings_layers import load_settings
from classroom.tables import ClassSession, SampleRow
from tests.browser.chromium import Watched, served, wait_for_charts

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOOD_WORDS = re.compile(r"\b(mood|happy|angry|engagement|positive)\b", re.IGNORECASE)
GERMAN_MOOD_WORDS = re.compile(r"\b(Stimmung|fröhlich|wütend|Beteiligung)\b", re.IGNORECASE)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings of somebody who has answered nothing yet, for the dashboard and for its monitors."""
    file = tmp_path / "settings.yaml"
    monkeypatch.setenv("MOODLINE_SETTINGS_FILE", str(file))
    return file


@pytest.fixture
def address(database: Path, engine: Engine, own: Path) -> Iterator[str]:
    assert engine
    with served(database, settings_file=own) as address:
        yield address


def test_a_class_in_the_eu_counts_who_is_seen_from_the_first_start_to_the_reports(
    watched: Watched, engine: Engine, address: str, own: Path, tmp_path: Path
) -> None:
    page = watched.page
    page.goto(address)
    refused = page.locator("#refused")
    look_at(page, "lesson.mp4")
    expect(refused).to_contain_text("Nobody has said yet where the class is held")
    page.get_by_role("button", name="Classes are held in the EU").click()
    expect(page.locator("#first-answers")).to_have_count(0)
    config = load_settings(None, own).config
    assert (config.monitor.region, config.monitor.mode) == ("eu", "participation")
    assert config.privacy.use_accepted_on is not None

    page.get_by_label("the mood of the class").check()
    look_at(page, "lesson.mp4")
    expect(refused).to_contain_text("Regulation (EU) 2024/1689, Article 5(1)(f)")
    refused.get_by_role("button", name="Count who is seen instead").click()
    expect(page.get_by_label("only how many are seen")).to_be_checked()
    expect(refused).to_be_hidden()

    page.get_by_text("The demo class").click()
    expect(page.locator("#conclusion")).not_to_be_empty()
    page.get_by_role("button", name="Start the class").click()
    expect(page.locator("[data-live=faces]")).to_have_text(re.compile("[0-9]+"))
    expect(page.get_by_role("heading", name="People seen so far")).to_be_visible()
    expect(page.locator("[data-path=line]")).to_have_attribute("d", re.compile("^M"))
    assert not MOOD_WORDS.search(page.locator("main").inner_text())
    page.get_by_role("button", name=re.compile("Question")).click()
    expect(page.locator("#marker-list li")).to_have_count(1)
    page.get_by_role("button", name="End the class").click()
    page.get_by_role("dialog").get_by_role("button", name="End the class").click()
    page.wait_for_url(re.compile("/classes/1"), timeout=30_000)
    wait_for_charts(page)
    expect(page.locator("#how-it-went")).to_contain_text("of 25 people were seen")
    expect(page.locator("#signs button")).to_have_count(1)
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert not MOOD_WORDS.search(page.locator("main").inner_text())

    with page.expect_download() as report:
        page.get_by_role("link", name="Report", exact=True).click()
    assert not MOOD_WORDS.search(first_page_of(report.value))
    page.get_by_label("Language").select_option("de")
    page.get_by_role("button", name="Apply").click()
    with page.expect_download() as report:
        page.get_by_role("link", name="Bericht", exact=True).click()
    assert not GERMAN_MOOD_WORDS.search(first_page_of(report.value))
    with Session(engine) as session:
        row = session.scalars(select(ClassSession)).one()
        assert (row.mode, row.region, row.model_id, row.model_facts) == ("participation", "eu", "", None)
        samples = session.scalars(select(SampleRow)).all()
    assert samples
    read = [getattr(sample, name) for sample in samples for name in (*EMOTIONS, "spread", "agreement")]
    assert set(read) == {None}
    assert not [each for each in watched.complaints if "403" not in each]
    assert not watched.elsewhere


def look_at(page: Page, path: str) -> None:
    page.get_by_text("or type where it is").evaluate("(one) => { one.parentElement.open = true; }")
    page.get_by_label("Path of the recording").fill(path)
    page.get_by_role("button", name="Look at it").click()


def first_page_of(download: Download) -> str:
    return " ".join(PdfReader(download.path()).pages[0].extract_text().split())
