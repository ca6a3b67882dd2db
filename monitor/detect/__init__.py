"""Detect the faces of a frame: a full search every few seconds, and following known faces in between."""
