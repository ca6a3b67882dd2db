"""Static assets, Plotly's script among them, under addresses that contain a hash of their content."""

import gzip
import hashlib
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, abort, current_app, request, url_for

from dashboard.web.scripts import PLOTLY

STATIC_FOLDER: Final = Path(__file__).resolve().parent.parent / "static"
ONE_YEAR: Final = 365 * 24 * 3600
CONTENT_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}

blueprint = Blueprint("assets", __name__)


class Asset:
    """A file that is read when first asked for, with the hash of its content and its gzip."""

    def __init__(self, name: str, content_type: str) -> None:
        self.name = name
        self.content_type = content_type

    @cached_property
    def content(self) -> bytes:
        """Return the file's bytes."""
        if self.name == PLOTLY:
            return files("plotly").joinpath("package_data", PLOTLY).read_bytes()
        return (STATIC_FOLDER / self.name).read_bytes()

    @cached_property
    def digest(self) -> str:
        """Return the first 16 hexadecimal digits of the content's SHA-256."""
        return hashlib.sha256(self.content).hexdigest()[:16]

    @cached_property
    def packed(self) -> bytes:
        """Return the gzipped content."""
        return gzip.compress(self.content, compresslevel=6, mtime=0)

    @property
    def text(self) -> str:
        """Return the content as text."""
        return self.content.decode("utf-8")


def new_assets() -> dict[str, Asset]:
    """Return all files that the pages load, by name, such as charts/areas.js; none is read yet."""
    own = sorted(path for path in STATIC_FOLDER.rglob("*") if path.suffix in CONTENT_TYPES)
    names = (PLOTLY, *(path.relative_to(STATIC_FOLDER).as_posix() for path in own))
    return {name: Asset(name, CONTENT_TYPES[Path(name).suffix]) for name in names}


def asset(name: str) -> Asset:
    """Return one of the current app's files."""
    found: Asset = current_app.extensions["moodline_assets"][name]
    return found


def asset_url(name: str) -> str:
    """Return the address of a file, with the hash of its content in it."""
    return url_for("assets.send", digest=asset(name).digest, name=name)


@blueprint.get("/assets/<digest>/<path:name>")
def send(digest: str, name: str) -> Response:
    """Send a file, gzipped if the client accepts that, to be cached for a year; 404 for an old hash."""
    if name not in current_app.extensions["moodline_assets"] or asset(name).digest != digest:
        abort(404)
    wanted = asset(name)
    packs = "gzip" in request.headers.get("Accept-Encoding", "")
    response = Response(wanted.packed if packs else wanted.content, content_type=wanted.content_type)
    if packs:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = f"public, max-age={ONE_YEAR}, immutable"
    return response
