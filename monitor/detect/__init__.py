"""From a frame to its faces: a full search every few seconds, and what is known followed in between."""
