"""Hold the newest frame that a page of the dashboard shares from the browser."""
