"""Measure over drawn calls whom the monitor counts in a gallery view.

    uv run python tools/measure_gallery.py [--shapes zoom meet] [--tiles 9 16 25 36 49] [--sizes 1280x720 1920x1080]
        [--seconds 60] [--quality 90] [--portraits ../shared/gallery/tiles]

Each call runs at one frame a second, and all happens in it: tiles in another order, students who come and go, a frozen
picture, messages, the pointer, reactions, the chat, the speaker's view, a shared screen, the second page. Prints (as
Markdown) a row for each call and one for all. Times are the grid's alone, on one thread, without the detection.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import cv2

from model.faces.finder import FaceFinder
from monitor.detect.detector import MtcnnDetector
from monitor.errors import SourceBlind
from monitor.gallery.selector import GallerySelector
from monitor.types import Face, Frame, Marks
from tools.call_pictures import events
from tools.call_pictures.call import DrawnCall, DrawnFrame
from tools.call_pictures.events import Event, Toast, lasting_at
from tools.call_pictures.overlays import message_box
from tools.call_pictures.people import DEMO_PEOPLE
from tools.call_pictures.photographed import PhotographedPeople
from tools.call_pictures.shapes import SHAPES
from tools.gallery_scores import WRONG_KINDS, Score

BEGAN = datetime(2026, 1, 12, 9, tzinfo=UTC)
SMALLEST_FACE_PX, LEAST_CONFIDENCE = 36, 0.9
NEWCOMER_SECONDS = 3
COLUMNS = (
    "call", "frames", "right", "right, as found", "right but newcomers",
    "students", "not found", "not selected", *WRONG_KINDS,
    "refused", "undecided", "under message", "right there", "other views", "counted there",
    "right, all faces", "wrong, all faces", "ms",
)  # fmt: skip


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Return the options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shapes", nargs="+", choices=sorted(SHAPES), default=list(SHAPES))
    parser.add_argument("--tiles", type=int, nargs="+", default=[9, 16, 25, 36, 49])
    parser.add_argument("--sizes", nargs="+", default=["1280x720", "1920x1080"], metavar="WIDTHxHEIGHT")
    parser.add_argument("--seconds", type=int, default=60, help="of each call")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quality", type=int, help="of the JPEG compression that each frame passes through, 1 to 100")
    parser.add_argument(
        "--portraits", type=Path, help="folder of portraits with faces.json, instead of the demo's people"
    )
    return parser.parse_args(arguments)


def main() -> None:
    """Print the table."""
    options = parse()
    cv2.setNumThreads(1)
    people = PhotographedPeople(options.portraits) if options.portraits else DEMO_PEOPLE
    total = Score()
    print("| " + " | ".join(COLUMNS) + " |\n|" + "---|" * len(COLUMNS), flush=True)
    for shape in options.shapes:
        for tiles in options.tiles:
            for size in options.sizes:
                width, height = map(int, size.split("x"))
                happens = happenings(options.seconds)
                call = DrawnCall(
                    SHAPES[shape], tiles, width, height,
                    seed=options.seed, people=people, events=happens, quality=options.quality,
                )  # fmt: skip
                score = score_of(call, options.seconds)
                total.add(score)
                print(row_of(f"{shape} {tiles} {size}", score), flush=True)
    print(row_of("all", total))


def happenings(seconds: int) -> list[Event]:
    """Return what happens in a call of this length."""
    unit = seconds / 60
    return [
        events.Pointer(2 * unit, 58 * unit),
        events.Toast(7 * unit, 10 * unit),
        events.Frozen(11 * unit, 19 * unit, 1),
        events.Shuffled(15 * unit),
        events.SharedScreen(19 * unit, 23 * unit),
        events.Joined(26 * unit, 2),
        events.SidePanel(30 * unit, 34 * unit),
        events.SpeakerView(37 * unit, 41 * unit),
        events.Left(44 * unit, 2),
        events.Reactions(45 * unit, 60 * unit),
        events.PageTurned(47 * unit, 51 * unit),
        events.Shuffled(55 * unit),
    ]


def score_of(call: DrawnCall, seconds: int) -> Score:
    """Return the score of a call, at one frame a second."""
    detector = MtcnnDetector(FaceFinder(SMALLEST_FACE_PX, LEAST_CONFIDENCE, threads=1))
    selector = GallerySelector()
    score = Score()
    came: dict[str, int] = {}
    for second in range(seconds):
        drawn = call.draw(second)
        if drawn.view == "gallery":
            came = {tile.name: came.get(tile.name, second) for tile in drawn.tiles}
        newcomers = {name for name, since in came.items() if second - since < NEWCOMER_SECONDS}
        if second == 0:
            selector.mark(Marks(own_tile_at=_teacher_at(call, drawn)))
        frame = Frame(second, BEGAN + timedelta(seconds=second), drawn.image_bgr, "drawn")
        has_message = any(isinstance(event, Toast) for event in lasting_at(call.events, second))
        message = message_box(call.width, call.height) if has_message else None
        read = _read(frame, detector, selector)
        if read is None:
            score.refuse(drawn)
        else:
            found, counted, milliseconds = read
            score.milliseconds.append(milliseconds)
            score.take(drawn, found, counted, message, newcomers)
    return score


def _read(
    frame: Frame, detector: MtcnnDetector, selector: GallerySelector
) -> tuple[list[Face], list[Face] | None, float] | None:
    """Return the faces that were found, those that count, and the grid's milliseconds; None if it looked away."""
    began = time.thread_time()
    try:
        frame = selector.prepare(frame)
    except SourceBlind:
        return None
    prepared = time.thread_time() - began
    found = detector.detect(frame)
    began = time.thread_time()
    counted = selector.select(frame, found)
    return found, counted, 1000 * (prepared + time.thread_time() - began)


def _teacher_at(call: DrawnCall, drawn: DrawnFrame) -> tuple[float, float] | None:
    for tile in drawn.tiles:
        if tile.kind == "teacher":
            left, top, width, height = tile.box_xywh
            return (left + width / 2) / call.width, (top + height / 2) / call.height
    return None


def row_of(name: str, score: Score) -> str:
    """Return a row of the table."""
    cells: Iterator[object] = iter(
        (
            name,
            score.frames,
            _percent(score.right, score.frames),
            _percent(score.right_as_found, score.frames),
            _percent(score.right_but_newcomers, score.frames),
            _percent(score.counted, score.students),
            score.not_found,
            score.not_selected,
            *(score.wrong[kind] for kind in WRONG_KINDS),
            score.refused,
            score.undecided,
            score.under_message,
            score.right_under_message,
            score.other_views,
            score.counted_elsewhere,
            _percent(score.right_all_faces, score.frames),
            score.wrong_all_faces,
            f"{score.median_ms:.1f}",
        )
    )
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


if __name__ == "__main__":
    main()
