"""Know which section of the help explains which chart."""

from typing import Final

TOPICS: Final = {
    "mood": "what-the-figures-mean#expressions",
    "net_positivity": "what-the-figures-mean#mood",
    "engagement": "what-the-figures-mean#engagement-a-guess-from-faces",
    "faces": "what-the-figures-mean#how-many-were-seen",
    "pulse": "what-the-figures-mean#students-own-answers",
    "mood_line": "live-page#the-mood-so-far",
    "segments": "segments#what-is-said-of-each",
    "compared_net": "comparisons#side-by-side",
    "compared_engagement": "comparisons#side-by-side",
    "compared_coverage": "comparisons#how-much-of-each-class-was-seen",
    "term": "comparisons#a-groups-term",
    "after_markers": "comparisons#after-markers",
}
"""The help page and section of each chart, by the name that templates give."""


def help_url(topic: str) -> str:
    """Return the address of the section that explains a chart. Raises KeyError for a chart without one."""
    return f"/help/{TOPICS[topic]}"
