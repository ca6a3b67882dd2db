"""What the scripts say. They look it up by its key, so that every text is translated in one place."""

from dashboard.language.speech import say


def script_texts() -> dict[str, str]:
    """Return the texts of all scripts by key, in the reader's language, with {named} places."""
    return {
        "theme_dark": say("Dark"),
        "theme_light": say("Light"),
        "to_dark": say("Switch to the dark theme"),
        "to_light": say("Switch to the light theme"),
        # Where students answer
        "pulse_answered": say("{count} devices have answered in this round."),
        "pulse_few": say("Fewer than {fewest} devices have answered in this round."),
        "pulse_copied": say("Copied"),
        # The list of classes
        "class_chosen": say("{count} class chosen"),
        "classes_chosen": say("{count} classes chosen"),
        "classes_chosen_elsewhere": say("{count} classes chosen, {elsewhere} of them on other pages"),
    }
