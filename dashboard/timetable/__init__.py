"""Offer the lesson of the timetable that is due, or start it, and suggest what the next class most likely is."""
