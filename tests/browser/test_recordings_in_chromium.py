"""A recording is dropped on the start page, looked at from its beginning, and watched as a class."""

import base64
import re
from pathlib import Path

import cv2
import numpy as np
import pytest
from playwright.sync_api import expect
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from classroom.tables import ClassSession, SampleRow
from tests.browser.chromium import Watched

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SECONDS = 8
DROP = """([name, content]) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const dropped = new DataTransfer();
  dropped.items.add(new File([bytes], name, { type: 'video/mp4' }));
  document.getElementById('recordings').dispatchEvent(new DragEvent('drop', { dataTransfer: dropped, bubbles: true }));
}"""


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """A recording in which nobody is seen, larger than one piece of an upload."""
    random, path = np.random.default_rng(1), tmp_path / "fractions.mp4"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), 5, (640, 480))
    for _ in range(SECONDS * 5):
        writer.write(random.integers(0, 255, (480, 640, 3), dtype=np.uint8))
    writer.release()
    return path


def test_a_dropped_recording_is_looked_at_and_watched_from_its_beginning_and_its_copy_goes(
    watched: Watched, engine: Engine, address: str, recording: Path, data_folder: Path
) -> None:
    page = watched.page
    page.goto(address)
    expect(page.get_by_role("heading", name="Start a class")).to_be_visible()
    page.evaluate(DROP, [recording.name, base64.b64encode(recording.read_bytes()).decode()])
    expect(page.locator("#upload-words")).to_have_text(re.compile("fractions.mp4 is there"))
    expect(page.get_by_role("radio", name="fractions.mp4")).to_be_checked()
    expect(page.locator("#conclusion")).not_to_be_empty()
    copies = list((data_folder / "recordings").rglob("*.mp4"))
    assert [copy.read_bytes() for copy in copies] == [recording.read_bytes()]
    assert recording.stat().st_size > 1_000_000

    page.get_by_role("button", name="Start the class").click()
    page.wait_for_url(re.compile("/classes/1"), timeout=30_000)
    expect(page.locator("h1")).to_contain_text("fractions")
    with Session(engine) as session:
        stored = session.scalars(select(ClassSession)).one()
        assert (stored.title, stored.source, stored.status) == ("fractions", "recording:fractions.mp4", "finished")
        assert session.scalar(select(func.count()).select_from(SampleRow)) == SECONDS
    assert not list((data_folder / "recordings").rglob("*.mp4"))


def test_a_file_that_is_no_recording_is_refused_in_words(watched: Watched, address: str, tmp_path: Path) -> None:
    page = watched.page
    page.goto(address)
    with page.expect_file_chooser() as chosen:
        page.get_by_text("choose one…").click()
    letter = tmp_path / "letter.mp4"
    letter.write_text("Dear parents, tomorrow we go to the museum.\n" * 20, encoding="utf-8")
    chosen.value.set_files(letter)
    expect(page.locator("#ended")).to_be_visible(timeout=20_000)
    expect(page.locator("#ended-message")).to_have_text(re.compile("recording", re.IGNORECASE))
    expect(page.locator("#ended-remedy")).not_to_be_empty()
