"""Parse the command line of run_dashboard.py."""

import argparse
from collections.abc import Sequence
from pathlib import Path


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(
        prog="run_dashboard.py",
        description="Show the mood of classes in a browser. Writes only what you change on its pages.",
    )
    parser.add_argument("--host", help="the address to listen on, of this machine only (127.0.0.1)")
    parser.add_argument("--port", type=_port, help="the port to listen on (8000)")
    parser.add_argument(
        "--database", metavar="URL", help="SQLAlchemy URL (a SQLite file in the platform's data folder)"
    )
    parser.add_argument(
        "--config", metavar="PATH", type=Path, help="the configuration file (config.yaml, if it exists)"
    )
    parser.add_argument(
        "--demo-data", action="store_true", help="show a term of invented classes, from a file of its own"
    )
    parser.add_argument(
        "--when-closed", choices=("goes_on", "ends"), help="what a class does when the dashboard is closed (goes_on)"
    )
    parser.add_argument("--no-browser", action="store_true", help="open no browser, as on a server")
    parser.add_argument(
        "--shortcut", action="store_true", help="put a launcher on the desktop that starts it as this command line does"
    )
    parser.add_argument(
        "--print-address",
        action="store_true",
        help="print an address that lets a browser in, and end",
    )
    parser.add_argument(
        "--new-key", action="store_true", help="let no browser and no program in any more that was let in before"
    )
    instead = parser.add_argument_group("instead of serving")
    instead.add_argument(
        "--export-all", metavar="FOLDER", type=Path, help="write each class as JSON and CSV into a new folder"
    )
    instead.add_argument("--purge", action="store_true", help="delete all classes, settings and logs; asks before")
    instead.add_argument("--yes", action="store_true", help="with --purge: do not ask")
    parser.add_argument("--parent-pid", type=int, help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"a port is a number from 1 to 65535, not {text}")
    return int(text)
