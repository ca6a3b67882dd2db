"""Route of the page of a class."""

from dataclasses import replace

from flask import Blueprint, render_template, request
from werkzeug.datastructures import MultiDict

from dashboard.language.flash_messages import done_words
from dashboard.one_class.class_page import class_page_context
from dashboard.one_class.selected_range import selected_range
from dashboard.one_class.timeline import timeline
from dashboard.options import suitable_smoothing
from dashboard.request.class_parameters import range_parameter, services_for_view, smoothing_parameter
from dashboard.request.segment_parameters import imported_plan, origin_addresses, origin_parameter
from dashboard.request.services import Services
from dashboard.segments.choice import chosen_segments
from dashboard.segments.origins import extent_of
from dashboard.segments.segment import Origin, Segment
from dashboard.segments.table import segment_table
from dashboard.snapshot.class_data import ClassData, class_data

KEPT = ("profile", "smoothing", "segments", "from", "to")

blueprint = Blueprint("class_page", __name__)


@blueprint.get("/classes/<row_id:class_id>")
def show(class_id: int) -> str:
    """Show the charts, the summary, the segments, the settings and the exports of a class, and of a range of it."""
    parts = services_for_view()
    origin = origin_parameter()
    view, chosen, segments, parts = _read(parts, class_id, origin)
    profile = parts.options.profile
    context = class_page_context(view, parts.options, finds_moments=False)
    # The page has them as signs below the axis, and as buttons.
    context["charts"]["net_positivity"]["marks"]["markers"] = []
    return render_template(
        "class.html",
        page="classes",
        timeline=timeline(view, parts.options, chosen, segments, smoothing_parameter()),
        range=selected_range(view, chosen, profile) if chosen else None,
        segments=segment_table(view, profile, origin, origin_addresses(), imported_plan()),
        profiles=parts.options.profiles,
        kept=_kept(request.args),
        done=done_words(request.args.get("done")),
        **context,
    )


def _read(
    parts: Services, class_id: int, origin: Origin | None
) -> tuple[ClassData, Segment | None, tuple[Segment, ...], Services]:
    """Read the class, its selected range, and its segments; with bands where range or segments need them.

    Where no smoothing is asked for, the services are those with the one that suits what is shown.
    """
    with parts.open_snapshot() as snapshot:
        stored = snapshot.stored_class(class_id)
        chosen = range_parameter(stored.row, stored.columns)
        segments = chosen_segments(stored, origin).segments
        if chosen or segments:
            stored = snapshot.stored_class(class_id, with_variances=True)
    if smoothing_parameter() is None:
        begin, end = (chosen.begin, chosen.end) if chosen else extent_of(stored.row, stored.columns)
        window = float(suitable_smoothing(end - begin))
        parts = replace(parts, options=replace(parts.options, mood_window_seconds=window))
    return class_data(stored, parts.options), chosen, segments, parts


def _kept(args: MultiDict[str, str]) -> dict[str, str]:
    """Return the arguments that the page's forms repeat, so that a change of one keeps the others."""
    return {name: args[name] for name in KEPT if args.get(name)}
