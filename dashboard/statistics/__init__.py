"""What is computed from the samples of a class: its course, its trend, its summary."""
