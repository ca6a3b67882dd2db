"""Sources that watch a screen, a part of the screens, or a window."""
