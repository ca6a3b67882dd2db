"""Export of classes as PDF."""
