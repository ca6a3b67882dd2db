"""Share configuration, database schema, privacy rules and error types between the monitor and the dashboard."""
