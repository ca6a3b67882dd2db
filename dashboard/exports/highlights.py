"""What stood out in a class, in the words of its page."""

from dashboard.class_texts import highlight_sentences
from dashboard.exports.exported_class import ExportedClass
from dashboard.figures.change_points import find_highlights
from dashboard.language.speech import say


def highlights_of(exported: ExportedClass) -> list[str]:
    """Return a sentence for each dip and peak that was found, or one that says why there is none."""
    view = exported.view
    if exported.row.mode == "participation":
        return [say("In a participation class no expression is read: only faces are counted.")]
    if not len(view.columns):
        return []
    return list(highlight_sentences(view, find_highlights(view.columns, view.row)))
