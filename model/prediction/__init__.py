"""Faces read in single pictures and videos, and what is written of them."""
