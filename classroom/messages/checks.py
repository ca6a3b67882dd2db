"""Define the lines of the check before a class, and what to do about each."""

from typing import Final

from classroom.messages.message import Message

# The source
PICTURES_COME: Final = Message("pictures_come", "Pictures of {width}×{height} pixels come from the source")
NO_PICTURE_YET: Final = Message("no_picture_yet", "No picture has come from the source yet")
WAIT_A_MOMENT: Final = Message("wait_a_moment", "Wait a moment. If none comes, choose the source again.")
PICTURE_STILL: Final = Message("picture_still", "The picture has not changed for {seconds} s")
SHOW_THE_CALL: Final = Message("show_the_call", "Check that the call is running and that its gallery is shown.")
WINDOW_COVERED: Final = Message("window_covered", "Another window covers {percent} % of the window that is watched")
MOVE_ASIDE: Final = Message("move_aside", "Move it aside: what lies in front would be watched instead.")

# The faces
FACES_FOUND: Final = Message("faces_found", "Faces found: {found}")
FACES_FOUND_OF: Final = Message("faces_found_of", "Faces found: {found} of {expected} expected")
NO_FACES_FOUND: Final = Message("no_faces_found", "No face was found")
FACES_BELOW_GROUP: Final = Message(
    "faces_below_group", "Faces found: {found}. Below {minimum} no mood of a class is stored"
)
SHOW_GALLERY: Final = Message("show_gallery", "Switch the call to its gallery, or wait until more cameras are on.")
FACES_TOO_SMALL: Final = Message("faces_too_small", "Faces too small to be counted: {count} (below {pixels} pixels)")
ENLARGE_GALLERY: Final = Message("enlarge_gallery", "Make the gallery larger, or show fewer people on a page.")
FACES_LARGE_ENOUGH: Final = Message("faces_large_enough", "All faces are large enough")
FACES_TOO_DARK: Final = Message("faces_too_dark", "Faces too dark to be read well: {count}")
ASK_FOR_LIGHT: Final = Message("ask_for_light", "Ask for a light in front of the face, not behind it.")
FACES_LIGHT_ENOUGH: Final = Message("faces_light_enough", "All faces have enough light")

# The computer
DISK_ENOUGH: Final = Message("disk_enough", "There is room for the class on the disk")
DISK_NEARLY_FULL: Final = Message("disk_nearly_full", "The disk has {megabytes} MB left")
FREE_THE_DISK: Final = Message("free_the_disk", "Free at least {megabytes} MB: a class needs little, the system more.")
LOAD_LOW: Final = Message("load_low", "The computer has time for the class")
LOAD_HIGH: Final = Message("load_high", "The computer is busy: {percent} % of all its cores")
CLOSE_PROGRAMS: Final = Message("close_programs", "Close the programs that the class does not need.")

# In class
CLASS_PAUSED: Final = Message("class_paused", "Paused")
MONITOR_RESTARTED: Final = Message("monitor_restarted", "The monitor was started again")

READY: Final = Message("ready", "Ready")
