"""Pages whose content is tagged: what is drawn belongs to the tag that is open, or is marked as decoration."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from xml.sax.saxutils import escape

from fpdf.outline import OutlineSection
from fpdf.prefs import ViewerPreferences
from fpdf.syntax import DestinationXYZ, Name

from dashboard.exports.pdf.letters import Letters
from dashboard.exports.pdf.tags import Tag, TagTree
from dashboard.language.preferred_language import language
from dashboard.language.translate import say

XMP: Final = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
{claim}
</rdf:Description></rdf:RDF></x:xmpmeta>"""
"""The title and language as programs read them."""
CLAIM: Final = "<pdfuaid:part>1</pdfuaid:part>"
"""The mark of a tagged file (ISO 14289-1). Not of one with joined letters: fpdf2 does not tell what each means."""


class TaggedPages(Letters):
    """A document that a screen reader can read. What is drawn outside of `tag` is marked as decoration."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.tree = TagTree()
        self.struct_builder = self.tree
        self._tag = self.tree.document
        self._marked: Tag | str | None = None
        self._set_facts(title)

    def _set_facts(self, title: str) -> None:
        locale = {"en": "en-GB", "de": "de-DE"}.get(language(), "en-GB")
        self.set_title(title)
        self.set_author("Moodline")
        self.set_subject(say("The mood of a class, as expressions of the group"))
        self.set_creator("Moodline")
        self.set_lang(locale)
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)

    def finished(self) -> bytes:
        """Return the file."""
        claim = "" if self.has_joined_letters else CLAIM
        self.set_xmp_metadata(XMP.format(title=escape(str(self.title)), language=self.lang, claim=claim))
        return bytes(self.output())

    @contextmanager
    def tag(self, role: str, alt: str | None = None, attributes: str | None = None) -> Iterator[None]:
        """Tag what is drawn within as a heading (H1, H2), a paragraph (P), a figure, and so on."""
        above = self._tag
        self._tag = self.tree.add(above, role, alt, attributes)
        yield
        self.end_mark()
        self._tag = above

    @contextmanager
    def cell_tag(self, scope: str = "") -> Iterator[None]:
        """Tag a cell of a table; `scope` is Column or Row for a head of one."""
        with self.tag("TH" if scope else "TD", attributes=f"<</O /Table /Scope /{scope}>>" if scope else None):
            yield

    @contextmanager
    def figure(self, alt: str, at: tuple[float, float, float, float]) -> Iterator[None]:
        """Tag a picture that is drawn within left, top, width and height; `alt` is read instead."""
        x, y, width, height = (length * self.k for length in at)
        box = f"{x:.2f} {self.h_pt - y - height:.2f} {x + width:.2f} {self.h_pt - y:.2f}"
        with self.tag("Figure", alt, f"<</O /Layout /Placement /Block /BBox [{box}]>>"):
            yield

    def _out(self, s: str | bytes) -> None:
        """Write into the page, as part of the tag that is open."""
        wanted: Tag | str = self._tag if self._tag.holds_content() else "Artifact"
        if self._marked is not wanted:
            self.end_mark()
            self._marked = wanted
            if isinstance(wanted, str):
                super()._out("/Artifact BMC")
            else:
                mark, self.pages[self.page].struct_parents = self.tree.mark(wanted, self.page)
                super()._out(f"{wanted.s} <</MCID {mark}>> BDC")
        super()._out(s)

    def end_mark(self) -> None:
        """End the piece of the page that is marked."""
        if self._marked is not None:
            super()._out("EMC")
            self._marked = None

    def bookmark(self, name: str) -> None:
        """List the page that was begun in the document's table of contents, which a reader shows beside it."""
        top = DestinationXYZ(self.page, top=self.h_pt)
        self._outline.append(OutlineSection(name, 0, self.page, top))

    def go_to(self, at: tuple[float, float, float, float], page: int, words: str) -> None:
        """Make left, top, width and height lead to a page; `words` say where."""
        vars(self.pages[self.page])["tabs"] = Name(
            "S"
        )  # from link to link as the tags stand; fpdf2 has no way to say so
        x, y, width, height = (length * self.k for length in at)
        target = self.links[self.add_link(page=page)]
        rect = (x, self.h_pt - y, width, height)
        self.pages[self.page].add_annotation(self.tree.add_link(self._tag, self.page, target, rect, words))
