"""Read the settings that a teacher changes, check what was typed, and write it to the user's own file."""
