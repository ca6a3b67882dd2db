"""Serve the page on which students answer a question. It has no access to any other data of a class."""
