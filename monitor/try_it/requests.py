"""Take pictures from the program that started this one, through its pipe: no port, no file.

A request is a line of JSON, `{"bytes": …, "is_first": …}`, and so many bytes of JPEG. The pipe's end ends the program.
"""

import io
import json
import queue
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from classroom.request_limits import MOST_FRAME_BYTES

LONGEST_LINE: Final = 200
IDLE_SECONDS: Final = 30.0
"""A page that was left without a word sends nothing for so long; then nobody is looked at any more."""


@dataclass(frozen=True, slots=True)
class PictureRequest:
    """A picture to read, still encoded; `is_first` begins anew, as another page has sent it."""

    jpeg: bytes
    is_first: bool


def requests(stream: io.RawIOBase, idle_seconds: float = IDLE_SECONDS) -> Iterator[PictureRequest]:
    """Yield the requests, until the stream ends or breaks the protocol, or none has come for `idle_seconds`."""
    came: queue.Queue[PictureRequest | None] = queue.Queue(maxsize=1)

    def read_all() -> None:
        while (request := _next_of(stream)) is not None:
            came.put(request)
        came.put(None)

    # Of a raw stream: a thread that waits in a buffered one would not let the program end.
    threading.Thread(target=read_all, name="pictures", daemon=True).start()
    while True:
        try:
            request = came.get(timeout=idle_seconds)
        except queue.Empty:
            return
        if request is None:
            return
        yield request


def _next_of(stream: io.RawIOBase) -> PictureRequest | None:
    line = stream.readline(LONGEST_LINE)
    try:
        values = json.loads(line)
        length, is_first = int(values["bytes"]), bool(values["is_first"])
    except (ValueError, KeyError, TypeError):
        return None
    if not 0 < length <= MOST_FRAME_BYTES:
        return None
    jpeg = _exactly(stream, length)
    return None if jpeg is None else PictureRequest(jpeg, is_first)


def _exactly(stream: io.RawIOBase, length: int) -> bytes | None:
    read = bytearray()
    while len(read) < length:
        part = stream.read(length - len(read))
        if not part:
            return None
        read += part
    return bytes(read)
