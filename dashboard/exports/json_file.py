"""A class as JSON. docs/dashboard.md describes the schema; `schema_version` rises when a reader must change."""

import json
from collections.abc import Iterable, Iterator

from classroom.engagement import EngagementProfile, engagement, net_positivity
from classroom.privacy import coverage
from dashboard.exports.exported_mood import mood_to_export
from dashboard.payload import Payload, class_payload, mood_payload, profile_payload, rounded
from dashboard.reading.queries import ClassRow, StoredSample

SCHEMA_VERSION = 1


def json_pieces(row: ClassRow, profile: EngagementProfile, pages: Iterable[list[StoredSample]]) -> Iterator[str]:
    """Yield the file piece by piece, so that a long class never stands in memory as a whole."""
    head = {
        "schema_version": SCHEMA_VERSION,
        "class": class_payload(row),
        "engagement_profile": profile_payload(profile),
        "note": "Class figures only. An expression is not attention. Times are UTC; timezone is the class's own.",
    }
    yield json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}") + ',\n "samples": ['
    separator = "\n"
    for page in pages:
        for sample in page:
            yield separator + "  " + json.dumps(_sample(row, profile, sample), allow_nan=False)
            separator = ",\n"
    yield "\n ]\n}\n"


def _sample(row: ClassRow, profile: EngagementProfile, sample: StoredSample) -> Payload:
    shown, mood = mood_to_export(row, sample)
    return {
        "captured_at": sample.captured_at.isoformat(),
        "faces": sample.faces,
        "usable_faces": sample.usable_faces,
        "coverage": rounded(coverage(sample.faces, row.expected_faces), 3),
        "mood_shown": shown,
        "mood": mood_payload(mood),
        "agreement": None if mood is None else rounded(sample.agreement),
        "engagement_proxy": None if mood is None else rounded(engagement(mood, profile), 2),
        "net_positivity": None if mood is None else rounded(net_positivity(mood)),
        "frames_dropped": sample.frames_dropped,
    }
