"""Shows what the monitor saw: boxes and emotions over the faces, as a video, as pictures, or live in a window."""
