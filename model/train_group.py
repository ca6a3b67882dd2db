"""Check the dependency group `train`, which `uv run` leaves out: watching a class needs none of its packages."""

import shlex
import subprocess
import sys
from importlib.util import find_spec
from typing import Final

from model.errors import TrainGroupMissing

TRAIN_GROUP: Final = ("keras", "matplotlib", "mtcnn", "tensorflow")


def require_train_group() -> None:
    """Raise TrainGroupMissing, with the command that installs the group, unless all of its packages are there."""
    missing = [name for name in TRAIN_GROUP if find_spec(name) is None]
    if missing:
        arguments = sys.orig_argv[1:]
        typed = subprocess.list2cmdline(arguments) if sys.platform == "win32" else shlex.join(arguments)
        raise TrainGroupMissing(
            f"This needs the packages of the group train, and {', '.join(missing)} cannot be found",
            remedy=f"Type: uv run --group train python {typed}",
        )
