"""Routes of the exports, whose files are named by date, group and title."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, request, stream_with_context

from dashboard.database.read.classes import ClassRow
from dashboard.exports.csv_file import csv_pieces
from dashboard.exports.exported_class import ExportedClass, exported_class
from dashboard.exports.file_names import class_stem, disposition, file_name
from dashboard.exports.html_report import html_report
from dashboard.exports.json_file import SCHEMA_ADDRESS, class_pieces, schema_text, several_pieces
from dashboard.exports.json_with_schema import zipped
from dashboard.language.time_zone import keep_class_zone
from dashboard.language.translate import say_count
from dashboard.request.class_parameters import services_for_view
from dashboard.request.export_parameters import class_parameters, refuse_range, time_range_parameters
from dashboard.request.segment_parameters import origin_parameter
from dashboard.request.services import Services
from dashboard.segments.segment import Origin
from dashboard.segments.time_range import TimeRange
from dashboard.snapshot.class_data import StoredClass

blueprint = Blueprint("exports", __name__)
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Order:
    """A requested export: its classes, all of which exist, and the range of a single one, which is `stored`."""

    parts: Services
    rows: tuple[ClassRow, ...]
    time_range: TimeRange
    origin: Origin | None
    stored: StoredClass | None = None

    @property
    def is_several(self) -> bool:
        """Return whether classes were chosen in the list, even if only one."""
        return self.stored is None

    def class_at(self, place: int) -> ExportedClass:
        """Return the class at this place; of several each is read only now, so that one at a time is in memory."""
        stored = self.stored
        if stored is None:
            with self.parts.open_snapshot() as snapshot:
                stored = snapshot.stored_class(self.rows[place].id, with_variances=True)
        return exported_class(stored, self.parts.options, self.time_range, self.origin)

    def classes(self) -> Iterator[ExportedClass]:
        """Yield each class in order."""
        return (self.class_at(place) for place in range(len(self.rows)))

    def json(self) -> Iterator[str]:
        """Yield the JSON file in pieces."""
        return several_pieces(self.classes()) if self.is_several else class_pieces(self.class_at(0))

    def attached(self, response: Response, ending: str) -> Response:
        """Set the name of the file in the response, and return it."""
        response.headers["Content-Disposition"] = disposition(self.stem(), ending)
        return response

    def stem(self) -> str:
        """Return the name of the file without its ending."""
        local = self.rows[0].own_clock.local
        if self.is_several:
            count = say_count("{count} class", "{count} classes", len(self.rows))
            return class_stem("Moodline", count, local(self.parts.options.now()))
        row, asked = self.rows[0], self.time_range
        end = asked.end or row.ended_at
        span = (local(asked.begin or row.started_at), None if end is None else local(end))
        return class_stem(row.group_name, row.title, local(row.started_at), None if asked.is_whole else span)


def order_of_class(class_id: int) -> Order:
    """Parse the export of one class. Raises RequestRefused, DatabaseError."""
    parts = services_for_view()
    with parts.open_snapshot() as snapshot:
        stored = snapshot.stored_class(class_id, with_variances=True)
    return Order(parts, (stored.row,), time_range_parameters(stored.row), origin_parameter(), stored)


def order_of_several() -> Order:
    """Parse the export of several classes. Raises RequestRefused, DatabaseError."""
    parts = services_for_view()
    refuse_range()
    wanted = class_parameters()
    with parts.open_snapshot() as snapshot:
        rows = tuple(snapshot.class_row(class_id) for class_id in wanted)
    return Order(parts, rows, TimeRange(), origin_parameter())


def ordered(class_id: int | None) -> Order:
    """Parse the export of one class or several, and format all times from now on in the class's own zone."""
    order = order_of_several() if class_id is None else order_of_class(class_id)
    ids = ", ".join(str(row.id) for row in order.rows)
    order.parts.writer.note("exported", f"{request.path.rpartition('/')[2]} of class {ids}")
    keep_class_zone()
    return order


@blueprint.get("/export.csv", defaults={"class_id": None})
@blueprint.get("/classes/<row_id:class_id>/export.csv")
def as_csv(class_id: int | None) -> Response:
    """Send one class or several as CSV, streamed, its segments and markers named in the reader's language."""
    order = ordered(class_id)
    pieces = stream_with_context(csv_pieces(order.parts.options.profile, order.classes()))
    return order.attached(Response(pieces, content_type="text/csv; charset=utf-8"), "csv")


@blueprint.get("/export.xlsx", defaults={"class_id": None})
@blueprint.get("/classes/<row_id:class_id>/export.xlsx")
def as_xlsx(class_id: int | None) -> Response:
    """Send one class or several as a workbook, streamed, in the reader's language."""
    from dashboard.exports.xlsx.file import xlsx_pieces

    order = ordered(class_id)
    pieces = stream_with_context(xlsx_pieces(len(order.rows), order.class_at))
    return order.attached(Response(pieces, content_type=XLSX), "xlsx")


@blueprint.get("/export.json", defaults={"class_id": None})
@blueprint.get("/classes/<row_id:class_id>/export.json")
def as_json(class_id: int | None) -> Response:
    """Send one class or several as JSON, streamed, its texts in the reader's language."""
    order = ordered(class_id)
    return order.attached(Response(stream_with_context(order.json()), content_type="application/json"), "json")


@blueprint.get("/export.json.zip", defaults={"class_id": None})
@blueprint.get("/classes/<row_id:class_id>/export.json.zip")
def as_json_with_schema(class_id: int | None) -> Response:
    """Send the JSON file with its schema beside it, which it names, in one archive, streamed."""
    order = ordered(class_id)
    pieces = stream_with_context(zipped(file_name(order.stem(), "json"), order.json()))
    return order.attached(Response(pieces, content_type="application/zip"), "json.zip")


@blueprint.get("/report.html", defaults={"class_id": None})
@blueprint.get("/classes/<row_id:class_id>/report.html")
def as_report(class_id: int | None) -> Response:
    """Send one class or several as one self-contained HTML file, streamed; the teacher's notes only for ?notes=yes."""
    order = ordered(class_id)
    with_notes = request.args.get("notes") == "yes"
    pieces = html_report(order.rows, order.classes(), order.parts.options, with_notes=with_notes)
    return order.attached(Response(pieces, content_type="text/html; charset=utf-8"), "html")


@blueprint.get("/report.pdf", defaults={"class_id": None})
@blueprint.get("/classes/<row_id:class_id>/report.pdf")
def as_pdf(class_id: int | None) -> Response:
    """Send one class or several as PDF."""
    from dashboard.exports.pdf.cover import pdf_of_several
    from dashboard.exports.pdf.report import pdf_report

    order = ordered(class_id)
    if order.is_several:
        content = pdf_of_several(len(order.rows), order.class_at, order.parts.options)
    else:
        content = pdf_report(order.class_at(0))
    return order.attached(Response(content, content_type="application/pdf"), "pdf")


@blueprint.get(SCHEMA_ADDRESS)
def schema() -> Response:
    """Send the schema of the JSON files."""
    return Response(schema_text(), content_type="application/schema+json")
