"""Predict emotions in single pictures and videos, and write the results."""
