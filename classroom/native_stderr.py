"""Keeps the words of native libraries (TensorFlow, OpenCV, FFmpeg) off the terminal; ours say what to do next."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

STDERR = 2


@contextmanager
def native_stderr_silenced() -> Iterator[None]:
    """Drop what native code writes to the terminal inside the block; Python's own stderr goes on as before.

    TensorFlow 2.21 logs a few lines before its log level is in force, and no environment variable stops them. What
    is at fault is raised as a Python exception all the same.
    """
    sys.stderr.flush()
    kept = os.dup(STDERR)
    python_stderr = sys.stderr
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        with open(kept, "w", encoding="utf-8", closefd=False, buffering=1) as spoken:
            sys.stderr = spoken
            os.dup2(nowhere, STDERR)
            yield
    finally:
        os.dup2(kept, STDERR)
        sys.stderr = python_stderr
        os.close(nowhere)
        os.close(kept)
