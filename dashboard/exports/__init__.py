"""Exports of classes: CSV, JSON, workbook, PDF, and a report in one HTML file."""
