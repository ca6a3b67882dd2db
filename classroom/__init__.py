"""What the monitor and the dashboard agree on, and nothing else."""
