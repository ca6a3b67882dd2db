"""Build the receipt of a class in one language: what was stored of it, and until when."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from classroom.choices import Mode
from dashboard.database.read.classes import ClassRow
from dashboard.database.read.columns import SampleColumns
from dashboard.database.read.records import ClassRecords
from dashboard.notice.languages import LANGUAGES
from dashboard.notice.notice import isolated
from dashboard.notice.texts import NoticeTexts
from dashboard.snapshot.class_data import StoredClass


@dataclass(frozen=True, slots=True)
class Receipt:
    """The receipt in one language."""

    language: str
    texts: NoticeTexts
    title: str
    stored: tuple[str, ...]
    ends: tuple[str, ...]

    @property
    def chat(self) -> str:
        """Return the receipt as a message for a chat, a line for each thing."""
        return "\n".join([self.title, *(f"- {line}" for line in self.stored), *self.ends])


def kept_until(row: ClassRow, retention_days: int) -> datetime:
    """Return from when on the class is deleted."""
    return row.created_at + timedelta(days=retention_days)


def receipt_of(language: str, stored: StoredClass, retention_days: int) -> Receipt:
    """Return the receipt of a class, all that was measured among it. Raises KeyError for an unknown language."""
    texts, row = LANGUAGES[language], stored.row
    words = texts.receipt
    day = isolated(f"{row.own_clock.local(kept_until(row, retention_days)):%Y-%m-%d}", texts)
    return Receipt(
        language,
        texts,
        f"{words.title}: {isolated(row.title, texts)}",
        (*_rows(stored.samples, row, texts), *_records(stored.records, row, texts), words.of_the_class),
        (words.kept_until.format(day=day), words.nothing_else, words.files),
    )


def _rows(samples: SampleColumns, row: ClassRow, texts: NoticeTexts) -> list[str]:
    count = len(samples)
    begin, end = (_minute(float(samples.seconds[place]), row) if count else "–" for place in (0, -1))
    values: dict[str, object] = {"rows": count, "begin": begin, "end": end}
    mode: Mode = "participation" if row.mode == "participation" else "mood"
    lines = [texts.receipt.rows[mode].format(**{name: isolated(value, texts) for name, value in values.items()})]
    if mode == "mood":
        lines.append(texts.receipt.moods.format(moods=isolated(int(samples.has_mood.sum()), texts)))
    return lines


def _records(records: ClassRecords, row: ClassRow, texts: NoticeTexts) -> list[str]:
    words = texts.receipt
    counts = (
        (words.markers, len(records.markers)),
        (words.notes, len(row.notes)),
        (words.answers, len(records.pulse)),
        (words.excluded, len(records.excluded)),
        (words.places, len(row.left_out_percent or ())),
        (words.plan, len(records.plan)),
        (words.slides, len(records.slide_changes)),
        (words.unseen, len(records.unseen)),
    )
    return [sentence.format(count=isolated(count, texts)) for sentence, count in counts]


def _minute(second: float, row: ClassRow) -> str:
    return f"{row.own_clock.local(datetime.fromtimestamp(second, UTC)):%Y-%m-%d %H:%M}"
