"""Test that a browser is let in by the address that is opened once, and stays so, also by links from elsewhere."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from dashboard.auth.address import sign_in_address
from dashboard.auth.tokens import ASKED_SECONDS
from tests.dashboard.class_fixtures import ClassIds

pytestmark = pytest.mark.browser


def test_the_address_lets_a_browser_in_and_a_link_from_elsewhere_works_then(
    browser: Browser, address: str, class_ids: ClassIds
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/classes")
    expect(page.get_by_role("heading")).to_have_text("This dashboard does not know this browser")
    parts = urlsplit(address)
    page.goto(sign_in_address(parts.hostname or "", parts.port or 0, ASKED_SECONDS))
    assert page.url == f"{address}/"
    elsewhere = f'<a href="{address}/classes/{class_ids.lesson}">the class</a>'
    context.route("http://elsewhere.example/", lambda route: route.fulfill(body=elsewhere, content_type="text/html"))
    page.goto("http://elsewhere.example/")
    page.get_by_text("the class").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Quadratics")
    page.go_back()
    expect(page.get_by_text("the class")).to_be_visible()
    context.close()
