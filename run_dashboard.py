"""Show the mood of classes in a browser: uv run run_dashboard.py."""

import os
import sys

# Read when numpy is imported. One thread, however many cores there are: the matrices are small, and threads that wait
# for each other cost more.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("VECLIB_MAXIMUM_THREADS", "1")

from classroom.private_files import keep_to_owner
from dashboard.serve import main

if __name__ == "__main__":
    keep_to_owner()
    sys.exit(main())
