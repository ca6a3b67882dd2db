"""Invented classes: lessons whose truth is written, and a term of them to look at."""
