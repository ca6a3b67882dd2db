"""Build the page as a small Flask app: one address, a question, three buttons. It needs no script."""

import base64
import hashlib
import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from flask import Flask, Response, abort, render_template, request
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from pulse.answers import AnswerBox, TooSoon
from pulse.devices import Devices
from pulse.faces import faces_of
from pulse.hosts import host_name
from pulse.places import Newcomer, NoPlace
from pulse.settings import Settings
from pulse.shown_class import ClassBoard
from pulse.shown_class import register as register_shown_class
from pulse.texts import LANGUAGES, Texts

COOKIE: Final = "device"
MOST_BODY_BYTES: Final = 1024
CHOICES: Final = {"1": 0, "2": 1, "3": 2}
Clock = Callable[[], float]


def create_page(settings: Settings, box: AnswerBox, clock: Clock = time.time, board: ClassBoard | None = None) -> Flask:
    """Return the app. `clock` returns the seconds since 1970; `board` has what the class may see of itself."""
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MOST_BODY_BYTES
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    style = (Path(__file__).resolve().parent / "templates" / "pulse.css").read_text(encoding="utf-8")
    app.jinja_env.globals.update(style=Markup(style))
    app.jinja_env.get_template("pulse.html")  # loaded now, since no file can be opened once sandboxed
    headers = _headers(style)
    register_shown_class(app, settings, board or ClassBoard(), clock)

    @app.before_request
    def refuse_other_names() -> None:
        if host_name(request.environ.get("HTTP_HOST", "")) not in settings.hosts:
            abort(400)

    page = StudentPage(settings, box, clock, Devices())
    app.add_url_rule("/p/<token>", view_func=page.show, methods=["GET"])
    app.add_url_rule("/p/<token>", view_func=page.answer, methods=["POST"])
    app.register_error_handler(HTTPException, page.refuse)

    @app.after_request
    def harden(response: Response) -> Response:
        response.headers.update(headers)
        return response

    return app


@dataclass(frozen=True, slots=True)
class StudentPage:
    """The views of the page. Its address ends with the token; any other address is a 404, another name of it a 400."""

    settings: Settings
    box: AnswerBox
    clock: Clock
    devices: Devices

    @property
    def path(self) -> str:
        """Return the page's own path, without the host name, which depends on the network."""
        return f"/p/{self.settings.token}"

    def show(self, token: str) -> Response:
        """Render the question, or the thanks after a recent answer."""
        self._require(token)
        name = self._name()
        left = 0 if name is None else self.box.seconds_left(name, self.clock())
        return self._wait(200, _texts().thanks, left) if left else self._ask(200)

    def answer(self, token: str) -> Response:
        """Record an answer. It needs the device's cookie and the form field that belongs to it."""
        self._require(token)
        name, texts = self._name(), _texts()
        if name is None or not self.devices.owns_form(name, request.form.get("form", "")):
            self.box.refuse("form")
            return self._ask(403, texts.outdated)
        choice = CHOICES.get(request.form.get("answer", ""))
        if choice is None:
            self.box.refuse("form")
            return self._ask(400, texts.unreadable)
        newcomer = Newcomer(request.remote_addr or "", request.form.get("code", ""))
        given = self.box.answer(name, choice, self.clock(), newcomer)
        if isinstance(given, TooSoon):
            return self._wait(429, texts.too_soon, given.seconds_left)
        if isinstance(given, NoPlace):
            return self._ask(403 if given.reason == "code" else 503, _no_place_words(given, texts))
        response = Response(status=303)
        response.autocorrect_location_header = False
        response.headers["Location"] = self.path
        return response

    def refuse(self, error: HTTPException) -> Response:
        """Render the error page of an HTTP error."""
        if error.code in (400, 404):
            return self._page(error.code, heading=_texts().missing, sentence=_texts().missing_more)
        return Response(f"{error.code}\n", status=error.code, content_type="text/plain; charset=utf-8")

    def _require(self, token: str) -> None:
        if not hmac.compare_digest(token.encode(errors="replace"), self.settings.token.encode()):
            self.box.refuse("address")
            abort(404)

    def _name(self) -> str | None:
        return self.devices.name_in(request.cookies.get(COOKIE))

    def _ask(self, status: int, sentence: str = "") -> Response:
        """Render the form, with a new cookie for a device that has none."""
        cookie, question, texts = request.cookies.get(COOKIE), self.settings.question, _texts()
        name = self.devices.name_in(cookie)
        is_new = name is None
        if name is None:
            cookie = self.devices.new_cookie()
            name = cookie.partition(".")[0]
        shown = {"answers": texts.answers[question], "faces": faces_of(question), "group": self.settings.min_group_size}
        shown |= {"form": self.devices.form_field(name)}
        shown |= {"asks_code": bool(self.settings.code) and (is_new or not self.box.knows(name))}
        response = self._page(status, heading=texts.questions[question], sentence=sentence, asks=True, **shown)
        if is_new and cookie is not None:
            # Lax, because a link in a web page's chat must find the cookie again: else each click made a new device.
            response.set_cookie(COOKIE, cookie, path=self.path, httponly=True, samesite="Lax")
        return response

    def _wait(self, status: int, heading: str, seconds: int) -> Response:
        sentence = _texts().again_in.format(seconds=seconds)
        group = self.settings.min_group_size
        response = self._page(status, heading=heading, sentence=sentence, again=True, group=group)
        response.headers["Retry-After"] = str(seconds)
        response.headers["Refresh"] = str(seconds)  # the page has no script: reload it to ask again
        return response

    def _page(self, status: int, **shown: Any) -> Response:  # noqa: ANN401 - any template value
        body = render_template("pulse.html", language=_language(), texts=_texts(), path=self.path, **shown)
        return Response(body, status=status)


def _no_place_words(refused: NoPlace, texts: Texts) -> str:
    if refused.reason == "block":
        return texts.block_full
    if refused.reason == "code":
        return texts.too_many_codes if refused.waiting_helps else texts.wrong_code
    return texts.full if refused.waiting_helps else texts.full_for_good


def _language() -> str:
    return request.accept_languages.best_match(list(LANGUAGES), default="en")


def _texts() -> Texts:
    return LANGUAGES[_language()]


def _headers(style: str) -> dict[str, str]:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; base-uri 'none'"
    return {
        "Content-Security-Policy": f"{policy}; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "X-Robots-Tag": "noindex, nofollow",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
        "Cache-Control": "no-store",
        "Vary": "Accept-Language, Cookie",
    }
