"""Classes as PDF."""
