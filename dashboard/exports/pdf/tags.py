"""The structure of a PDF, by which a screen reader reads it: headings, paragraphs, tables and figures, in their order.

fpdf2 has a flat tree of figures alone. This one nests. ISO 32000-1, 14.7 and 14.8.
"""

from collections.abc import Iterator
from typing import Final

from fpdf.annotations import PDFAnnotation
from fpdf.structure_tree import NumberTree, StructElem, StructTreeRoot, StructureTreeBuilder
from fpdf.syntax import DestinationXYZ, PDFObject

CONTAINERS: Final = frozenset({"Document", "Sect", "Table", "TR", "L", "LI"})
"""They hold other tags. What is drawn straight into them, such as the ground of a row, is decoration."""


class Tag(StructElem):
    """An element of the structure; `alt` is what is read in its place, `attributes` are PDF of their own."""

    def __init__(self, role: str, parent: PDFObject, alt: str | None = None, attributes: str | None = None) -> None:
        super().__init__(f"/{role}", parent, [], alt=alt)
        self.a = attributes

    def holds_content(self) -> bool:
        """Return whether what is drawn within belongs to this tag."""
        return self.s.removeprefix("/") not in CONTAINERS


class _ParentTree(NumberTree):
    """The tags of each page's marks, and of each link, by the numbers that pages and links name."""

    def serialize(self, *_: object, **__: object) -> str:
        """Return the tree as PDF: a list of tags for a page, one tag for a link."""
        written = []
        for number, tags in self.nums.items():
            refs = " ".join(tag.ref for tag in tags)
            is_link = len(tags) == 1 and isinstance(tags[0], _LinkTag)
            written.append(f"{number} {refs}" if is_link else f"{number} [{refs}]")
        return PDFObject.serialize(self, {"/Nums": f"[{' '.join(written)}]"})


class _LinkTag(Tag):
    """The tag of an annotation that leads somewhere, whose words are another tag's."""


class Link(PDFAnnotation):
    """An annotation that leads to a page, with the number of its tag."""

    struct_parent: int


class _Reference:
    """A link's annotation as a child of its tag."""

    def __init__(self, annotation: Link) -> None:
        self._annotation = annotation

    def serialize(self, *_: object, **__: object) -> str:
        """Return it as PDF."""
        return f"<</Type /OBJR /Obj {self._annotation.ref}>>"


class TagTree(StructureTreeBuilder):
    """The tree of a document's tags, in fpdf2's place for its own."""

    def __init__(self) -> None:
        super().__init__()
        self.struct_tree_root = StructTreeRoot()
        self.struct_tree_root.parent_tree = _ParentTree()
        self._tags: list[Tag] = []
        self._marks: dict[int, int] = {}
        self._numbers = 0
        self.document = self._new(Tag("Document", self.struct_tree_root))
        self.struct_tree_root.k.append(self.document)

    def empty(self) -> bool:
        """Return whether nothing was tagged."""
        return not self.document.k

    def __iter__(self) -> Iterator[PDFObject]:
        """Yield all objects of the tree, its root first."""
        yield self.struct_tree_root
        yield self.struct_tree_root.parent_tree
        yield from self._tags

    def add(self, parent: Tag, role: str, alt: str | None = None, attributes: str | None = None) -> Tag:
        """Return a new tag, the last child of its parent."""
        tag = self._new(Tag(role, parent, alt, attributes))
        parent.k.append(tag)
        return tag

    def mark(self, tag: Tag, page: int) -> tuple[int, int]:
        """Give the tag one more piece of a page; return the piece's number on its page, and the page's own number."""
        if page not in self.spid_per_page_number:
            self.spid_per_page_number[page] = self._next_number()
        number = self.spid_per_page_number[page]
        mark = self._marks.get(page, 0)
        self._marks[page] = mark + 1
        tag.k.append(mark)
        self._place(tag, page)
        self.struct_tree_root.parent_tree.nums[number].append(tag)
        return mark, number

    def add_link(self, parent: Tag, page: int, target: DestinationXYZ, rect: tuple[float, ...], words: str) -> Link:
        """Return a link's annotation with its tag; `rect` is its left, top, width and height in points."""
        x, y, width, height = rect
        annotation = Link("Link", x, y, width, height, dest=target, contents=words)
        tag = self._new(_LinkTag("Link", parent, words))
        parent.k.append(tag)
        tag.k.append(_Reference(annotation))
        self._place(tag, page)
        number = self._next_number()
        annotation.struct_parent = number
        self.struct_tree_root.parent_tree.nums[number].append(tag)
        return annotation

    def _new(self, tag: Tag) -> Tag:
        self._tags.append(tag)
        return tag

    def _place(self, tag: Tag, page: int) -> None:
        """Say on which page a tag lies: fpdf2 replaces its number by its object when all pages are there."""
        if tag.page_number() is None:
            tag._page_number = page
            self.doc_struct_elem.k.append(tag)

    def _next_number(self) -> int:
        self._numbers += 1
        return self._numbers - 1
