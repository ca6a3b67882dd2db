"""Store samples: schema upgrade, class session, sample writer, heartbeat, retention, audit log."""
