"""Aggregate the faces' emotions into samples of the class."""
