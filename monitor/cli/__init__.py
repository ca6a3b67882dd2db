"""Run the monitor from the command line."""
