"""Edits: the only writes of the dashboard."""
