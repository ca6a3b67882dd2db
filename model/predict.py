"""Read pictures and videos: `uv run python -m model.predict INPUT [--output-image PATH] [--output-csv PATH]`."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from classroom.config import MonitorSettings
from classroom.emotions import EMOTIONS
from model.exit_codes import exit_code_of

if TYPE_CHECKING:
    from model.prediction.picture import Picture, PictureSource
    from model.prediction.readings import FaceReader, PicturePredictions

BAR_FROM_SECONDS: Final = 2.0
SMALLEST_FACE_PX: Final = 20
LONGEST_INTERVAL_SECONDS: Final = 60.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Read what was named, print how many faces show what, write what was asked for; returns the exit code."""
    options = _parser().parse_args(arguments)
    return exit_code_of(lambda: sys.stdout.write(_predict(options)), "Stopped before the end; nothing was written.")


def _predict(options: argparse.Namespace) -> str:
    from model.prediction.outputs import OutputRequest, PredictionOutputs
    from model.prediction.pictures import open_pictures

    source = open_pictures(options.input, options.every_seconds)
    request = OutputRequest(options.output_image, options.output_csv, options.output_json)
    with PredictionOutputs(request, source) as outputs:
        source.check()
        reader = _load_reader(options)
        readings = []
        for picture in _with_progress(source):
            reading = reader.read(picture)
            outputs.add(picture, reading)
            readings.append(reading)
        written = outputs.keep(readings)
    return _report(source, readings) + "".join(f"Written: {path}\n" for path in written)


def _load_reader(options: argparse.Namespace) -> "FaceReader":
    from classroom.native_stderr import native_stderr_silenced

    if sys.stderr.isatty():
        sys.stderr.write("Loading the networks …\n")
    with native_stderr_silenced():
        from model.prediction.readings import FaceReader

        return FaceReader.load(options.weights, options.smallest_face, options.min_confidence)


def _with_progress(source: "PictureSource") -> "Iterator[Picture]":
    """Yield the pictures, with a bar and the time left for a folder and for a video of more than two seconds."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from model.prediction.video_frames import VideoFrames

    is_short = source.seconds <= BAR_FROM_SECONDS if isinstance(source, VideoFrames) else source.count == 1
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    left = TimeRemainingColumn(elapsed_when_finished=True)
    with Progress(*columns, left, console=Console(stderr=True), disable=is_short) as progress:
        task = progress.add_task("pictures", total=source.count)
        for picture in source.pictures():
            yield picture
            progress.advance(task)
        # A video's length tells the number of its frames only about.
        progress.update(task, total=progress.tasks[task].completed)


def _report(source: "PictureSource", readings: Sequence["PicturePredictions"]) -> str:
    from model.prediction.readings import total_counts

    counts = total_counts(readings)
    faces = sum(counts)
    if not faces:
        return (
            f"No face was found in {source.path.name}. Smaller ones are searched for with --smallest-face, "
            "less certain ones are taken with --min-confidence.\n"
        )
    lines = [f"{source.path.name}: {_number(faces, 'face')} in {_number(len(readings), 'picture')}"]
    lines += [f"  {name:10}{count:>7}{count / faces:>8.0%}" for name, count in zip(EMOTIONS, counts, strict=True)]
    return "\n".join([*lines, f"  {'total':10}{faces:>7}"]) + "\n"


def _number(count: int, name: str) -> str:
    return f"{count} {name}" if count == 1 else f"{count} {name}s"


def _parser() -> argparse.ArgumentParser:
    usual = MonitorSettings()
    parser = argparse.ArgumentParser(
        prog="python -m model.predict",
        description="Find the faces of a picture, a folder of pictures or a video, and read their emotions. "
        "Nothing is kept unless you name an output, and nothing is written over.",
    )
    add = parser.add_argument
    add("input", type=Path, metavar="INPUT", help="a picture, a folder of pictures, or a video")
    add("--output-image", type=Path, metavar="PATH", help="annotated: a picture, a folder, or a video, as the input is")
    add("--output-csv", type=Path, metavar="PATH", help="how many faces show each emotion, a row for each picture")
    add("--output-json", type=Path, metavar="PATH", help="every face, with its place and its seven probabilities")
    add("--every-seconds", type=_interval, default=1.0, metavar="S", help="how often to look at a video (%(default)s)")
    add(
        "--smallest-face",
        type=_face_px,
        default=usual.smallest_face_px,
        metavar="PX",
        help="height in pixels; smaller faces are not searched for, a larger one is faster (%(default)s)",
    )
    add(
        "--min-confidence",
        type=_share,
        default=usual.min_confidence,
        metavar="SHARE",
        help="how sure the face finder must be, 0 to 1 (%(default)s)",
    )
    add("--weights", type=Path, metavar="PATH", help="a .keras file with its record beside it (the shipped one)")
    return parser


def _interval(text: str) -> float:
    return _within(text, 0.01, LONGEST_INTERVAL_SECONDS)


def _share(text: str) -> float:
    return _within(text, 0.0, 1.0)


def _face_px(text: str) -> int:
    return round(_within(text, SMALLEST_FACE_PX, 10_000))


def _within(text: str, lowest: float, highest: float) -> float:
    try:
        value = float(text)
    except ValueError:
        value = lowest - 1
    if not lowest <= value <= highest:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from {lowest:g} to {highest:g}")
    return value


if __name__ == "__main__":
    raise SystemExit(main())
