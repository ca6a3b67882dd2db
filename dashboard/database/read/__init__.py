"""Connections to the database, and all queries."""
