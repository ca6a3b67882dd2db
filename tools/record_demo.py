"""Write the demo lesson as a recording with its truth: `uv run python tools/record_demo.py OUT.mp4`."""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # the project is not installed as a package


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    """Return the options."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="the .mp4 to write; OUT.json is written beside it")
    parser.add_argument("--people", type=int, default=25)
    parser.add_argument("--size", default="1280x720", help="WIDTHxHEIGHT in pixels")
    parser.add_argument("--fps", type=float, default=5.0)
    parser.add_argument("--seconds", type=float, help="how much of the lesson; all of it if left out")
    parser.add_argument("--start", type=float, default=0.0, help="from which second of the lesson")
    parser.add_argument("--seed", type=int, default=1, help="another number, another class")
    return parser.parse_args(arguments)


def main() -> None:
    """Record, with a progress bar."""
    options = parse()
    from rich.progress import Progress

    from classroom.errors import MoodlineError
    from monitor.capture.demo.recording import RecordingPlan, record_lesson

    try:
        width, height = (int(part) for part in options.size.split("x"))
        plan = RecordingPlan(options.people, width, height, options.fps, options.seconds, options.seed, options.start)
        with Progress() as bar:
            task = bar.add_task(f"Recording {options.people} people")
            truth = record_lesson(options.out, plan, lambda done, total: bar.update(task, completed=done, total=total))
    except (ValueError, MoodlineError) as error:
        sys.exit(str(error))
    print(f"Wrote {options.out} and {truth}")


if __name__ == "__main__":
    main()
