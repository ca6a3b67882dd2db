"""Figures over several classes: side by side, after their markers, and over a term."""
