"""The addresses of the exports. File names come from the class's number and date only, never from its title."""

from collections.abc import Iterator

from flask import Blueprint, Response

from dashboard.context import AppContext, context
from dashboard.exports.csv_file import csv_lines
from dashboard.exports.html_report import html_report
from dashboard.exports.json_file import json_pieces
from dashboard.reading.queries import ClassRow, StoredSample, samples_after

blueprint = Blueprint("exports", __name__)


@blueprint.get("/classes/<row_id:class_id>/export.csv")
def as_csv(class_id: int) -> Response:
    """Send the class as CSV, streamed."""
    parts = context()
    row = parts.find(class_id)
    pieces = csv_lines(row, parts.options.profile, sample_pages(parts, class_id))
    return _attached(Response(pieces, content_type="text/csv; charset=utf-8"), row, "csv")


@blueprint.get("/classes/<row_id:class_id>/export.json")
def as_json(class_id: int) -> Response:
    """Send the class as JSON, streamed."""
    parts = context()
    row = parts.find(class_id)
    pieces = json_pieces(row, parts.options.profile, sample_pages(parts, class_id))
    return _attached(Response(pieces, content_type="application/json"), row, "json")


@blueprint.get("/classes/<row_id:class_id>/report.html")
def as_report(class_id: int) -> Response:
    """Send the class as one self-contained HTML file."""
    view = context().whole(class_id, with_bands=True)
    report = html_report(view, context().options)
    return _attached(Response(report, content_type="text/html; charset=utf-8"), view.row, "html")


def sample_pages(parts: AppContext, class_id: int) -> Iterator[list[StoredSample]]:
    """Yield the samples a page at a time, each read over a connection of its own.

    One connection held for a slow download would keep a lock on an SQLite file, and the monitor from writing.
    """
    after_id = 0
    while True:
        with parts.reader.connect() as connection:
            page = samples_after(connection, class_id, after_id)
        if not page:
            return
        yield page
        after_id = page[-1].id


def _attached(response: Response, row: ClassRow, ending: str) -> Response:
    name = f"moodline-class-{row.id}-{row.own_clock.local(row.started_at):%Y-%m-%d}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
