"""Snapshots: one consistent read a request, its data, and their JSON."""
