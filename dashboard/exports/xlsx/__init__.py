"""Classes as a workbook."""
