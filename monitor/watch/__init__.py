"""One class from first frame to last, and what happens by the clock."""
