"""Turn the documents for teachers into help pages, and know which of their sections explains which chart."""
