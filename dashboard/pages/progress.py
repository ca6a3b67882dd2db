"""The page that is shown while figures over many classes are being computed; it reloads itself."""

from typing import Any

from flask import Response, make_response, render_template

from dashboard.comparisons.incremental import PartialResults


def progress_page(page: str, title: str, results: PartialResults[Any]) -> Response:
    """Return the page with the number of classes done, which reloads in a second."""
    progress = {"done": len(results.found), "of": results.of, "title": title}
    response = make_response(render_template("progress.html", page=page, **progress))
    response.headers["Refresh"] = "1"
    return response
