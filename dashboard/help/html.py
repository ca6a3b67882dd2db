"""Convert a document's Markdown to the HTML of its help page."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from dashboard.help.documents import help_document

LINK: Final = re.compile(r"(?P<name>[\w-]+)\.md(?P<anchor>#[\w-]+)?")
PICTURE: Final = re.compile(r"images/(?P<name>(?:[\w-]+/)?[\w-]+\.(?:png|jpg))")
ELSEWHERE: Final = ("http://", "https://", "mailto:")
SCROLLED: Final = '<div class="scroll" tabindex="0" role="group" aria-label="Table">'


def help_html(markdown: str) -> str:
    """Return the HTML: headings have anchors, links to other help pages lead there, raw HTML stays text."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(markdown)
    _set_anchors(tokens)
    for token in tokens:
        if token.children:
            token.children = _led_to_help(token.children)
    html: str = parser.renderer.render(tokens, parser.options, {})
    return html.replace("<table>", f"{SCROLLED}<table>").replace("</table>", "</table></div>")


def anchor_of(heading: str) -> str:
    """Return the anchor of a heading, by the rule of the site that shows the repository."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def _set_anchors(tokens: Sequence[Token]) -> None:
    for opening, words in pairwise(tokens):
        if opening.type == "heading_open":
            plain = "".join(each.content for each in words.children or () if each.type in ("text", "code_inline"))
            opening.attrSet("id", anchor_of(plain))


def _led_to_help(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens of a line, with links and pictures led to help pages; a link to nothing shown is text."""
    return list(_led(tokens))


def _led(tokens: Sequence[Token]) -> Iterator[Token]:
    is_dropped = False
    for token in tokens:
        if token.type == "link_open":
            target = _target(str(token.attrGet("href") or ""))
            is_dropped = target is None
            if target is not None:
                token.attrSet("href", target)
        if token.type == "image" and (found := PICTURE.fullmatch(str(token.attrGet("src") or ""))):
            token.attrSet("src", f"/help/images/{found['name']}")
        if not (is_dropped and token.type in ("link_open", "link_close")):
            yield token
        if token.type == "link_close":
            is_dropped = False


def _target(address: str) -> str | None:
    """Return where a document's link leads on a help page, None if nowhere."""
    if address.startswith(("#", *ELSEWHERE)):
        return address
    found = LINK.fullmatch(address)
    if found is None or help_document(found["name"]) is None:
        return None
    return f"/help/{found['name']}{found['anchor'] or ''}"
