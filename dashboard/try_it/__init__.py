"""Show what the networks read in one's own face: a program that answers picture by picture, and keeps none."""
