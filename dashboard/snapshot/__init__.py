"""What one read of the database yields, and its JSON."""
