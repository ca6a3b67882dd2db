"""A frame is judged by its header, before anything is decoded."""

import cv2
import numpy as np
import pytest

from classroom.request_limits import MOST_FRAME_BYTES
from monitor.share.jpeg_header import FrameRefused, PictureSize, checked_size


def jpeg_of(width: int, height: int, *options: int, channels: int = 3) -> bytes:
    shape = (height, width, 3) if channels == 3 else (height, width)
    image = np.random.default_rng(7).integers(0, 255, shape, np.uint8)
    done, encoded = cv2.imencode(".jpg", image, list(options))
    assert done
    return encoded.tobytes()


def of_size(jpeg: bytes, width: int, height: int) -> bytes:
    """Return the JPEG with another size written into its header."""
    place = jpeg.index(b"\xff\xc0") + 5
    return jpeg[:place] + height.to_bytes(2, "big") + width.to_bytes(2, "big") + jpeg[place + 4 :]


def reason_of(jpeg: bytes) -> str:
    with pytest.raises(FrameRefused) as refused:
        checked_size(jpeg)
    return refused.value.reason


@pytest.mark.parametrize("options", [(), (cv2.IMWRITE_JPEG_PROGRESSIVE, 1)], ids=["baseline", "progressive"])
@pytest.mark.parametrize("channels", [1, 3])
def test_the_size_of_a_whole_jpeg_is_read_from_its_header(options: tuple[int, ...], channels: int) -> None:
    assert checked_size(jpeg_of(321, 123, *options, channels=channels)) == PictureSize(321, 123)


def test_a_picture_of_a_hundred_megapixels_is_refused() -> None:
    assert reason_of(of_size(jpeg_of(64, 48), 10_000, 10_000)) == "too_many_pixels"


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.99])
def test_a_part_of_a_jpeg_is_refused(kept: float) -> None:
    whole = jpeg_of(320, 240)
    assert reason_of(whole[: int(len(whole) * kept)]) == "cut_off"


def test_more_bytes_than_allowed_are_refused() -> None:
    assert reason_of(b"\xff\xd8" + b"\0" * MOST_FRAME_BYTES) == "too_large"


@pytest.mark.parametrize(
    "body",
    [
        b"GIF89a" + b"\0" * 100,
        b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
        b"\xff\xd8\x00\x01\x02\x03\xff\xd9",
        b"\xff\xd8\xff\xda\x00\x04\x00\x00\xff\xd9",
        of_size(jpeg_of(64, 48), 0, 48),
    ],
    ids=["gif", "png", "noise", "without a header", "without width"],
)
def test_what_is_no_jpeg_is_refused(body: bytes) -> None:
    assert reason_of(body) == "not_a_jpeg"


def test_whatever_bytes_come_they_are_judged_and_never_an_error() -> None:
    random = np.random.default_rng(3)
    for _ in range(2000):
        body = b"\xff\xd8\xff" + random.integers(0, 256, int(random.integers(0, 60)), np.uint8).tobytes()
        with pytest.raises(FrameRefused):
            checked_size(body)
