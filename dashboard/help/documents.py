"""List the documents that are shown as help: the files of docs/ that a teacher can use, and no second text."""

from dataclasses import dataclass
from typing import Final

from classroom.data_folders import PROJECT_FOLDER

DOCS_FOLDER: Final = PROJECT_FOLDER / "docs"
"""Next to the program itself, so it is found whatever folder the program is started in."""

FOR_TEACHERS: Final = (
    "start-a-class",
    "try-it",
    "live-page",
    "class-page",
    "what-the-figures-mean",
    "segments",
    "pulse",
    "comparisons",
    "reports",
    "notice",
    "privacy",
    "law",
    "dpia",
    "troubleshooting",
)
IN_DEPTH: Final = ("dashboard", "detection", "configuration", "glossary")
FIRST_PAGE: Final = FOR_TEACHERS[0]


@dataclass(frozen=True, slots=True)
class HelpDocument:
    """One document: its `name` in addresses, without the ending of its file."""

    name: str

    def __post_init__(self) -> None:
        """Reject names that are not listed: any other could lead out of the folder."""
        if self.name not in FOR_TEACHERS + IN_DEPTH:
            raise ValueError(f"there is no help page {self.name}")

    @property
    def text(self) -> str:
        """Return the document's Markdown."""
        return (DOCS_FOLDER / f"{self.name}.md").read_text(encoding="utf-8")

    @property
    def title(self) -> str:
        """Return the document's first heading."""
        first = next(line for line in self.text.splitlines() if line.startswith("# "))
        return first.removeprefix("# ").strip()


def help_document(name: str) -> HelpDocument | None:
    """Return the document of this name, None if there is no such help page."""
    return HelpDocument(name) if name in FOR_TEACHERS + IN_DEPTH else None
