"""The monitor's command line: what the user types, and what they are told."""
