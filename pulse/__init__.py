"""The page on which students answer for themselves. It knows its own answers, and nothing else of a class."""
