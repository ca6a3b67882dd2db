"""Silence the logs of OpenCV and FFmpeg on the terminal; our own messages name the remedy."""

import os


def silence_opencv() -> None:
    """Turn off the log of OpenCV and of the FFmpeg inside it. Called before a camera or a file is opened."""
    import cv2

    # FFmpeg's level is read from here when the first file is opened; -8 is its "quiet". A user's own level is kept.
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
