"""Builders for the class that runs: live page, compact view, polls."""
