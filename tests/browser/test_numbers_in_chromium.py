"""Test that scripts write numbers as the pages do: both are held to one table."""

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import let_in
from tests.dashboard.language.number_cases import NUMBER_CASES

pytestmark = pytest.mark.browser

WRITE_ALL = "(cases) => cases.map(([format, value, ...places]) => Moodline.text[format](value, ...places))"


@pytest.mark.parametrize(("language", "column"), [("en-GB", "english"), ("de-DE", "german")])
def test_a_script_writes_each_number_of_the_table(browser: Browser, address: str, language: str, column: str) -> None:
    context = let_in(browser.new_context(locale=language))
    page = context.new_page()
    page.goto(f"{address}/classes")
    written = page.evaluate(WRITE_ALL, [[case.format, case.value, *case.arguments] for case in NUMBER_CASES])
    context.close()
    assert dict(zip(NUMBER_CASES, written, strict=True)) == {case: getattr(case, column) for case in NUMBER_CASES}
