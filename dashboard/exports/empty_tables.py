"""Reasons why a table of an export has no row."""

from dashboard.exports.exported_class import ExportedClass
from dashboard.language.translate import say


def why_nothing_measured(exported: ExportedClass) -> str:
    """Return why a class, or the part of it that was asked for, has no measurement."""
    if exported.time_range.is_whole:
        return say("Nothing was measured in this class: no picture was read while it ran.")
    return say("Nothing was measured in this part of the class.")


def why_no_parts() -> str:
    """Return why a lesson has no parts."""
    return say("This lesson has no parts. A lesson plan, markers, or slides in the picture make some.")


def why_nothing_marked() -> str:
    """Return why a class has no markers and no ranges that were left out."""
    return say("Nothing was marked in this class, and nothing was left out.")
