"""Error handlers: message, place and remedy of each error, as a page or as JSON."""

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from classroom.errors import ConfigError, DatabaseError
from dashboard.errors import NoDatabaseYet, RequestRefused
from dashboard.language.translate import say, translate


def words_of(status: int) -> tuple[str, str]:
    """Return the message and the remedy of an HTTP status."""
    words = {
        400: (
            say("This request cannot be answered"),
            say("Check what it asks for, at the address that the dashboard printed."),
        ),
        404: (say("There is no such page"), say("Go to the live page or to the list of classes.")),
        405: (say("This address is not asked in that way"), say("Use another method.")),
        413: (say("This request is too large"), say("Send less than 1 MB.")),
    }
    return words.get(status, (say("This request cannot be answered"), say("Go back to the live page.")))


def register(app: Flask) -> None:
    """Register the error handlers with the app."""
    app.register_error_handler(RequestRefused, _refused)
    app.register_error_handler(DatabaseError, _database_error)
    app.register_error_handler(ConfigError, _config_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(500, _own_fault)


def answer(status: int, code: str, message: str, remedy: str, where: str = "") -> Response:
    """Return the error as JSON under /api and for addresses that end in .json, as a page elsewhere."""
    if request.path.startswith("/api/") or request.path.endswith(".json"):
        placed = f"{message} ({where})" if where else message
        response = jsonify(error={"code": code, "message": placed, "remedy": remedy})
    else:
        shown = {"code": status, "message": message, "where": where, "remedy": remedy}
        response = Response(render_template("error.html", page="", **shown))
    response.status_code = status
    return response


def _refused(error: Exception) -> Response:
    if not isinstance(error, RequestRefused):
        raise error
    return answer(error.status, error.code, error.message, error.remedy)


def _database_error(error: Exception) -> Response:
    if not isinstance(error, DatabaseError):
        raise error
    what = translate(error.message.code, error.message.values)
    remedy = "\n".join(translate(each.code, each.values) for each in error.remedies)
    if isinstance(error, NoDatabaseYet):
        return answer(404, "no_class_yet", what, remedy)
    return answer(503, "database", what, remedy, error.where)


def _config_error(error: Exception) -> Response:
    """Answer where a file of settings was edited by hand, and is not in order."""
    if not isinstance(error, ConfigError):
        raise error
    return answer(409, "settings_broken", say("The settings cannot be read: {told}", told=error.what), error.remedy)


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
