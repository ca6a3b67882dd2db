"""Sentences that other rooms put together and that pages tell in the reader's language, with {named} places.

The monitor and the rooms that both programs share speak English, as the command line does. A page looks these up by
their shape (`say_finished`), so that an error says the same here and there.
"""

from typing import Final

OF_THE_DATABASE: Final = (
    "No class yet",
    "Start one: uv run run_monitor.py --demo",
    "The database cannot be read: {reason}",
    "The database cannot be written: {reason}",
    "The database has no classes yet",
    "The database has schema {found}, this Moodline needs {needed}",
    "Update Moodline.",
    "Upgrade it: uv run run_monitor.py --upgrade-database",
    "Is the monitor in the middle of something? This page tries again by itself.",
    "Allow reading this file, or name another database with --database.",
    "Allow writing to the file and its folder, or try again if the monitor was busy.",
    "A class creates it: uv run run_monitor.py --demo. Or name another one with --database.",
    "A monitor was cut off while it wrote. Mend it: uv run run_monitor.py --upgrade-database",
    "For PostgreSQL: uv sync --extra postgres",
    "The database's driver {name} is missing",
)

OF_THE_PROFILES: Final = (
    "Sharma et al. 2019, arXiv 1909.12913; their gaze half cannot be seen in a call's tiles",
    "our own: happy counts one, neutral and surprise a half, the rest nothing",
    "set in config.yaml",
)
OF_THE_MONITOR: Final = (
    "The picture is black",
    "The picture is of one colour",
    "The picture is {size} pixels, too small for a face",
    "The camera has shown the same picture for {seconds} s",
    "There is no camera",
    "There is no camera {number}",
    "The camera is there but cannot be opened",
    "The window is minimised or on another desktop",
    "The window was closed",
    "There is no window with {title} in its title",
    "The windows cannot be listed",
    "The screen cannot be read",
    "The source hangs",
)
"""What a monitor says of itself when it sees nothing."""
