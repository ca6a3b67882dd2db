"""Adjust the frame and search intervals to a CPU budget."""
