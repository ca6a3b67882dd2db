"""Texts of the scripts by key, translated on the server like all others."""

from dashboard.language.translate import say


def script_texts() -> dict[str, str]:
    """Return the texts of all scripts by key, in the reader's language, with {named} placeholders."""
    return {
        "theme_dark": say("Dark"),
        "theme_light": say("Light"),
        "to_dark": say("Switch to the dark theme"),
        "to_light": say("Switch to the light theme"),
        # A class afterwards
        "class_ended": say("The class has ended."),
        "chart_zoom_in": say("Zoom in"),
        "chart_zoom_out": say("Zoom out"),
        "chart_whole": say("Whole class"),
        "chart_picture": say("Save this chart as a picture"),
        "charts_failed": say("The charts could not be loaded. Is the dashboard still running? Reload to try again."),
        "range_failed": say("The figures of this range could not be loaded. Choose it again to try once more."),
        "highlights_failed": say("Lows and highs could not be looked for. Reload to try again."),
        "range_too_short": say("A range is at least 10 seconds long and lies within the class."),
        "highlight_button": say("{label} · Show"),
        "note_saved": say("The note is saved."),
        "note_failed": say("The note is not saved yet: the dashboard does not answer. Type on, or save it again."),
        # Where students answer
        "pulse_answered": say("{count} devices have answered so far."),
        "pulse_few": say("Fewer than {fewest} devices have answered so far."),
        "pulse_copied": say("Copied"),
        # The live page
        "band": say("{low} to {high}"),
        "left_out": say("left out"),
        "left_out_title": say("Left out of all figures, {begin} to {end}"),
        "marker_placed": say("{kind} marked at {time}."),
        "marker_next_now": say("“How long ago” stands at now again."),
        "marker_deleted": say("The marker was deleted."),
        "marker_changed": say("The marker was changed."),
        "marker_failed": say("Nothing was changed: the dashboard does not answer. Try again."),
        "marker_waiting": say(
            "Not stored yet, as the dashboard does not answer: {kinds}. It is sent again by itself, with the time at "
            "which it was placed."
        ),
        **_starting_texts(),
        **_sharing_texts(),
        **_trying_texts(),
        "smoothing_suits": say("{length}, to suit"),
        "sign_shows": say("{words}: show what followed"),
        # The list of classes
        "one_more_to_compare": say("Tick one more to compare"),
        "too_many_to_compare": say("{most} at most can be compared"),
        "class_chosen": say("{count} class chosen"),
        "class_chosen_elsewhere": say("{count} class chosen, on another page"),
        "classes_chosen": say("{count} classes chosen"),
        "classes_chosen_elsewhere": say("{count} classes chosen, {elsewhere} of them on other pages"),
    }


def _starting_texts() -> dict[str, str]:
    """Return the texts of starting, holding and ending a class."""
    return {
        "sources_sought": say("Looking for windows, screens and cameras…"),
        "sources_failed": say("What can be watched could not be listed. Try again in a moment."),
        "whole_screen": say("The whole screen"),
        "source_call": say("a call"),
        "source_windows": say("a window"),
        "source_screens": say("a screen"),
        "source_cameras": say("a camera"),
        "source_minimised": say("minimised or on another desktop"),
        "source_covered": say("covered by another window"),
        "source_recordings": say("a recording"),
        "part_of_screen": say("A part of the screen"),
        "recordings_together": say("{name} and {count} more"),
        "no_picture_windows": say("no picture"),
        "no_picture_screens": say("no picture"),
        "no_picture_cameras": say("camera"),
        "no_picture_recordings": say("recording"),
        "upload_going": say("{name} is copied: {percent} %, {seconds} s left"),
        "upload_done": say("{name} is there. The copy is deleted when its class has been read."),
        "uploads_done": say("{count} recordings are there. The copies are deleted when their classes have been read."),
        "upload_failed": say("The recording could not be copied. Choose it once more, or type its path."),
        "recordings_wait": say("Recordings still to come: {count}. “End the class” ends them too."),
        "source_changed": say("From now on this is watched: {name}."),
        "class_begins": say("The class begins…"),
        "text_too_long": say("This text has {length} characters, and there is room for {most}. Shorten it."),
        "monitor_restarted": say("{reason}. It was started again, and the class goes on."),
        "class_paused": say("Paused: nothing is looked at or stored until you go on."),
        "class_ends_in": say("The class ends in {seconds} s."),
        "end_undone": say("The class goes on."),
        "expected_corrected": say("The number is corrected."),
        "place_number": say("Place {number}"),
        "own_tile": say("My own tile"),
        "remove": say("Remove"),
        "undo": say("Undo"),
        "too_many_places": say("At most {most} places can be left out. Draw one larger rectangle over several."),
    }


def _sharing_texts() -> dict[str, str]:
    """Return the texts of the small window that shares from the browser."""
    return {
        "share_begins": say("Shared. The class is asked whether it wants to look…"),
        "share_sends": say("The class looks at this."),
        "share_not_wanted": say("Nothing is sent now: the class is paused, or watches something else."),
        "share_no_class": say("Shared, but no class looks yet. Choose “This browser” on the start page."),
        "share_no_picture": say("What is shared gives no picture: is its window minimised? Bring it back."),
        "share_offline": say("The dashboard does not answer. Trying again…"),
        "share_stopped": say("The share was stopped. A class that looked at it pauses until you share again."),
        "share_taken_over": say("Another page of the browser shares into this class now. This share was stopped."),
        "share_over": say("No class looks any more. The share was stopped."),
        "share_not_allowed": say(
            "Nothing is shared: it was not chosen, or the browser or the computer does not allow it. Try again; on "
            "macOS the browser must be allowed in System Settings > Privacy & Security > "
            "Screen & System Audio Recording."
        ),
        "share_no_camera": say("There is no camera."),
        "share_camera_busy": say("The camera is used by another program. Close it there, then try again."),
        "share_failed": say("The browser could not share this. Choose something else, or another browser."),
        "share_cannot": say(
            "This browser cannot share. Open the dashboard in Chrome, Edge or Firefox on this computer."
        ),
    }


def _trying_texts() -> dict[str, str]:
    """Return the texts of the page for one's own face."""
    return {
        "try_asks": say("The browser asks whether it may open the camera…"),
        "try_loading": say("The networks are being loaded…"),
        "try_reads": say("The face is read."),
        "try_no_face": say("No face is seen. Look into the camera, with light from the front."),
        "try_not_read": say("Face {number} is too small or too blurred to be read. Come closer, into the light."),
        "try_face": say("Face {number}"),
        "try_camera": say("Camera {number}"),
        "try_spoken": say("Face {number} looks {emotion}, {share}."),
        "try_rate": say("{rate} pictures a second"),
        "try_stopped": say("Stopped. The camera is off, and nothing was kept."),
        "try_offline": say("The dashboard does not answer. Trying again…"),
        "try_camera_gone": say("The camera was unplugged or taken away. Plug it in, then open it again."),
        "try_not_allowed": say(
            "The camera was not allowed. Allow it at the camera sign in the browser’s address line, and in the "
            "computer’s settings under Privacy, then open it again."
        ),
        "try_no_camera": say("There is no camera. Plug one in, then open it again."),
        "try_camera_busy": say("The camera is used by another program. Close it there, then open it again."),
        "try_camera_failed": say("The browser could not open the camera. Try another browser."),
        "try_cannot": say("This browser opens no camera here. Use Chrome, Edge or Firefox on this computer."),
    }
