"""Compression of responses with gzip, for clients that accept it."""

import gzip
from typing import Final

from flask import Flask, Response, request

LEAST_BYTES: Final = 2_000
LEVEL: Final = 4
KINDS: Final = frozenset({"text/html", "application/json"})
HANDLED: Final = frozenset({"Content-Disposition", "Content-Encoding"})


def register(app: Flask) -> None:
    """Compress responses that are large enough. Downloads are not: they are streamed, or hold a compressed script."""
    app.after_request(_pack)


def _pack(response: Response) -> Response:
    if response.is_streamed or response.mimetype not in KINDS or HANDLED & set(response.headers.keys()):
        return response
    response.vary.add("Accept-Encoding")
    if request.accept_encodings.quality("gzip") <= 0 or len(response.get_data()) < LEAST_BYTES:
        return response
    response.set_data(gzip.compress(response.get_data(), compresslevel=LEVEL, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    tag, _ = response.get_etag()
    if tag is not None:
        response.set_etag(tag, weak=True)  # the same figures in other bytes
    return response
