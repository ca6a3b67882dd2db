"""Let only the account that runs the dashboard use it: a key in a file, codes that sign a browser in, its cookie."""
