"""A class afterwards."""

from flask import Blueprint, render_template, request
from werkzeug.datastructures import MultiDict

from dashboard.language.flash_messages import done_words
from dashboard.one_class.class_page import class_sheet
from dashboard.one_class.selected_range import range_sheet
from dashboard.one_class.timeline import timeline
from dashboard.request.class_parameters import asked_context, asked_segment
from dashboard.request.segment_parameters import asked_origin, imported_plan, origin_addresses
from dashboard.request.services import Services
from dashboard.segments.choice import chosen_segments
from dashboard.segments.segment import Origin, Segment
from dashboard.segments.table import segment_sheet
from dashboard.snapshot.class_data import ClassView, class_view

KEPT = ("profile", "smoothing", "segments", "from", "to")

blueprint = Blueprint("class_page", __name__)


@blueprint.get("/classes/<row_id:class_id>")
def show(class_id: int) -> str:
    """Show the charts, the summary, the segments, the settings and the exports of a class, and of a range of it."""
    parts = asked_context()
    origin = asked_origin()
    view, chosen, segments = _read(parts, class_id, origin)
    profile = parts.options.profile
    return render_template(
        "class.html",
        page="classes",
        timeline=timeline(view, parts.options, chosen, segments),
        range=range_sheet(view, chosen, profile) if chosen else None,
        segments=segment_sheet(view, profile, origin, origin_addresses(), imported_plan()),
        profiles=parts.options.profiles,
        kept=_kept(request.args),
        done=done_words(request.args.get("done")),
        **class_sheet(view, parts.options, finds_highlights=False),
    )


def _read(
    parts: Services, class_id: int, origin: Origin | None
) -> tuple[ClassView, Segment | None, tuple[Segment, ...]]:
    """Return the class, the range chosen of it, and its segments; with bands where one of the two needs them."""
    with parts.open_snapshot() as snapshot:
        stored = snapshot.stored_class(class_id)
        chosen = asked_segment(stored.row, stored.columns)
        segments = chosen_segments(stored, origin).segments
        if chosen or segments:
            stored = snapshot.stored_class(class_id, with_variances=True)
    return class_view(stored, parts.options), chosen, segments


def _kept(args: MultiDict[str, str]) -> dict[str, str]:
    """Return what the address asks for, so that a change of one of them keeps the others."""
    return {name: args[name] for name in KEPT if args.get(name)}
