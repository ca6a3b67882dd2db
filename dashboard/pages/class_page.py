"""A class afterwards."""

from flask import Blueprint, render_template, request
from werkzeug.datastructures import MultiDict

from dashboard.language.flash_messages import done_words
from dashboard.one_class.class_page import class_sheet
from dashboard.one_class.selected_range import range_sheet
from dashboard.one_class.timeline import timeline
from dashboard.request.class_parameters import asked_context, asked_segment
from dashboard.request.segment_parameters import asked_origin, chosen_segments
from dashboard.segments.table import segment_sheet

KEPT = ("profile", "smoothing", "segments", "from", "to")

blueprint = Blueprint("class_page", __name__)


@blueprint.get("/classes/<row_id:class_id>")
def show(class_id: int) -> str:
    """Show the charts, the summary, the segments, the settings and the exports of a class, and of a range of it."""
    parts = asked_context()
    view = parts.whole(class_id)
    chosen = asked_segment(view.row, view.columns)
    segments = chosen_segments(view, asked_origin()).segments
    if chosen or segments:  # only these tell of bands
        view = parts.whole(class_id, with_bands=True)
    profile = parts.options.profile
    return render_template(
        "class.html",
        page="classes",
        timeline=timeline(view, parts.options, chosen, segments),
        range=range_sheet(view, chosen, profile) if chosen else None,
        segments=segment_sheet(view, profile),
        profiles=parts.options.profiles,
        kept=_kept(request.args),
        done=done_words(request.args.get("done")),
        **class_sheet(view, parts.options, finds_highlights=False),
    )


def _kept(args: MultiDict[str, str]) -> dict[str, str]:
    """Return what the address asks for, so that a change of one of them keeps the others."""
    return {name: args[name] for name in KEPT if args.get(name)}
