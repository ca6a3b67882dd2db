"""Security headers, and the refusal of foreign hosts and pages."""

from typing import Final

from flask import Flask, Response, g, request

from dashboard.errors import ForeignHost, ForeignPage
from dashboard.web.host_header import host_name

ALLOWED_HOSTS: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""A page elsewhere could otherwise point its own name at this machine and read what we show (DNS rebinding)."""

CONTENT_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",  # Plotly writes style elements of its own
        "img-src 'self' data: blob:",  # Plotly's "download as PNG"
        "connect-src 'self'",
        "font-src 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    )
)
HEAVY_BLUEPRINTS: Final = frozenset({"exports"})
"""Routes that work for seconds; a page elsewhere may not even link to them."""

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_SITES: Final = frozenset({"same-origin", "none"})
FIXED_HEADERS: Final = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), display-capture=()",
}


def guard(app: Flask) -> None:
    """Refuse foreign Host headers and cross-site changes, and set the security headers of every response."""
    app.before_request(_refuse_foreign_hosts)
    app.before_request(_refuse_foreign_changes)
    app.before_request(_refuse_foreign_reads)
    app.after_request(_add_headers)


def _refuse_foreign_hosts() -> None:
    if host_name(request.environ.get("HTTP_HOST", "")) not in ALLOWED_HOSTS:
        g.refused = "foreign_host"
        raise ForeignHost


def _refuse_foreign_changes() -> None:
    """Refuse cross-site requests that change something (CSRF), by Sec-Fetch-Site, else by Origin.

    A browser always sends one of the two; a program that sends neither is no browser.
    """
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    own = origin is None or origin == f"{request.scheme}://{request.environ.get('HTTP_HOST', '')}"
    if (site not in OWN_SITES) if site is not None else not own:
        g.refused = "foreign_page"
        raise ForeignPage


def _refuse_foreign_reads() -> None:
    """Refuse what a page elsewhere loads from us, as a picture, a frame or a file: none of its links needs that.

    It could not read the answer, but make us build eight PDFs at once. A link to one of our pages may be followed.
    Other ports of this machine count as elsewhere, for browsers send them our cookies.
    """
    if request.method not in SAFE_METHODS or request.headers.get("Sec-Fetch-Site", "none") in OWN_SITES:
        return
    mode, place = request.headers.get("Sec-Fetch-Mode", "navigate"), request.headers.get("Sec-Fetch-Dest", "document")
    if request.blueprint in HEAVY_BLUEPRINTS or (mode, place) != ("navigate", "document"):
        g.refused = "foreign_page"
        raise ForeignPage


def _add_headers(response: Response) -> Response:
    for name, value in FIXED_HEADERS.items():
        if name != "Permissions-Policy" or name not in response.headers:  # the page that shares may ask for a screen
            response.headers[name] = value
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    response.headers["Server"] = "Moodline"
    return response
