"""Draw the faces on the buttons as SVG lines, so that no font and no image file is needed."""

from typing import Final

from markupsafe import Markup

MOUTHS: Final = {
    "smile": "M15 29c3 6 15 6 18 0",
    "straight": "M15 31h18",
    "frown": "M15 34c3-6 15-6 18 0",
    "wavy": "M14 32q3-4 6 0t6 0 6 0",
}
EYES: Final = {
    "open": '<path d="M17 19v3M31 19v3" stroke-width="4"/>',
    "half": '<path d="M13 20h8M27 20h8"/>',
    "raised": '<path d="M17 20v3M31 20v3" stroke-width="4"/><path d="M13 15l7-2M35 15l-7-2"/>',
}
EXPRESSIONS: Final = {
    "mood": (("open", "smile"), ("open", "straight"), ("open", "frown")),
    "understanding": (("raised", "wavy"), ("open", "smile"), ("half", "straight")),
}


def faces_of(question: str) -> tuple[Markup, Markup, Markup]:
    """Return the three faces of a question as SVG, in the order of its answers."""
    first, second, third = (_face(eyes, mouth) for eyes, mouth in EXPRESSIONS[question])
    return first, second, third


def _face(eyes: str, mouth: str) -> Markup:
    return Markup(
        '<svg viewBox="0 0 48 48" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" '
        'aria-hidden="true"><circle cx="24" cy="24" r="21"/>{}<path d="{}"/></svg>'
    ).format(Markup(EYES[eyes]), MOUTHS[mouth])
