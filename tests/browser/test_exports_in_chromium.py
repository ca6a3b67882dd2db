import json
import re
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, expect
from pypdf import PdfReader
from sqlalchemy import Engine

from tests.browser.chromium import Watched, unfold, wait_for_charts, watched_page
from tests.dashboard.class_fixtures import ClassIds
from tests.dashboard.export_fixtures import add_rich

pytestmark = pytest.mark.browser


def assert_is_what_it_says(kind: str, path: Path) -> None:
    if kind == "html":
        assert "</html>" in path.read_text(encoding="utf-8")[-20:]
    elif kind == "pdf":
        assert len(PdfReader(path).pages) >= 2
    elif kind == "xlsx":
        assert "Summary" in load_workbook(path).sheetnames
    elif kind == "csv":
        assert len(pd.read_csv(path, encoding="utf-8-sig")) == 1200
    else:
        with ZipFile(path) as archive:
            assert len(json.loads(archive.read(archive.namelist()[0]))["samples"]) == 1200


def test_each_button_downloads_what_it_says_with_the_profile_that_is_looked_at(
    watched: Watched, engine: Engine, address: str, tmp_path: Path
) -> None:
    class_id = add_rich(engine)
    page = watched.page
    page.goto(f"{address}/classes/{class_id}")
    unfold(page)
    for kind in ("html", "pdf", "xlsx", "csv", "json"):
        with page.expect_download() as found:
            page.locator(f".exports [data-export={kind}]").click()
        ending = "json.zip" if kind == "json" else kind
        assert found.value.suggested_filename == f"2026-11-10 7b – Größen & Maße.{ending}"
        found.value.save_as(tmp_path / found.value.suggested_filename)
        assert_is_what_it_says(kind, tmp_path / found.value.suggested_filename)
    page.goto(f"{address}/classes/{class_id}?profile=valence", wait_until="domcontentloaded")
    expect(page.locator(".exports [data-export=csv]")).to_have_attribute(
        "href", re.compile(r"/classes/1/export\.csv\?profile=valence$")
    )


def test_the_report_works_from_a_file_without_a_network_and_fits_any_window(
    browser: Browser, watched: Watched, engine: Engine, class_ids: ClassIds, address: str, tmp_path: Path
) -> None:
    rich = add_rich(engine)
    answer = watched.page.request.get(f"{address}/report.html?class={rich}&class={class_ids.lesson}")
    (tmp_path / "report.html").write_bytes(answer.body())
    offline = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    alone = watched_page(offline)
    page = alone.page
    page.goto((tmp_path / "report.html").as_uri())
    wait_for_charts(page)
    page.get_by_role("navigation").get_by_role("link", name="Quadratics").click()
    second = page.locator(f"#chart-class-{class_ids.lesson}-mood")
    expect(second.locator(".main-svg").first).to_be_visible()
    page.evaluate(
        "id => Plotly.relayout(`chart-${id}-mood`, {'xaxis.range': ['2026-11-10T10:05:00', '2026-11-10T10:10:00']})",
        f"class-{rich}",
    )
    page.wait_for_function(
        "id => String(document.getElementById(`chart-${id}-faces`).layout.xaxis.range[0]).includes('10:05')",
        arg=f"class-{rich}",
    )
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert alone.is_clean(), alone
    for width in (2560, 320):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_function("() => document.documentElement.scrollWidth <= window.innerWidth")
    ids = page.evaluate("() => [...document.querySelectorAll('[id]')].map((element) => element.id)")
    assert len(ids) == len(set(ids))
    offline.close()
