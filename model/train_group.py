"""Check the dependency group `train`, which `uv run` leaves out: watching a class needs none of its packages."""

import sys
from importlib.util import find_spec
from typing import Final

from classroom.commands import command_line
from model.errors import TrainGroupMissing

TRAIN_GROUP: Final = ("keras", "matplotlib", "mtcnn", "tensorflow")


def require_train_group() -> None:
    """Raise TrainGroupMissing, with the command that installs the group, unless all of its packages are there."""
    missing = [name for name in TRAIN_GROUP if find_spec(name) is None]
    if missing:
        command = command_line(["uv", "run", "--group", "train", "python", *sys.orig_argv[1:]])
        raise TrainGroupMissing(
            f"This needs the packages of the group train, and {', '.join(missing)} cannot be found",
            remedy=f"Type: {command}",
        )
