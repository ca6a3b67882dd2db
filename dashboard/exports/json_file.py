"""Export of classes as JSON, by the published schema/class-v2.json; breaking changes raise `schema_version`."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final

from classroom.emotions import EMOTIONS
from classroom.privacy import MIN_COVERAGE
from dashboard.database.read.classes import ClassRow
from dashboard.exports.exported_class import ExportedClass
from dashboard.exports.highlights import highlights_of
from dashboard.exports.method_notes import cannot_say, facts_of
from dashboard.exports.number_texts import moment_texts, number_texts
from dashboard.exports.sample_table import NET, SampleTable, sample_table
from dashboard.language.excluded_notes import note_words
from dashboard.pulse.agreement import agreements
from dashboard.segments.statistics import Change, SegmentFigures
from dashboard.snapshot.payload import Payload, class_payload, mood_payload, profile_payload, rounded, summary_payload
from dashboard.statistics.time_series import SHORTEST_MOOD_SECONDS

SCHEMA_VERSION: Final = 2
SCHEMA_FILE: Final = Path(__file__).resolve().parent / "schema" / "class-v2.json"
SCHEMA_ADDRESS: Final = "/api/v1/schema/class.json"
SCHEMA_NAME: Final = "moodline-class-v2.schema.json"
"""The schema's file beside an exported one, in the same archive."""
HEAD: Final[Payload] = {"$schema": f"./{SCHEMA_NAME}", "schema_version": SCHEMA_VERSION}
"""The first keys. The schema is named by its file: an address of this computer would mean nothing on another."""

SAMPLE: Final = (
    '   {"captured_at": "%s", "faces": %s, "usable_faces": %s, "coverage": %s, "mood_shown": "%s", "excluded": %s,'
    ' "mood": %s, "agreement": %s, "engagement_proxy": %s, "engagement_low": %s, "engagement_high": %s,'
    ' "net_positivity": %s, "net_low": %s, "net_high": %s, "frames_dropped": %s}'
)
MOOD: Final = "{" + ", ".join(f'"{emotion}": %s' for emotion in EMOTIONS) + "}"


@cache
def schema_text() -> str:
    """Return the schema of the file, JSON Schema 2020-12."""
    return SCHEMA_FILE.read_text(encoding="utf-8")


def class_pieces(exported: ExportedClass) -> Iterator[str]:
    """Yield the file of one class in pieces, so that a long one is never in memory as text."""
    yield from _pieces(exported, HEAD)
    yield "\n"


def several_pieces(classes: Iterable[ExportedClass]) -> Iterator[str]:
    """Yield the file of several classes in pieces."""
    yield json.dumps(HEAD, indent=1).removesuffix("\n}") + ',\n "classes": [\n'
    separator = ""
    for exported in classes:
        yield separator
        yield from _pieces(exported, {})
        separator = ",\n"
    yield "\n ]\n}\n"


def _pieces(exported: ExportedClass, before: Payload) -> Iterator[str]:
    head = json.dumps(before | class_head(exported), ensure_ascii=False, allow_nan=False, indent=1)
    yield head.removesuffix("\n}") + ',\n "samples": ['
    table = sample_table(exported)
    separator = "\n"
    for place in table.pieces():
        yield separator + ",\n".join(_samples(table, place))
        separator = ",\n"
    yield "\n ]\n}"


def class_head(exported: ExportedClass) -> Payload:
    """Return the content of the file without its samples."""
    options, view, time_range = exported.options, exported.view, exported.time_range
    figures = exported.figures_of(exported.segments)
    return {
        "class": class_payload(exported.row),
        "notes": exported.row.notes,
        "range": None if time_range.is_whole else {"from": _moment(time_range.begin), "to": _moment(time_range.end)},
        "model": _model(exported.row),
        "engagement_profile": profile_payload(options.profile),
        "thresholds": {
            "min_group_size": exported.row.min_group_size,
            "least_coverage": MIN_COVERAGE,
            "mood_window_seconds": options.mood_window_seconds,
            "shortest_mood_seconds": SHORTEST_MOOD_SECONDS,
        },
        "facts": [asdict(fact) for fact in facts_of(exported)],
        "cannot_say": cannot_say(has_moods=exported.row.mode != "participation"),
        "summary": summary_payload(view.summary) | {"highlights": highlights_of(exported)},
        "segments": [_segment(each) for each in figures],
        "markers": [
            {"at": _moment(marker.marked_at), "kind": marker.kind, "note": marker.note}
            for marker in view.records.markers
        ],
        "excluded": [
            {"from": _moment(each.began_at), "to": _moment(each.ended_at), "note": note_words(each.note)}
            for each in view.records.excluded
        ],
        "pulse": {
            "windows": [
                {"from": _moment(window.began_at), "to": _moment(window.ended_at), "question": window.question}
                | {"first": window.first, "second": window.second, "third": window.third, "typed_in": window.typed_in}
                for window in view.records.pulse
            ],
            "agreement": [asdict(each) for each in agreements(view)],
        },
    }  # fmt: skip


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat()


def _model(row: ClassRow) -> Payload:
    facts = row.facts
    known = dict.fromkeys(("accuracy", "accuracy_low", "accuracy_high", "faces", "measured_on", "confusion"))
    return {"id": row.model_id, **(known if facts is None else asdict(facts))}


def _segment(figures: SegmentFigures) -> Payload:
    segment, point = figures.segment, figures.point
    payload: Payload = {
        "title": segment.title,
        "origin": segment.origin,
        "from": _moment(segment.began_at),
        "to": _moment(segment.ended_at),
        "samples": figures.samples,
        "mood_share_of_time": rounded(figures.mood_share_of_time),
        "mood": mood_payload(figures.mood),
    }
    for name in ("faces", "coverage", "engagement", "engagement_low", "engagement_high"):
        payload[name] = rounded(None if point is None else getattr(point, name), 3)
    for name in ("net_positivity", "net_low", "net_high"):
        payload[name] = rounded(None if point is None else getattr(point, name))
    changes = {"change_from_before": figures.from_before, "change_from_start": figures.from_start}
    return payload | {name: _change(each.net_positivity if each else None) for name, each in changes.items()}


def _change(change: Change | None) -> Payload | None:
    if change is None:
        return None
    return {"net_positivity": rounded(change.value), "low": rounded(change.low), "high": rounded(change.high)}


def _samples(table: SampleTable, place: slice) -> list[str]:
    """Return some samples as JSON. Column by column, they take a fraction of the time of an object each."""
    samples, points = table.samples, table.points
    shares = [number_texts(points.mood[place, index], 4, "null") for index in range(len(EMOTIONS))]
    moods = ["null" if each[0] == "null" else MOOD % each for each in zip(*shares, strict=True)]
    columns = [
        moment_texts(samples.seconds[place]),
        number_texts(samples.faces[place], 0, "null"),
        number_texts(samples.usable_faces[place], 0, "null"),
        number_texts(points.coverage[place], 3, "null"),
        table.mood_shown[place],
        ["true" if is_excluded else "false" for is_excluded in table.is_excluded[place]],
        moods,
        number_texts(table.agreement[place], 4, "null"),
        *(
            number_texts(getattr(points, name)[place], 2, "null")
            for name in ("engagement", "engagement_low", "engagement_high")
        ),
        *(number_texts(getattr(points, name)[place], 4, "null") for name in NET),
        number_texts(samples.frames_dropped[place], 0, "null"),
    ]
    return [SAMPLE % cells for cells in zip(*columns, strict=True)]
