"""Watch one class from first frame to last, and run scheduled jobs."""
