"""Ask the monitor's program what can be watched, with a small picture of each."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from classroom.data_folders import PROJECT_FOLDER, SETTINGS_FILE_VARIABLE

LONGEST_SECONDS: Final = 20.0


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources that can be watched, by kind, each kind with `messages` and `sources` as the monitor lists them."""

    windows: dict[str, Any]
    screens: dict[str, Any]
    cameras: dict[str, Any]


class SourcesUnknown(Exception):  # noqa: N818 - names a state
    """The monitor's program did not say what can be watched."""


def list_sources() -> Sources:
    """Return what can be watched; takes a second. Raises SourcesUnknown."""
    command = [sys.executable, str(PROJECT_FOLDER / "run_monitor.py"), "--list-sources", "--json"]
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, check=True, timeout=LONGEST_SECONDS,
            cwd=PROJECT_FOLDER, env=os.environ,
        )  # fmt: skip
        return Sources(**json.loads(done.stdout))
    except (OSError, subprocess.SubprocessError, ValueError, TypeError) as error:
        raise SourcesUnknown(str(error)) from error


def is_source(text: str) -> bool:
    """Return whether the monitor's program knows such a source; it need not be there now. Raises SourcesUnknown."""
    with TemporaryDirectory() as folder:
        config = Path(folder) / "config.yaml"
        config.write_text(
            json.dumps({"monitor": {"source": text}}, ensure_ascii=False), encoding="utf-8"
        )  # JSON is YAML, whatever is in it
        command = [sys.executable, str(PROJECT_FOLDER / "run_monitor.py"), "--check-config", "--config", str(config)]
        environment = {**os.environ, SETTINGS_FILE_VARIABLE: ""}
        try:
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, capture_output=True, timeout=LONGEST_SECONDS,
                cwd=PROJECT_FOLDER, env=environment, check=False,
            )  # fmt: skip
        except (OSError, subprocess.SubprocessError) as error:
            raise SourcesUnknown(str(error)) from error
    return done.returncode == 0
