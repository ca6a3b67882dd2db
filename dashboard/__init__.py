"""From the database to the browser. Writes only a teacher's edits; knows nothing of cameras, networks or pictures."""
