"""Texts that somebody wrote, as charts may carry them."""


def plotly_text(text: str) -> str:
    """Return the text without what Plotly would take for markup, live links among it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
