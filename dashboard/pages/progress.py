"""The page that is shown while figures over many classes are still being computed; it asks again by itself."""

from typing import Any

from flask import Response, make_response, render_template

from dashboard.comparisons.incremental import PartialResults


def progress_page(page: str, title: str, results: PartialResults[Any]) -> Response:
    """Return how many classes are done, to be asked for again in a second."""
    progress = {"done": len(results.found), "of": results.of, "title": title}
    response = make_response(render_template("progress.html", page=page, **progress))
    response.headers["Refresh"] = "1"
    return response
