"""Fixtures of a dashboard with two classes, for the attacks in this folder."""

from tests.dashboard.conftest import class_ids, client, database, engine, now, options

__all__ = ["class_ids", "client", "database", "engine", "now", "options"]
