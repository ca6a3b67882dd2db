"""Keep uploaded recordings in a folder of the user's own, each in pieces until it is whole."""

import re
import secrets
import shutil
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from classroom.private_files import private_folder
from dashboard.recordings.errors import PieceMisplaced, RecordingGone, RecordingRefused, RoomMissing

LARGEST_BYTES: Final = 200_000_000_000
SPARE_BYTES: Final = 500_000_000
"""Left free by every upload: the database and the call need room too."""
LONGEST_NAME: Final = 120
LONGEST_SUFFIX: Final = 10
LEFT_OVER_SECONDS: Final = 86_400.0
"""The age at which recordings that a killed dashboard left behind are deleted: none is read for so long."""
PART_SUFFIX: Final = ".part"
UNUSABLE: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
"""Characters that some system allows in no file name."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A recording as received so far; whole when `received` equals `size`, in bytes."""

    id: str
    name: str
    path: Path
    size: int
    received: int

    @property
    def is_whole(self) -> bool:
        """Return whether every byte is there."""
        return self.received == self.size


class RecordingUploads:
    """The recordings in `folder`, each in a subfolder named by its id. Nobody but this user can read them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._begun: set[str] = set()

    def begin(self, name: str, size: int) -> Upload:
        """Make room for a recording. Raises RecordingRefused for a size out of range, RoomMissing for a full disk."""
        if not 0 < size <= LARGEST_BYTES:
            raise RecordingRefused
        private_folder(self._folder)
        free = shutil.disk_usage(self._folder).free
        if size + SPARE_BYTES > free:
            raise RoomMissing(size, max(0, free - SPARE_BYTES))
        upload_id = secrets.token_hex(8)
        own = self._folder / upload_id
        own.mkdir(mode=0o700)
        path = own / file_name(name)
        _part_of(path).touch(mode=0o600)
        (own / "size").write_text(str(size), encoding="ascii")
        self._begun.add(upload_id)
        return self.find(upload_id)

    def append(self, upload_id: str, offset: int, piece: bytes) -> Upload:
        """Write a piece at its place; one that is there already is written again.

        Raises RecordingGone for an unknown id, PieceMisplaced for a piece that leaves a hole or is too long.
        """
        upload = self.find(upload_id)
        if upload.is_whole or offset > upload.received or offset < 0 or offset + len(piece) > upload.size:
            raise PieceMisplaced(upload.received)
        part = _part_of(upload.path)
        with part.open("r+b") as file:
            file.seek(offset)
            file.write(piece)
        if part.stat().st_size == upload.size:
            part.rename(upload.path)
        return self.find(upload_id)

    def find(self, upload_id: str) -> Upload:
        """Return a recording as received so far. Raises RecordingGone for an unknown id."""
        own = self._folder / upload_id
        if not re.fullmatch(r"[0-9a-f]{16}", upload_id) or not (own / "size").is_file():
            raise RecordingGone
        size = int((own / "size").read_text(encoding="ascii"))
        found = next((path for path in own.iterdir() if path.name != "size"), None)
        if found is None:
            raise RecordingGone
        name = found.name.removesuffix(PART_SUFFIX)
        return Upload(upload_id, name, own / name, size, found.stat().st_size)

    def whole(self) -> list[Upload]:
        """Return the recordings that this dashboard received in full, by name."""
        found = [self.find(upload_id) for upload_id in self._begun if (self._folder / upload_id / "size").is_file()]
        return sorted((upload for upload in found if upload.is_whole), key=lambda upload: upload.name)

    def discard(self, upload_id: str) -> None:
        """Delete a recording. Raises RecordingGone for an unknown id."""
        shutil.rmtree(self.find(upload_id).path.parent, ignore_errors=True)

    def release(self, source: str) -> None:
        """Delete the recording that was watched as `source`; any other source is left alone."""
        own = Path(source).parent
        if own.parent == self._folder:
            shutil.rmtree(own, ignore_errors=True)

    def close(self, in_use: Collection[str]) -> None:
        """Delete the recordings of this dashboard, but for the sources `in_use`: a class may go on without it."""
        kept = {Path(source).parent.name for source in in_use}
        for upload_id in self._begun - kept:
            shutil.rmtree(self._folder / upload_id, ignore_errors=True)

    def delete_left_over(self) -> None:
        """Delete the recordings that an earlier dashboard left behind."""
        if self._folder.is_dir():
            for own in self._folder.iterdir():
                if time.time() - own.stat().st_mtime > LEFT_OVER_SECONDS:
                    shutil.rmtree(own, ignore_errors=True)


def file_name(name: str) -> str:
    """Return a name that every system accepts for a file, as near to the given one as can be."""
    clean = UNUSABLE.sub("_", name).strip(" .") or "recording"
    suffix = Path(clean).suffix
    return clean[:LONGEST_NAME] if len(suffix) > LONGEST_SUFFIX else clean.removesuffix(suffix)[:LONGEST_NAME] + suffix


def _part_of(path: Path) -> Path:
    return path.with_name(path.name + PART_SUFFIX)
