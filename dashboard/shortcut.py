"""Put a launcher of the dashboard on the desktop, for a teacher who never opens a terminal."""

import shlex
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from classroom.data_folders import PROJECT_FOLDER
from classroom.errors import UsageError

DESKTOP_ENTRY: Final = """[Desktop Entry]
Type=Application
Name=Moodline
Comment=Start, hold and read a class
Exec={command}
Path={folder}
Icon={folder}/dashboard/static/icon.svg
Terminal=true
"""
COMMAND_FILE: Final = """#!/bin/sh
cd {folder} && exec {command}
"""
BATCH_FILE: Final = '@echo off\r\ntitle Moodline\r\ncd /d "{folder}"\r\n{command}\r\nif errorlevel 1 pause\r\n'


def write_shortcut(arguments: Sequence[str], desktop: Path, platform: str = sys.platform) -> Path:
    """Write a launcher that starts the dashboard with these arguments, and return its path.

    A .desktop file on Linux, a .command file on macOS, a .bat file on Windows; an older one is replaced. Its terminal
    window stays open while the dashboard runs: closing it closes the dashboard. Raises UsageError if it cannot be
    written.
    """
    command = [sys.executable, str(PROJECT_FOLDER / "run_dashboard.py"), *arguments]
    if platform == "win32":
        file, text = desktop / "Moodline.bat", _filled(BATCH_FILE, command, _quote_for_batch)
    elif platform == "darwin":
        file, text = desktop / "Moodline.command", _filled(COMMAND_FILE, command, shlex.quote)
    else:
        file, text = desktop / "moodline.desktop", _filled(DESKTOP_ENTRY, command, _quote_for_desktop_entry)
    try:
        file.write_bytes(text.encode())
        file.chmod(0o755)  # else a double click would show it as a text
    except OSError as error:
        raise UsageError(
            f"The launcher cannot be written: {error.strerror}",
            where=str(file),
            remedy="Check that there is a desktop folder, and that it can be written.",
        ) from error
    return file


def _filled(template: str, command: Sequence[str], quote: Callable[[str], str]) -> str:
    folder = shlex.quote(str(PROJECT_FOLDER)) if template is COMMAND_FILE else str(PROJECT_FOLDER)
    return template.format(command=" ".join(map(quote, command)), folder=folder)


def _quote_for_desktop_entry(text: str) -> str:
    """Quote an argument of Exec, by the Desktop Entry Specification 1.5: the string's own escapes come on top."""
    for letter in ("\\", '"', "`", "$"):
        text = text.replace(letter, f"\\{letter}")
    return '"' + text.replace("\\", "\\\\").replace("%", "%%") + '"'


def _quote_for_batch(text: str) -> str:
    return '"' + text.replace("%", "%%") + '"'
