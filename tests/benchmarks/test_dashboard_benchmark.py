import io
import json
from contextlib import redirect_stdout
from typing import Any

import pytest

from benchmarks import dashboard
from benchmarks.dashboard import ScratchDatabase, Sizes, main, pages_of_list

SMALL = ["--hours", "0.05", "0.1", "--classes", "21", "--copies", "2", "--repeats", "2"]
Measured = tuple[dict[str, Any], str]


@pytest.fixture(scope="module")
def measured() -> Measured:
    """Run the benchmark once for all tests, since it is slow; return its results and its printed JSON."""
    kept: list[dict[str, Any]] = []
    measure = dashboard.measure

    def measure_and_keep(written: ScratchDatabase, sizes: Sizes) -> dict[str, Any]:
        kept.append(measure(written, sizes))
        return kept[0]

    with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.StringIO()) as printed:
        patch.setattr(dashboard, "measure", measure_and_keep)
        assert main([*SMALL, "--json"]) == 0
    return kept[0], printed.getvalue()


def test_it_measures_every_page_of_a_real_dashboard(measured: Measured) -> None:
    found = json.loads(measured[1])
    rows = {(row["name"], row["when"]): row for row in found["rows"]}
    for hours in ("0.05 h", "0.1 h"):
        for name in ("page", "figures", "page with figures"):
            assert rows[f"{hours}: {name}", "first"]["count"] == 2
            assert rows[f"{hours}: {name}", "later"]["sent_bytes"] > 2000
        for name in ("report", "CSV", "JSON"):
            assert rows[f"{hours}: {name}", "later"]["sent_bytes"] > 20_000
        assert found["plain_reading_to_page_with_figures"][hours] > 0
    for page in pages_of_list(21):
        assert rows[f"list of 21, page {page}", "first"]["sent_bytes"] > 1000
    assert rows["live, after 0.1 h: poll, nothing new", "later"]["sent_bytes"] == 0
    assert found["script_bytes"]["plotly.min.js"] > 1_000_000


def test_it_prints_a_table_with_the_ratio(
    measured: Measured, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dashboard, "measure", lambda _written, _sizes: measured[0])
    assert main(["--hours", "0.05", "--classes", "4", "--copies", "1", "--repeats", "1"]) == 0
    text = capsys.readouterr().out
    assert "0.05 h: page with figures" in text
    assert "reading row by row takes" in text
    assert "plotly.min.js" in text


def test_the_pages_of_the_list_are_the_first_the_middle_and_the_last() -> None:
    assert pages_of_list(10_000) == [1, 250, 500]
    assert pages_of_list(1) == [1]
