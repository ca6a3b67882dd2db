"""Escaping of typed texts for Plotly, which reads some HTML."""


def plotly_text(text: str) -> str:
    """Return the text without markup that Plotly would render, links included."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
