"""From the database to the browser. Reads only; knows nothing of cameras, networks or pictures."""
