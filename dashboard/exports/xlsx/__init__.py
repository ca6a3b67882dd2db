"""Export of classes as a workbook (XLSX)."""
