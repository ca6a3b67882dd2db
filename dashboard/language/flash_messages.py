"""Flash messages after a form was sent: the page's address carries one of the known codes as ?done=."""

from dataclasses import dataclass

from dashboard.language.translate import say


@dataclass(frozen=True, slots=True)
class Done:
    """A flash message in the reader's language, and the id of the element where it is shown."""

    words: str
    place: str


def done_words(name: str | None) -> Done | None:
    """Return the message of a code, None for an unknown one: no link can show words of its own here."""
    known = {
        "class_changed": Done(say("Title and group were saved."), "edit-class"),
        "note_saved": Done(say("The note is saved."), "note"),
        "class_restored": Done(say("The class is back, as it was."), "class-title"),
        "marker_added": Done(say("The marker was added."), "edit-markers"),
        "marker_changed": Done(say("The marker was changed."), "edit-markers"),
        "marker_deleted": Done(say("The marker was deleted."), "edit-markers"),
        "range_left_out": Done(say("The range is left out of all figures now."), "edit-excluded"),
        "range_changed": Done(say("The range was changed."), "edit-excluded"),
        "range_counted": Done(say("The range is counted again."), "edit-excluded"),
        "plan_imported": Done(say("The lesson plan was imported."), "segments"),
        "settings_saved": Done(say("Your settings were saved."), "general"),
        "groups_saved": Done(say("The groups were saved."), "groups"),
        "timetable_saved": Done(say("The timetable was saved."), "timetable"),
        "plan_removed": Done(say("The lesson plan was removed."), "segments"),
    }
    return known.get(name or "")
