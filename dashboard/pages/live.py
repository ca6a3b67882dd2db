"""Routes of the live page and its compact view, for a small window beside the call."""

from typing import Any, Final

from flask import Blueprint, Response, render_template, request

from classroom.request_limits import MOST_PLACES
from dashboard.charts.class_charts import class_charts
from dashboard.database.read.classes import ClassBrief
from dashboard.language.clock import duration_words
from dashboard.language.translate import say
from dashboard.live.live_data import LiveData, records_tag
from dashboard.live.monitor_load import effort_sentence
from dashboard.live.payload import said_first, seen_words
from dashboard.options import DashboardOptions
from dashboard.request.lesson_notice import lesson_words
from dashboard.request.redirect import sent_back
from dashboard.request.services import Services, services
from dashboard.timetable.suggestion import DEMO, known_groups, known_sources, suggestion_of, was_held

QUIET_COOKIE: Final = "moodline-quiet"
ONE_YEAR: Final = 365 * 24 * 3600
SECONDS_AGO: Final = (0, 30, 60, 120, 300)
"""The delays in seconds with which a marker can be placed by one press."""

LETTERS_PX: Final = 26
"""The room above a chart for the letters of its markers."""

blueprint = Blueprint("live", __name__)


@blueprint.get("/")
def show() -> str | Response:
    """Show the running class, or how to start one; with ?begun=yes the class that ended before it could be shown."""
    return _shown("live.html")


@blueprint.get("/start")
def start() -> str:
    """Show the start of a class, also where one was left running by a monitor that is gone."""
    parts = services()
    view, briefs = parts.live_or_start()
    shared = {"page": "live", "view": view, "row": view.row, "is_compact": False, "is_asked_for": True}
    return render_template("start.html", **shared, **_start_page(view, parts, briefs))


@blueprint.get("/live/compact")
def compact() -> str | Response:
    """Show the running class in the compact view."""
    return _shown("live_compact.html")


@blueprint.get("/live/markers/<row_id:class_id>")
def markers(class_id: int) -> str:
    """Return the live page's list of a class's markers, newest first, as an HTML fragment."""
    view = services().class_data(class_id)
    return render_template("live_marker_list.html", row=view.row, records=view.records, times=view.times)


@blueprint.post("/live/quiet")
def keep_quiet() -> Response:
    """Switch the quiet mode on or off by a cookie, and redirect back."""
    response = sent_back(request.form.get("back", "/"))
    if request.form.get("quiet") == "on":
        response.set_cookie(QUIET_COOKIE, "on", max_age=ONE_YEAR, samesite="Strict")
    else:
        response.delete_cookie(QUIET_COOKIE, samesite="Strict")
    return response


def _shown(template: str) -> str | Response:
    parts = services()
    view, briefs = parts.live_or_start()
    is_compact = template == "live_compact.html"
    shared = {"page": "live", "view": view, "row": view.row, "is_compact": is_compact}
    if _monitor_is_starting(view, parts.options):
        return render_template("starting.html", **shared)
    if not (is_compact or parts.options.is_demo_data or view.state.is_running):
        if view.row is not None and request.args.get("begun") == "yes":
            return sent_back(f"/classes/{view.row.id}?ended=1")
        return render_template("start.html", **shared, **_start_page(view, parts, briefs))
    if view.row is None:
        return render_template("empty.html", waits=True, **shared)
    if not view.state.is_running:
        ended = view.row.ended_at or view.row.started_at
        ended_at = view.row.clock.minute_seen_from(ended, parts.options.now())
        return render_template("resting.html", ended_at=ended_at, **shared)
    return render_template(template, **shared, **_live_page(view, parts.options))


def _start_page(view: LiveData, parts: Services, briefs: list[ClassBrief]) -> dict[str, Any]:
    """Return the values of the start page: the lesson that is due, or the last class, fills its form."""
    row, config = view.row, parts.settings.current.config
    lesson = parts.timetable.offer()
    if lesson is not None and any(was_held(lesson, brief) for brief in briefs):
        lesson = None
    own = [brief for brief in briefs if brief.source != DEMO] or briefs
    ended_at = ""
    if row is not None:
        ended_at = row.clock.minute_seen_from(row.ended_at or row.started_at, parts.options.now())
    return {
        "suggested": suggestion_of(lesson, own[0] if own else None, config),
        "lesson": lesson_words(lesson, parts) if lesson else "",
        "known": {"groups": known_groups(briefs, config), "sources": known_sources(briefs, config)},
        "ended_at": ended_at,
        "most_places": MOST_PLACES,
    }


def _live_page(view: LiveData, options: DashboardOptions) -> dict[str, Any]:
    """Return the values of the live page and of its compact view."""
    if view.row is None:
        raise ValueError("without a class there is nothing to show")
    charts = class_charts(view.row.expected_faces, options.profile)
    del charts["net_positivity"]  # it is the line of the first screen
    for name, summary in chart_summaries().items():
        charts[name]["summary"] = summary
    charts["mood"]["layout"]["margin"]["t"] = LETTERS_PX
    return {
        "charts": charts,
        "said": said_first(view.now),
        "seen_words": seen_words(view.now, view.row),
        "profile": options.profile,
        "profiles": options.profiles,
        "window_seconds": options.mood_window_seconds,
        "effort": effort_sentence(view.status, view.row, view.state),
        "records": view.records,
        "times": view.times,
        "markers_tag": records_tag(view.records),
        "when_closed": options.when_closed,
        "most_places": MOST_PLACES,
        "is_quiet": request.cookies.get(QUIET_COOKIE) == "on",
        "seconds_ago": [(seconds, ago_label(seconds)) for seconds in SECONDS_AGO],
    }


def ago_label(seconds: int) -> str:
    """Return the label of a marker's delay."""
    return duration_words(seconds) if seconds else say("now")


def chart_summaries() -> dict[str, str]:
    """Return a summary of each chart, without figures, since the charts grow."""
    return {
        "mood": say(
            "Shares of the seven expressions, from the bottom up: neutral, happy, surprise, sad, fear, angry, disgust. "
            "A break is a time without figures."
        ),
        "engagement": say("A line from 0 to 100 up to now, with its give or take. Its figure stands above."),
        "faces": say("How many faces were seen, up to now."),
    }


def _monitor_is_starting(view: LiveData, options: DashboardOptions) -> bool:
    """Return whether the monitor that started this dashboard has not begun its first class yet."""
    began = options.monitor_started_at
    if began is None:
        return False
    return view.row is None or (not view.state.is_running and view.row.created_at < began)
