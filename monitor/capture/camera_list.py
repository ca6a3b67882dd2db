"""List the cameras by name, without switching any of them on."""

import sys
from dataclasses import dataclass
from typing import Final

_V4L2: Final = 200
_DSHOW: Final = 700
_AVFOUNDATION: Final = 1200


@dataclass(frozen=True, slots=True)
class Camera:
    """A camera with its OpenCV index."""

    index: int
    name: str


def camera_backend() -> int:
    """Return OpenCV's number of this system's camera API; names and indices belong to it.

    On Windows DirectShow, because Media Foundation takes up to 20 seconds to open a camera.
    """
    return {"win32": _DSHOW, "darwin": _AVFOUNDATION}.get(sys.platform, _V4L2)


def list_cameras() -> list[Camera]:
    """Return the cameras by index; an empty list if there are none, or they cannot be listed."""
    try:
        with _OpenCvLeftOut():
            from cv2_enumerate_cameras import enumerate_cameras

        found = enumerate_cameras(camera_backend())
    except (ImportError, OSError, NotImplementedError, RuntimeError):
        return []
    cameras = [Camera(int(info.index), str(info.name or f"camera {info.index}")) for info in found]
    return sorted(cameras, key=lambda camera: camera.index)


class _OpenCvLeftOut:
    """Hides OpenCV from cv2_enumerate_cameras, which works without it: importing OpenCV takes half a second."""

    def __enter__(self) -> None:
        self._stands_in = "cv2" not in sys.modules
        if self._stands_in:
            sys.modules["cv2"] = None  # type: ignore[assignment]

    def __exit__(self, *_: object) -> None:
        if self._stands_in:
            del sys.modules["cv2"]
