"""What is shown of a finished class."""
