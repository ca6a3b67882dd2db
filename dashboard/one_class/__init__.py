"""Builders for a finished class: page, charts, sentences, chosen range."""
