"""The languages that the dashboard speaks, and how each writes its numbers and days."""
