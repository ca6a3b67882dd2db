"""Recordings arrive in pieces, whole and unchanged, and go when they are not needed any more."""

import os
import shutil
import stat
import time
from pathlib import Path

import pytest

from dashboard.recordings.errors import PieceMisplaced, RecordingGone, RecordingRefused, RoomMissing
from dashboard.recordings.uploads import LARGEST_BYTES, LEFT_OVER_SECONDS, RecordingUploads, Upload, file_name

CONTENT = bytes(range(256)) * 10


@pytest.fixture
def uploads(tmp_path: Path) -> RecordingUploads:
    return RecordingUploads(tmp_path / "recordings")


def received(uploads: RecordingUploads, name: str = "maths.mp4") -> Upload:
    upload = uploads.begin(name, len(CONTENT))
    for offset in range(0, len(CONTENT), 1000):
        upload = uploads.append(upload.id, offset, CONTENT[offset : offset + 1000])
    return upload


def test_a_recording_in_pieces_is_the_one_that_was_sent_and_only_this_user_can_read_it(
    uploads: RecordingUploads,
) -> None:
    upload = received(uploads)
    assert upload.is_whole
    assert upload.path.name == "maths.mp4"
    assert upload.path.read_bytes() == CONTENT
    assert uploads.whole() == [upload]
    if os.name == "posix":
        assert stat.S_IMODE(upload.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(upload.path.parent.stat().st_mode) == 0o700


def test_a_piece_that_is_sent_twice_changes_nothing(uploads: RecordingUploads) -> None:
    upload = uploads.begin("maths.mp4", 6)
    uploads.append(upload.id, 0, b"abc")
    assert uploads.append(upload.id, 0, b"abc").received == 3
    assert uploads.append(upload.id, 3, b"def").path.read_bytes() == b"abcdef"


@pytest.mark.parametrize(("offset", "piece"), [(4, b"f"), (0, b"abcdefg"), (-1, b"a")])
def test_a_piece_that_leaves_a_hole_or_is_too_long_is_refused(
    uploads: RecordingUploads, offset: int, piece: bytes
) -> None:
    upload = uploads.begin("maths.mp4", 6)
    uploads.append(upload.id, 0, b"abc")
    with pytest.raises(PieceMisplaced, match="3 bytes"):
        uploads.append(upload.id, offset, piece)
    assert uploads.find(upload.id).received == 3


@pytest.mark.parametrize("size", [0, -1, LARGEST_BYTES + 1])
def test_an_empty_recording_and_an_enormous_one_are_refused(uploads: RecordingUploads, size: int) -> None:
    with pytest.raises(RecordingRefused):
        uploads.begin("maths.mp4", size)


def test_a_recording_for_which_the_disk_has_no_room_is_refused_before_anything_is_sent(
    uploads: RecordingUploads, tmp_path: Path
) -> None:
    free = shutil.disk_usage(tmp_path).free
    free = min(LARGEST_BYTES, free)  # then the size alone is refused
    with pytest.raises((RoomMissing, RecordingRefused)):
        uploads.begin("maths.mp4", free + 1)
    assert uploads.whole() == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("maths.mp4", "maths.mp4"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\Lessons\\7b: fractions?.mp4", "C__Lessons_7b_ fractions_.mp4"),
        ("", "recording"),
        ("...", "recording"),
        ("x" * 300 + ".mp4", "x" * 120 + ".mp4"),
        ("Übung 3.mkv", "Übung 3.mkv"),
    ],
)
def test_the_name_is_kept_as_far_as_every_system_accepts_it(given: str, kept: str) -> None:
    assert file_name(given) == kept


@pytest.mark.parametrize("unknown", ["0" * 16, "..", "../..", "", "0" * 15 + "g"])
def test_an_id_that_was_never_given_finds_nothing(uploads: RecordingUploads, unknown: str) -> None:
    received(uploads)
    with pytest.raises(RecordingGone):
        uploads.find(unknown)
    with pytest.raises(RecordingGone):
        uploads.discard(unknown)


def test_a_recording_goes_when_its_class_has_been_read_and_no_other_file_does(
    uploads: RecordingUploads, tmp_path: Path
) -> None:
    own = tmp_path / "lessons" / "maths.mp4"
    own.parent.mkdir()
    own.write_bytes(CONTENT)
    upload, other = received(uploads), received(uploads, "second.mp4")
    uploads.release(str(own))
    uploads.release("window:Zoom")
    uploads.release(str(upload.path))
    assert own.exists()
    assert not upload.path.exists()
    assert uploads.whole() == [other]


def test_the_end_of_the_dashboard_deletes_what_no_class_reads(uploads: RecordingUploads) -> None:
    read, unused = received(uploads), received(uploads, "second.mp4")
    begun = uploads.begin("third.mp4", 10)
    uploads.close({str(read.path)})
    assert read.path.exists()
    assert not unused.path.exists()
    assert not begun.path.parent.exists()


def test_what_an_earlier_dashboard_left_behind_is_deleted_after_a_day(uploads: RecordingUploads) -> None:
    old, new = received(uploads), received(uploads, "second.mp4")
    long_ago = time.time() - LEFT_OVER_SECONDS - 60
    os.utime(old.path.parent, (long_ago, long_ago))
    uploads.delete_left_over()
    assert not old.path.exists()
    assert new.path.exists()
