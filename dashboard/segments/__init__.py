"""Segments of a class, from its lesson plan, its markers or its slides, their statistics, and lesson plan files."""
