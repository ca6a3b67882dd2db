"""Build the notice of a class in one language: what students and parents are told before it."""

from dataclasses import dataclass

from classroom.choices import Mode
from classroom.privacy import is_small_group
from dashboard.notice.languages import LANGUAGES
from dashboard.notice.texts import PARTS, NoticeTexts

ISOLATED = "\u2068{}\u2069"
"""Keeps a figure or a name in its own direction within a text of the other one."""


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """The settings that a notice tells: what is read, the minimum group, the days that classes are kept, a contact."""

    mode: Mode
    min_group_size: int
    retention_days: int
    contact: str = ""


@dataclass(frozen=True, slots=True)
class NoticePart:
    """A heading with its sentences."""

    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice in one language; `warning` is "" unless a group may have fewer than five people."""

    language: str
    texts: NoticeTexts
    parts: tuple[NoticePart, ...]
    warning: str
    contact: str

    @property
    def chat(self) -> str:
        """Return the notice as a message for a chat, a line for each part."""
        lines = [f"{part.heading}: {' '.join(part.sentences)}" for part in self.parts]
        return "\n".join([f"{self.texts.title}.", *lines, *filter(None, [self.warning])])


def notice_of(language: str, facts: NoticeFacts) -> Notice:
    """Return the notice. Raises KeyError for a language that has none."""
    texts = LANGUAGES[language]
    parts = []
    for part in PARTS:
        sentences = [_filled(each, texts, facts) for each in (texts.by_mode[facts.mode] | texts.always)[part]]
        if part == "ask" and facts.contact:
            sentences.append(f"{texts.contact} {isolated(facts.contact, texts)}")
        parts.append(NoticePart(texts.headings[part], tuple(sentences)))
    warning = _filled(texts.small_group, texts, facts) if is_small_group(facts.min_group_size) else ""
    return Notice(language, texts, tuple(parts), warning, facts.contact)


def isolated(value: object, texts: NoticeTexts) -> str:
    """Return a value as it stands in a text of this language."""
    return ISOLATED.format(value) if texts.direction == "rtl" else str(value)


def _filled(sentence: str, texts: NoticeTexts, facts: NoticeFacts) -> str:
    days = isolated(facts.retention_days, texts)
    period = texts.one_day if facts.retention_days == 1 else texts.many_days.format(days=days)
    return sentence.format(group=isolated(facts.min_group_size, texts), period=period)
