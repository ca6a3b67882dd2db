"""Write a drawn call as pictures or as a video, with its truth in truth.json.

    uv run python -m tools.call_pictures --shape zoom --tiles 25 --size 1920x1080 --seconds 20 --out FOLDER

Events are told by name and seconds: --events speaker:5:8 joined:10:3 is the speaker's view from second 5 to 8, and
three students who come at second 10. speaker, shared, page_two, frozen, panel, pointer, reactions and toast have a
begin and an end; a third number counts the tiles in the strip or on the page, or those who freeze. joined and left have
a moment and a count, shuffled has a moment.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import cv2

from tools.call_pictures.call import DrawnCall, DrawnFrame
from tools.call_pictures.events import (
    Event,
    Frozen,
    Joined,
    Left,
    PageTurned,
    Pointer,
    Reactions,
    SharedScreen,
    Shuffled,
    SidePanel,
    SpeakerView,
    Toast,
)
from tools.call_pictures.people import DEMO_PEOPLE
from tools.call_pictures.photographed import PhotographedPeople
from tools.call_pictures.shapes import SHAPES

LASTING: Final[Mapping[str, Callable[..., Event]]] = {
    "speaker": SpeakerView,
    "shared": SharedScreen,
    "page_two": PageTurned,
    "frozen": Frozen,
    "panel": SidePanel,
    "pointer": Pointer,
    "reactions": Reactions,
    "toast": Toast,
}
COUNTED: Final[Mapping[str, Callable[[float, int], Event]]] = {"joined": Joined, "left": Left}


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    """Return the options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shape", choices=sorted(SHAPES), default="zoom")
    parser.add_argument("--tiles", type=int, default=25)
    parser.add_argument("--size", default="1920x1080", help="WIDTHxHEIGHT in pixels")
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--fps", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quality", type=int, help="of the JPEG compression that each frame passes through, 1 to 100")
    parser.add_argument("--portraits", type=Path, help="folder of portraits with faces.json, for measurements only")
    parser.add_argument("--events", nargs="*", default=[], metavar="EVENT", type=event_of)
    parser.add_argument("--format", choices=("png", "jpg", "mp4"), default="png")
    parser.add_argument("--out", type=Path, required=True, help="folder")
    return parser.parse_args(arguments)


def event_of(told: str) -> Event:
    """Return the event. Raises ArgumentTypeError for an unknown one, or one whose numbers do not fit."""
    name, *numbers = told.split(":")
    try:
        if name in LASTING:
            begin_and_end = [float(number) for number in numbers[:2]] or [0.0]
            return LASTING[name](*begin_and_end, *map(int, numbers[2:]))
        if name in COUNTED:
            at_seconds, count = numbers
            return COUNTED[name](float(at_seconds), int(count))
        if name == "shuffled":
            return Shuffled(*map(float, numbers))
    except (TypeError, ValueError):
        pass
    raise argparse.ArgumentTypeError(f"{told!r} is no event")


def main() -> None:
    """Draw and write."""
    options = parse()
    try:
        width, height = (int(part) for part in options.size.split("x"))
        call = DrawnCall(
            SHAPES[options.shape],
            options.tiles,
            width,
            height,
            seed=options.seed,
            people=PhotographedPeople(options.portraits) if options.portraits else DEMO_PEOPLE,
            events=options.events,
            quality=options.quality,
        )
    except (ValueError, OSError) as error:
        sys.exit(str(error))
    options.out.mkdir(parents=True, exist_ok=True)
    moments = [index / options.fps for index in range(max(1, round(options.seconds * options.fps)))]
    frames = ((seconds, call.draw(seconds)) for seconds in moments)
    truth = list(write_video(options, frames) if options.format == "mp4" else write_pictures(options, frames))
    content = {"shape": options.shape, "fps": options.fps, "seed": options.seed, "frames": truth}
    (options.out / "truth.json").write_text(json.dumps(content), encoding="utf-8")
    print(f"Wrote {len(truth)} frames and truth.json to {options.out}")


def write_pictures(options: argparse.Namespace, frames: Iterator[tuple[float, DrawnFrame]]) -> Iterator[dict[str, Any]]:
    """Write each frame as a picture of its own; yield its truth."""
    for number, (seconds, frame) in enumerate(frames):
        name = f"frame-{number:05}.{options.format}"
        done, coded = cv2.imencode(f".{options.format}", frame.image_bgr)
        if not done:
            raise ValueError(f"{name} cannot be written")
        (options.out / name).write_bytes(coded.tobytes())
        yield {"picture": name} | truth_of(seconds, frame)


def write_video(options: argparse.Namespace, frames: Iterator[tuple[float, DrawnFrame]]) -> Iterator[dict[str, Any]]:
    """Write the frames as call.mp4; yield each one's truth."""
    writer = cv2.VideoWriter()
    for seconds, frame in frames:
        if not writer.isOpened():
            tall, wide = frame.image_bgr.shape[:2]
            code = cv2.VideoWriter.fourcc(*"mp4v")
            if not writer.open(str(options.out / "call.mp4"), code, options.fps, (wide, tall)):
                sys.exit("The video cannot be written.")
        writer.write(frame.image_bgr)
        yield truth_of(seconds, frame)
    writer.release()


def truth_of(seconds: float, frame: DrawnFrame) -> dict[str, Any]:
    """Return the frame's truth for JSON."""
    return {"seconds": seconds, "view": frame.view, "tiles": [asdict(tile) for tile in frame.tiles]}


if __name__ == "__main__":
    main()
