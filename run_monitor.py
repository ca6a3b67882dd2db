"""Watches a class and writes its mood to a database: `uv run run_monitor.py --help`."""

import os
import sys

# These are read when the libraries are imported, so they are set before anything of ours is.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
os.environ.setdefault("OPENCV_LOG_LEVEL", "ERROR")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")
# One thread each, however many cores there are: the pictures are small, and threads that wait for each other cost more.
os.environ.setdefault("OPENCV_FOR_THREADS_NUM", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("VECLIB_MAXIMUM_THREADS", "1")

from monitor.cli.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
