"""Evaluate networks: metrics, calibration, comparison tables and plots."""
