"""The dashboard: web pages, JSON API and exports of the database. It writes only edits, and never sees a picture."""
