"""What a teacher adds to a class or takes from it, the only things that the dashboard writes."""
