"""What a form did, told on the page that it sends back to: its address carries a word of those known here."""

from dataclasses import dataclass

from dashboard.language.translate import say


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, in the reader's language, and the id of the part of the page where it is told."""

    words: str
    place: str


def done_words(name: str | None) -> Done | None:
    """Return what an address's ?done= tells; nothing of a name that is unknown, so that no link can put words here."""
    known = {
        "class_changed": Done(say("Title, group and notes were saved."), "edit-class"),
        "marker_added": Done(say("The marker was added."), "edit-markers"),
        "marker_changed": Done(say("The marker was changed."), "edit-markers"),
        "marker_deleted": Done(say("The marker was deleted."), "edit-markers"),
        "range_left_out": Done(say("The range is left out of all figures now."), "edit-excluded"),
        "range_changed": Done(say("The range was changed."), "edit-excluded"),
        "range_counted": Done(say("The range is counted again."), "edit-excluded"),
        "plan_imported": Done(say("The lesson plan was imported."), "segments"),
        "plan_removed": Done(say("The lesson plan was removed."), "segments"),
    }
    return known.get(name or "")
