"""Pictures of the class: cameras, screens, windows, recordings and folders, all behind monitor.stages.FrameSource."""
