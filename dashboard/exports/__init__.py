"""A class to take away: CSV, JSON, and a report in one HTML file."""
