"""How often the monitor looks, and how much of the computer it may take."""
