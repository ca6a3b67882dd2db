"""Silence native libraries (TensorFlow, OpenCV, FFmpeg) on the terminal; our own messages name the remedy."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

STDERR = 2


@contextmanager
def native_stderr_silenced() -> Iterator[None]:
    """Discard what native code writes to stderr inside the block; Python's own stderr keeps working.

    TensorFlow 2.21 logs a few lines before its log level is in force, and no environment variable stops them. Failures
    are raised as Python exceptions all the same.
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
