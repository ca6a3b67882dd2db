"""The page that is shown while figures over many classes are still being computed; it asks again by itself."""

from typing import Any

from flask import Response, make_response, render_template

from dashboard.comparisons.incremental import Gathered


def progress_page(page: str, title: str, gathered: Gathered[Any]) -> Response:
    """Return how many classes are done, to be asked for again in a second."""
    progress = {"done": len(gathered.found), "of": gathered.of, "title": title}
    response = make_response(render_template("gathering.html", page=page, **progress))
    response.headers["Refresh"] = "1"
    return response
