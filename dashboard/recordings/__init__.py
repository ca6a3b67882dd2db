"""Receive recordings that were dropped on a page or picked there, and keep them until their class has been read."""
