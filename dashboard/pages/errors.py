"""Every error in the same words as the command line's: what, where, what to do next; as a page or as JSON."""

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from classroom.errors import DatabaseError
from dashboard.context import ClassNotFound
from dashboard.reading.reader import NoDatabaseYet
from dashboard.writing.refusals import EditRefused

WORDS = {
    400: ("This request cannot be answered", "Check what it asks for, at the address that the dashboard printed."),
    403: ("Nothing is changed for a page elsewhere", "Open the dashboard at the address that it printed."),
    404: ("There is no such page", "Go to the live page or to the list of classes."),
    405: ("This address is not asked in that way", "Use another method."),
    413: ("This request is too large", "Send less than 1 MB."),
}


def register(app: Flask) -> None:
    """Answer errors by pages, and by JSON under /api."""
    app.register_error_handler(ClassNotFound, _class_not_found)
    app.register_error_handler(DatabaseError, _database_error)
    app.register_error_handler(EditRefused, _edit_refused)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(500, _own_fault)


def answer(status: int, code: str, message: str, remedy: str, where: str = "") -> Response:
    """Return the error as JSON under /api, as a page elsewhere."""
    if request.path.startswith("/api/"):
        placed = f"{message} ({where})" if where else message
        response = jsonify(error={"code": code, "message": placed, "remedy": remedy})
    else:
        told = {"code": status, "message": message, "where": where, "remedy": remedy}
        response = Response(render_template("error.html", page="", **told))
    response.status_code = status
    return response


def _class_not_found(error: Exception) -> Response:
    return answer(404, "class_not_found", f"There is no class {error}", "See the list of classes.")


def _database_error(error: Exception) -> Response:
    known = error if isinstance(error, DatabaseError) else DatabaseError(str(error))
    if isinstance(known, NoDatabaseYet):
        return answer(404, "no_class_yet", known.what, known.remedy)
    return answer(503, "database", known.what, known.remedy, known.where)


def _edit_refused(error: Exception) -> Response:
    refused = error if isinstance(error, EditRefused) else EditRefused(str(error), "")
    return answer(refused.status, refused.code, refused.what, refused.remedy)


def _http_error(error: Exception) -> Response:
    status = (error.code if isinstance(error, HTTPException) else None) or 500
    message, remedy = WORDS.get(status, ("This request cannot be answered", "Go back to the live page."))
    if not isinstance(error, MethodNotAllowed) or not error.valid_methods:
        return answer(status, f"http_{status}", message, remedy)
    methods = ", ".join(sorted(error.valid_methods))
    response = answer(status, f"http_{status}", message, f"Use one of: {methods}.")
    response.headers["Allow"] = methods
    return response


def _own_fault(_error: Exception) -> Response:
    remedy = "The terminal in which the dashboard runs has the details. Please report them."
    return answer(500, "internal", "The dashboard made a mistake", remedy)
