"""Refuse requests without the key: by a browser's cookie, or a program's header Authorization."""

import hmac
from dataclasses import replace
from pathlib import Path
from typing import Final

from flask import Blueprint, Flask, Response, current_app, g, make_response, render_template, request

from classroom.commands import CommandOptions
from dashboard.auth import refusals
from dashboard.auth.key import access_key, key_file
from dashboard.auth.peer import is_other_account, port_of
from dashboard.auth.proof import CHALLENGE_HEADER, PROOF_HEADER, proof_of
from dashboard.auth.tokens import COOKIE_SECONDS, OneTimeCodes, cookie_name, cookie_value, is_cookie
from dashboard.language.translate import say
from dashboard.web.error_responses import answer
from dashboard.web.security_headers import OWN_SITES

OPEN_TO_ALL: Final = frozenset({"assets.send", "health.healthz", "auth.sign_in"})
"""Routes that tell nothing of a class. Scripts and styles are the same for everybody."""
USUAL_PORT: Final = 8000

blueprint = Blueprint("auth", __name__)


def register(app: Flask) -> None:
    """Let the app answer only who has the key; to be registered after the refusal of foreign hosts and pages."""
    app.extensions["moodline_codes"] = OneTimeCodes()
    app.before_request(_refuse_strangers)
    app.after_request(_prove)
    app.register_blueprint(blueprint)
    refusals.register(app)


@blueprint.get("/sign-in")
def sign_in() -> Response:
    """Sign the browser in by the code of the address, and send it on to an address without it."""
    key, codes = access_key(), current_app.extensions["moodline_codes"]
    known = _is_known(key)
    # A browser that loads ahead, or a preview of the link, must not use the code up.
    is_asked = request.method == "GET" and "Sec-Purpose" not in request.headers and not _is_other_account()
    if not known and not (is_asked and codes.take(key, request.args.get("key", ""))):
        return refusal()
    response = Response(status=303)
    response.headers["Location"] = "/"
    if not known:
        response.set_cookie(
            cookie_name(key), cookie_value(key), max_age=COOKIE_SECONDS, httponly=True, samesite="Strict"
        )
    return response


def refusal() -> Response:
    """Return the answer to who has no key: JSON for programs, else a page that says where to find the address."""
    message, command = say("This dashboard does not know this browser"), _command()
    if request.path.startswith("/api/") or request.path.endswith(".json"):
        remedy = say("Send the header Authorization: Bearer with the key from {file}.", file=_shown(key_file()))
        response = answer(401, "not_signed_in", message, remedy)
    else:
        # Of a link from elsewhere the browser holds our cookie back; from this page it sends it.
        is_from_elsewhere = request.headers.get("Sec-Fetch-Site", "none") not in OWN_SITES
        again = is_from_elsewhere and request.method == "GET" and request.endpoint != "auth.sign_in"
        shown = {"message": message, "command": command, "file": _shown(key_file()), "again": again}
        response = make_response(render_template("sign_in.html", **shown), 401)
    g.refused = "not_signed_in"
    response.headers["WWW-Authenticate"] = 'Bearer realm="Moodline"'
    return response


def _refuse_strangers() -> Response | None:
    if request.endpoint in OPEN_TO_ALL or _is_known(access_key()):
        return None
    return refusal()


def _is_known(key: str) -> bool:
    scheme, _, sent = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and hmac.compare_digest(sent.strip().encode(), key.encode()):
        return True
    return is_cookie(key, request.cookies.get(cookie_name(key), ""))


def _is_other_account() -> bool:
    environ = request.environ
    return is_other_account(port_of(environ.get("REMOTE_PORT")), port_of(environ.get("SERVER_PORT")))


def _prove(response: Response) -> Response:
    challenge = request.headers.get(CHALLENGE_HEADER)
    if challenge and request.endpoint == "health.healthz":
        response.headers[PROOF_HEADER] = proof_of(challenge, port_of(request.environ.get("SERVER_PORT")))
    return response


def _command() -> str:
    """Return the command that prints an address; without the database's path, as anybody may read it."""
    found: CommandOptions = current_app.extensions["moodline"].options.commands
    port = port_of(request.environ.get("SERVER_PORT"))
    commands = replace(found, database_url=None, config=None)
    return replace(commands, port=None if port == USUAL_PORT else port).dashboard("--print-address")


def _shown(file: Path) -> str:
    """Return the path without the account's name, which is nobody else's business."""
    home = Path.home()
    return f"~/{file.relative_to(home).as_posix()}" if file.is_relative_to(home) else file.name
