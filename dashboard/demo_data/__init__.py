"""Simulated classes with a known true mood, and the demo term of them."""
