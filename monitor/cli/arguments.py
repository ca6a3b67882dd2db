"""Parse the command line. Only argparse and limits are imported for it, so that --help answers at once."""

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from classroom.choices import Mode, Region
from classroom.request_limits import LONGEST_TEXT, MOST_PEOPLE

EPILOG = """\
sources:
  webcam, webcam:1            a camera, by the number that --list-sources shows
  screen, screen:2            a whole screen
  area:X,Y,W,H                a part of the screens, in pixels
  window:PART OF THE TITLE    a window, followed when it moves
  browser                     what a page of the dashboard shares from the browser
  lesson.mp4                  a recording, as fast as the machine can
  pictures/                   a folder of pictures, one moment each
  demo                        a class of invented people

Exit codes: 0 finished or ready, 1 not ready (--check), 2 bad configuration or usage, 3 source not available.
An expression is not attention. Nobody is identified, and no picture is stored."""


@dataclass(frozen=True, slots=True)
class MonitorOptions:
    """The parsed command line; None for options that were not given."""

    source: str | None
    demo: bool
    dashboard: bool
    title: str | None
    group: str
    expected: int | None
    mode: Mode | None
    region: str | None
    accept_use: bool
    i_understand: bool
    database: str | None
    config: Path | None
    check_config: bool
    sample_seconds: float | None
    slides_area: str | None
    duration: float | None
    list_sources: bool
    annotate: Path | None
    preview: bool
    timetable: bool
    upgrade_database: bool
    new_database: bool
    check_audit: bool
    check: bool
    json: bool
    prepare: bool
    continue_class: int | None
    no_own_tile: bool
    messages_json: bool
    try_it: bool


def parse_arguments(arguments: list[str]) -> MonitorOptions:
    """Return the options. Exits with 2 and a message for an invalid command line, as argparse does."""
    parser = argparse.ArgumentParser(
        prog="run_monitor.py",
        description="Watches a class and writes its mood, or how many are seen, one line a second, to a database.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_watching(parser)
    _add_class(parser)
    _add_settings(parser)
    _add_instead(parser)
    options = MonitorOptions(**vars(parser.parse_args(arguments)))
    if options.demo and options.source not in (None, "demo"):
        parser.error("--demo watches the demo class; leave --source out")
    _refuse_with_timetable(parser, options)
    if options.json and not (options.check or options.list_sources):
        parser.error("--json prints the result of --check or --list-sources; add one of them")
    return options


def _refuse_with_timetable(parser: argparse.ArgumentParser, options: MonitorOptions) -> None:
    """Reject options that the timetable would ignore: its entries have settings of their own."""
    names = ("demo", "source", "title", "group", "expected", "duration", "annotate", "preview")
    given = [f"--{name}" for name in names if getattr(options, name)]
    if options.timetable and given:
        parser.error(f"--timetable takes these from config.yaml's schedule: {', '.join(given)}")


def _add_watching(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("what to watch")
    group.add_argument("--source", metavar="SPEC", help="what to watch (see below); default: monitor.source, webcam")
    group.add_argument("--demo", action="store_true", help="watch the demo class and open the dashboard beside it")
    group.add_argument("--dashboard", action="store_true", help="serve the dashboard from this terminal as well")
    group.add_argument("--sample-seconds", type=float, metavar="S", help="how often a sample is stored (1)")
    group.add_argument(
        "--slides",
        dest="slides_area",
        metavar="X,Y,W,H",
        help="where the shared slides are in the picture, in shares (0.3,0,0.7,1) or per cent; their changes are noted",
    )
    group.add_argument("--duration", type=_positive, metavar="SECONDS", help="when to stop by itself")
    group.add_argument(
        "--annotate", type=Path, metavar="PATH", help="also write what was seen, to a new file or folder"
    )
    group.add_argument("--preview", action="store_true", help="also show it in a window; q ends the class")

    group.add_argument("--prepare", action="store_true", help=argparse.SUPPRESS)  # begun by the dashboard
    group.add_argument("--continue", dest="continue_class", type=int, help=argparse.SUPPRESS)
    group.add_argument("--no-own-tile", action="store_true", help=argparse.SUPPRESS)  # none was marked in that class
    group.add_argument("--messages-json", action="store_true", help=argparse.SUPPRESS)
    group.add_argument("--try-it", action="store_true", help=argparse.SUPPRESS)


def _add_class(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("what is written on the class")
    group.add_argument("--title", type=_short_text, help="the class's title")
    group.add_argument("--group", type=_short_text, default="", help="the group that is taught")
    group.add_argument("--expected", type=_people, metavar="N", help="how many people to expect")
    group.add_argument(
        "--mode", choices=get_args(Mode), help="mood, or participation: people are counted, and no expression is read"
    )
    group.add_argument("--region", choices=get_args(Region), help="where the class is held: eu is the EU and the EEA")
    group.add_argument(
        "--accept-use",
        action="store_true",
        help="accept, once: not for marks, discipline, a person's attendance, or judging staff",
    )
    group.add_argument(
        "--i-understand",
        action="store_true",
        help="accept a minimum group below five in this class: single people may be readable in its figures",
    )


def _add_settings(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("settings")
    group.add_argument("--database", metavar="URL", help="SQLAlchemy URL; default: a SQLite file in your data folder")
    group.add_argument("--config", type=Path, metavar="PATH", help="another config.yaml")
    group.add_argument(
        "--new-database", action="store_true", help="begin with an empty database where the one with your classes was"
    )


def _add_instead(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("instead of watching")
    group.add_argument("--check-config", action="store_true", help="check the configuration, with every problem")
    group.add_argument("--check", action="store_true", help="look at the source for a few seconds: is all ready?")
    group.add_argument("--json", action="store_true", help="print the check, or the sources, as JSON")
    group.add_argument("--list-sources", action="store_true", help="list cameras, screens and windows")
    group.add_argument("--timetable", action="store_true", help="start and end classes by config.yaml's schedule")
    group.add_argument("--check-audit", action="store_true", help="check that the audit log is whole")
    group.add_argument("--upgrade-database", action="store_true", help="bring the database to this version's schema")


def _positive(text: str) -> float:
    value = float(text)
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError("expected a number of seconds above 0")
    return value


def _people(text: str) -> int:
    value = int(text)
    if not 1 <= value <= MOST_PEOPLE:
        raise argparse.ArgumentTypeError(f"expected 1 to {MOST_PEOPLE} people")
    return value


def _short_text(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise argparse.ArgumentTypeError(f"expected at most {LONGEST_TEXT} characters")
    return text
