"""Output annotated frames, with boxes and emotions over the faces, as a video, as pictures, or in a window."""
