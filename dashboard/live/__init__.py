"""What is shown of the class that runs."""
