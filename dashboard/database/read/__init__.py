"""The way to the database, and what is read there."""
