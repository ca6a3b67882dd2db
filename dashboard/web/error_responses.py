"""Every error in the same words as the command line's: what, where, what to do next; as a page or as JSON."""

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from classroom.errors import DatabaseError
from dashboard.database.edit.errors import EditRefused
from dashboard.database.read.connection import NoDatabaseYet
from dashboard.language.translate import say, say_finished
from dashboard.request.export_parameters import ExportRefused
from dashboard.snapshot.read_snapshot import ClassNotFound
from dashboard.web.security_headers import ForeignHost


def words_of(status: int) -> tuple[str, str]:
    """Return what an answer of this status says, and what to do next."""
    words = {
        400: (
            say("This request cannot be answered"),
            say("Check what it asks for, at the address that the dashboard printed."),
        ),
        403: (
            say("Nothing is changed for a page elsewhere"),
            say("Open the dashboard at the address that it printed."),
        ),
        404: (say("There is no such page"), say("Go to the live page or to the list of classes.")),
        405: (say("This address is not asked in that way"), say("Use another method.")),
        413: (say("This request is too large"), say("Send less than 1 MB.")),
    }
    return words.get(status, (say("This request cannot be answered"), say("Go back to the live page.")))


def register(app: Flask) -> None:
    """Answer errors by pages, and by JSON under /api."""
    app.register_error_handler(ClassNotFound, _class_not_found)
    app.register_error_handler(DatabaseError, _database_error)
    app.register_error_handler(EditRefused, _edit_refused)
    app.register_error_handler(ExportRefused, _export_refused)
    app.register_error_handler(ForeignHost, _foreign_host)
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
    return answer(
        404, "class_not_found", say("There is no class {number}", number=error), say("See the list of classes.")
    )


def _database_error(error: Exception) -> Response:
    known = error if isinstance(error, DatabaseError) else DatabaseError(str(error))
    what, remedy = say_finished(known.what), say_finished(known.remedy)
    if isinstance(known, NoDatabaseYet):
        return answer(404, "no_class_yet", what, remedy)
    return answer(503, "database", what, remedy, known.where)


def _edit_refused(error: Exception) -> Response:
    refused = error if isinstance(error, EditRefused) else EditRefused(str(error), "")
    return answer(refused.status, refused.code, refused.what, refused.remedy)


def _export_refused(error: Exception) -> Response:
    return answer(400, "export_refused", str(error), error.remedy if isinstance(error, ExportRefused) else "")


def _foreign_host(_error: Exception) -> Response:
    what, _ = words_of(400)
    return answer(400, "http_400", what, say("This dashboard answers at localhost, 127.0.0.1 and [::1] only."))


def _http_error(error: Exception) -> Response:
    status = (error.code if isinstance(error, HTTPException) else None) or 500
    message, remedy = words_of(status)
    if not isinstance(error, MethodNotAllowed) or not error.valid_methods:
        return answer(status, f"http_{status}", message, remedy)
    methods = ", ".join(sorted(error.valid_methods))
    response = answer(status, f"http_{status}", message, say("Use one of: {methods}.", methods=methods))
    response.headers["Allow"] = methods
    return response


def _own_fault(_error: Exception) -> Response:
    remedy = say("The terminal in which the dashboard runs has the details. Please report them.")
    return answer(500, "internal", say("The dashboard made a mistake"), remedy)
