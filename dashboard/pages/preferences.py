"""Route of the reader's preferences, language and time zone, which are stored in cookies."""

from typing import Final

from flask import Blueprint, Response, request

from dashboard.errors import RequestRefused
from dashboard.language.catalogue import LANGUAGES
from dashboard.language.preferred_language import LANGUAGE_COOKIE
from dashboard.language.time_zone import CLASS_ZONE, ZONE_COOKIE
from dashboard.language.translate import say
from dashboard.request.redirect import sent_back

ONE_YEAR: Final = 365 * 24 * 3600

blueprint = Blueprint("preferences", __name__)


@blueprint.post("/preferences")
def keep() -> Response:
    """Store the preferences in cookies, and redirect back."""
    language = request.form.get("language", "")
    if language not in LANGUAGES:
        raise RequestRefused(
            400,
            "language_unknown",
            say("This dashboard does not speak “{name}”", name=language[:40]),
            say("Use one of: {known}.", known=", ".join(LANGUAGES)),
        )
    response = sent_back(request.form.get("back", "/"))
    response.set_cookie(LANGUAGE_COOKIE, language, max_age=ONE_YEAR, samesite="Strict", httponly=True)
    if request.form.get("zone") == CLASS_ZONE:
        response.set_cookie(ZONE_COOKIE, CLASS_ZONE, max_age=ONE_YEAR, samesite="Strict")
    elif request.cookies.get(ZONE_COOKIE) == CLASS_ZONE:
        response.delete_cookie(ZONE_COOKIE)  # the page's script then writes the browser's own
    return response
