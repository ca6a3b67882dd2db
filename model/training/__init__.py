"""From faces to a network with calibrated weights, and its record."""
