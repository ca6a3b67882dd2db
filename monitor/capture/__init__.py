"""Capture frames of cameras, screens, windows, recordings and folders, all behind monitor.stages.FrameSource."""
