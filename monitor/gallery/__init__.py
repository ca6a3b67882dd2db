"""Decide whom to count: read the tiles of a call's gallery view, and choose the faces of students in them."""
