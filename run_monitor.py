"""Watch a class and write its mood to a database: `uv run run_monitor.py --help`."""

import os
import sys

# These are read when the libraries are imported, so they are set before our own imports.
os.environ.setdefault("OPENCV_LOG_LEVEL", "ERROR")
# pydantic would search every installed package for plugins, which takes longer than reading the settings.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
# One thread each, however many cores there are: the pictures are small, and threads that wait for each other cost more.
os.environ.setdefault("OPENCV_FOR_THREADS_NUM", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("VECLIB_MAXIMUM_THREADS", "1")

from classroom.private_files import keep_to_owner
from monitor.cli.main import main

if __name__ == "__main__":
    keep_to_owner()
    sys.exit(main(sys.argv[1:]))
