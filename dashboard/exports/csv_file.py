"""A class as CSV: one row a sample, as it was stored, with what is computed from it beside."""

import csv
import io
from collections.abc import Iterable, Iterator

from classroom.emotions import EMOTIONS
from classroom.engagement import EngagementProfile, engagement, net_positivity
from classroom.privacy import coverage
from classroom.spreadsheet import defused
from dashboard.exports.exported_mood import mood_to_export
from dashboard.reading.queries import ClassRow, StoredSample

BYTE_ORDER_MARK = "\ufeff"  # without it a spreadsheet reads UTF-8 in the code page of its country


def csv_header(profile: EngagementProfile) -> list[str]:
    """Return the names of the columns; the engagement proxy's carries the profile that it was computed with."""
    proxy = f"engagement_proxy_{profile.name}_v{profile.version}"
    own = ["class_id", "class_title", "group_name", "captured_at_utc", "faces", "usable_faces", "expected_faces"]
    return [*own, "coverage", "mood_shown", *EMOTIONS, "agreement", proxy, "net_positivity", "frames_dropped"]


def csv_lines(row: ClassRow, profile: EngagementProfile, pages: Iterable[list[StoredSample]]) -> Iterator[str]:
    """Yield the file piece by piece: the header, then the samples of each page."""
    yield BYTE_ORDER_MARK + _written([[defused(name) for name in csv_header(profile)]])
    for page in pages:
        yield _written([_cells(row, profile, sample) for sample in page])


def _written(rows: Iterable[list[object]] | list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _cells(row: ClassRow, profile: EngagementProfile, sample: StoredSample) -> list[object]:
    seen = coverage(sample.faces, row.expected_faces)
    shown, mood = mood_to_export(row, sample)
    figures: list[object] = [""] * (len(EMOTIONS) + 3)
    if mood is not None:
        agreement = "" if sample.agreement is None else round(sample.agreement, 4)
        computed = [round(engagement(mood, profile), 2), round(net_positivity(mood), 4)]
        figures = [*(round(share, 5) for share in mood), agreement, *computed]
    captured_at = sample.captured_at.isoformat(timespec="milliseconds")
    own = [row.id, defused(row.title), defused(row.group_name), captured_at]
    counts = [sample.faces, sample.usable_faces, row.expected_faces if row.expected_faces else ""]
    return [*own, *counts, "" if seen is None else round(seen, 3), shown, *figures, sample.frames_dropped]
