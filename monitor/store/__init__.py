"""Keeps samples: the schema's upgrade, the class session's row, samples, heartbeat, retention, audit."""
