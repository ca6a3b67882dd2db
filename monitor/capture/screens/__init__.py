"""Capture a screen, a part of the screens, or a window."""
