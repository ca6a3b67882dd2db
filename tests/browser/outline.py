"""Hold what a screen reader meets on a page to a text that is kept."""

import re
from pathlib import Path
from typing import Final

from playwright.sync_api import Page

KEPT: Final = Path(__file__).with_name("outlines")
ADDRESS: Final = re.compile(r"^\s*- /url:.*\n", re.MULTILINE)
OPTION: Final = re.compile(r"^\s*- option .*\n", re.MULTILINE)
NUMBER: Final = re.compile(r"(?<!level=)[−+]?\d+(?:[.:,]\d+)*[½¼¾]?")
NAMELESS: Final = re.compile(r"- (?:button|link|textbox|combobox|checkbox|radio|img|figure|navigation)(?: \[\w+\])*:?$")


def outline_of(page: Page) -> str:
    """Return the page's roles and names, # for each number; addresses, options and repeated lines are left out."""
    tree = page.locator("body").aria_snapshot() + "\n"
    lines = NUMBER.sub("#", OPTION.sub("", ADDRESS.sub("", tree))).splitlines()
    return "\n".join(line for place, line in enumerate(lines) if not place or line != lines[place - 1]) + "\n"


def nameless(outline: str) -> list[str]:
    """Return the controls, pictures and landmarks of an outline that a screen reader has no name for.

    A picture inside a button is named by it.
    """
    lines = outline.splitlines()
    return [
        f"line {place + 1}: {line.strip()}"
        for place, line in enumerate(lines)
        if NAMELESS.search(line) and not (line.strip() == "- img" and "button" in lines[place - 1])
    ]


def assert_as_kept(page: Page, name: str) -> None:
    """Hold a page's outline to the kept one; what differs is read for sense, and then kept."""
    found, path = outline_of(page), KEPT / f"{name}.txt"
    assert nameless(found) == []
    kept = path.read_text(encoding="utf-8") if path.exists() else ""
    if found != kept:
        path.with_suffix(".new").write_text(found, encoding="utf-8")
    assert found == kept, f"{path.name} is not what the page tells: read {path.stem}.new, and rename it if it is right"
