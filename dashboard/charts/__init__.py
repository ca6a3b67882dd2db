"""Charts as Plotly takes them, and their colours."""
