"""Pictures come through a pipe, one after the other; whatever is not in order ends the program, as does silence."""

import io
import json
import os
from collections.abc import Iterator

import pytest

from classroom.request_limits import MOST_FRAME_BYTES
from monitor.try_it.requests import PictureRequest, requests

JPEG = b"\xff\xd8 a picture\n with lines \xff\xd9"


def written(jpeg: bytes, *, is_first: bool = False, length: int | None = None) -> bytes:
    head = {"bytes": len(jpeg) if length is None else length, "is_first": is_first}
    return json.dumps(head).encode() + b"\n" + jpeg


@pytest.fixture
def pipe() -> Iterator[tuple[io.FileIO, io.FileIO]]:
    """The end that is read, and the one that is written."""
    reads, writes = os.pipe()
    with io.FileIO(reads, "r") as stream, io.FileIO(writes, "w") as sent:
        yield stream, sent


def test_pictures_come_whole_and_in_order_until_the_pipe_ends(pipe: tuple[io.FileIO, io.FileIO]) -> None:
    stream, sent = pipe
    sent.write(written(JPEG, is_first=True) + written(JPEG * 2))
    sent.close()
    assert list(requests(stream)) == [PictureRequest(JPEG, is_first=True), PictureRequest(JPEG * 2, is_first=False)]


def test_silence_ends_it(pipe: tuple[io.FileIO, io.FileIO]) -> None:
    stream, sent = pipe
    sent.write(written(JPEG))
    assert len(list(requests(stream, idle_seconds=0.2))) == 1
    sent.close()


@pytest.mark.parametrize(
    "broken",
    [
        written(JPEG)[:-5],
        written(b"", length=0),
        written(JPEG, length=MOST_FRAME_BYTES + 1),
        b"[]\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"{" * 300,
    ],
    ids=["cut off", "empty", "too large", "no object", "no JSON", "no line"],
)
def test_what_is_not_in_order_ends_it(pipe: tuple[io.FileIO, io.FileIO], broken: bytes) -> None:
    stream, sent = pipe
    sent.write(written(JPEG) + broken)
    sent.close()
    assert [request.jpeg for request in requests(stream)] == [JPEG]
