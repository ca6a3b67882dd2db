"""/api/v1, charts of a class: its series, the figures of a range, and its lows and highs."""

from flask import Blueprint, Response, jsonify
from pydantic_core import to_json

from dashboard.errors import RequestRefused
from dashboard.language.translate import say
from dashboard.one_class.first_words import what_stood_out
from dashboard.one_class.moment_payload import moments_payload
from dashboard.one_class.selected_range import range_payload, selected_range
from dashboard.one_class.sentences import moment_sentences
from dashboard.request.class_parameters import number_parameter, range_parameter, services_for_view
from dashboard.segments.origins import segments_from
from dashboard.snapshot.class_data import chart_series, series_payload
from dashboard.statistics.moments import find_moments
from dashboard.statistics.time_series import MAX_POINTS

blueprint = Blueprint("api_class_views", __name__, url_prefix="/api/v1/classes/<row_id:class_id>")
FEWEST_POINTS = 10


@blueprint.get("/series")
def series(class_id: int) -> Response:
    """Return the points of a class's charts, or of a range of it, at most `points` of them (1500).

    `smoothing` is the mood window in seconds, `profile` the engagement profile.
    """
    most = number_parameter("points", MAX_POINTS)
    if not FEWEST_POINTS <= most <= MAX_POINTS:
        raise RequestRefused(
            400,
            "points_out_of_range",
            say("{count} points cannot be drawn", count=most),
            say("Ask for {least} to {most}.", least=FEWEST_POINTS, most=MAX_POINTS),
        )
    parts = services_for_view()
    with parts.open_snapshot() as snapshot:
        stored = snapshot.stored_class(class_id, with_variances=True)
    columns = stored.columns
    chosen = range_parameter(stored.row, columns)
    between = None if chosen is None else (chosen.begin, chosen.end)
    payload = series_payload(chart_series(columns, parts.options, stored.row, most, between), parts.options)
    return Response(to_json(payload), mimetype="application/json")  # a quarter of json.dumps's time for so many numbers


@blueprint.get("/range")
def range_of_class(class_id: int) -> Response:
    """Return the figures of a range of the class, by default of all of it."""
    parts = services_for_view()
    view = parts.class_data(class_id, with_bands=True)
    whole = segments_from("whole", view.row, view.columns, view.records)
    chosen = range_parameter(view.row, view.columns) or next(iter(whole), None)
    if chosen is None:
        message = say("This class has no samples")
        raise RequestRefused(404, "class_has_no_samples", message, say("See the list of classes."))
    profile = parts.options.profile
    return jsonify(range_payload(selected_range(view, chosen, profile), profile))


@blueprint.get("/highlights")
def highlights(class_id: int) -> Response:
    """Return the lows and highs of a class with their bands, the sentences on them, and what stood out most."""
    view = services_for_view().class_data(class_id, with_bands=True)
    found = find_moments(view.columns, view.row)
    return jsonify(
        highlights=moments_payload(found, view.row),
        sentences=moment_sentences(view, found),
        stood_out=what_stood_out(view, found),
    )
