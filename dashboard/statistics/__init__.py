"""Statistics of samples, arrays to arrays: series, bands, trends, change points, summaries. No text."""
