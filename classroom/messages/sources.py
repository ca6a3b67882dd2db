"""Define the reasons for which a source delivers no picture, or a blank one."""

from typing import Final

from classroom.messages.message import Message

# Any source
PICTURE_TOO_SMALL: Final = Message("picture_too_small", "The picture is {width}×{height} pixels, too small for a face")
PICTURE_BLACK: Final = Message("picture_black", "The picture is black")
PICTURE_ONE_COLOUR: Final = Message("picture_one_colour", "The picture is of one colour")
SOURCE_HANGS: Final = Message("source_hangs", "The source hangs")
SOURCE_DOES_NOT_OPEN: Final = Message("source_does_not_open", "The source does not open")
SOURCE_GAVE_NOTHING: Final = Message("source_gave_nothing", "The source opens, but gives no picture")
SOURCE_SILENT: Final = Message("source_silent", "The source gives no picture any more")
NO_PICTURE_READ: Final = Message("no_picture_read", "Not one picture could be read.")
NO_PICTURE_READ_BECAUSE: Final = Message("no_picture_read_because", "Not one picture could be read. {trouble}")
NOTHING_THERE: Final = Message("nothing_there", "There is nothing at {path}")
PATH_UNREADABLE: Final = Message("path_unreadable", "{path} cannot be read: {reason}")

# Cameras
NO_CAMERA: Final = Message("no_camera", "There is no camera")
NO_CAMERA_OF_NUMBER: Final = Message("no_camera_of_number", "There is no camera {number}")
NO_CAMERA_FOUND: Final = Message("no_camera_found", "No camera was found.")
CAMERA_CANNOT_BE_OPENED: Final = Message("camera_cannot_be_opened", "The camera is there but cannot be opened")
CAMERA_FROZEN: Final = Message("camera_frozen", "The camera has shown the same picture for {seconds} s")
CAMERA_SILENT: Final = Message("camera_silent", "The camera gives no picture")
CAMERA_UNREADABLE: Final = Message("camera_unreadable", "The camera gives no picture that can be read")

# Screens and windows
SCREEN_UNREADABLE: Final = Message("screen_unreadable", "The screen cannot be read")
SCREEN_NOT_ALLOWED: Final = Message("screen_not_allowed", "macOS does not allow recording the screen yet")
NO_SCREEN_OF_NUMBER: Final = Message("no_screen_of_number", "There is no screen {number}")
AREA_OUTSIDE: Final = Message("area_outside", "The area lies outside the screen")
OUTSIDE_SCREEN: Final = Message("outside_screen", "What is watched lies outside the screen")
WINDOWS_UNLISTED: Final = Message("windows_unlisted", "The windows cannot be listed")
WINDOW_MINIMISED: Final = Message("window_minimised", "The window is minimised or on another desktop")
WINDOW_CLOSED: Final = Message("window_closed", "The window was closed")
NO_WINDOW_FOUND: Final = Message("no_window_found", "No window was found.")
NO_WINDOW: Final = Message("no_window", "There is no window with {title} in its title")

# The browser
SHARE_STANDS_STILL: Final = Message("share_stands_still", "The shared picture has not changed for {seconds} s")
NOTHING_SHARED_YET: Final = Message("nothing_shared_yet", "Nothing is shared from the browser yet")
NOTHING_SHARED_ANY_MORE: Final = Message(
    "nothing_shared_any_more", "Nothing is shared from the browser any more. The class goes on when you share again"
)

# The gallery of a call
GALLERY_AWAY: Final = Message("gallery_away", "The call shows a shared screen or one speaker instead of its gallery")
PAGE_TURNED: Final = Message("page_turned", "The call shows another page of its gallery")
NOTHING_MOVES: Final = Message(
    "nothing_moves", "Nothing moves in any picture of the call: it has frozen, or shows photographs only"
)
PLACES_UNCERTAIN: Final = Message(
    "places_uncertain", "A place that is left out can no longer be told from the others, so nothing is looked at"
)

# Recordings and pictures
RECORDING_EMPTY: Final = Message("recording_empty", "The recording is empty")
RECORDING_UNREADABLE: Final = Message("recording_unreadable", "The recording cannot be read: {reason}")
RECORDING_WITHOUT_PICTURE: Final = Message("recording_without_picture", "The recording holds no picture")
RECORDING_SHOWS_NOTHING: Final = Message("recording_shows_nothing", "The recording shows nothing from start to end")
NOT_A_RECORDING: Final = Message("not_a_recording", "The file cannot be read as a recording")
PICTURE_UNREADABLE: Final = Message("picture_unreadable", "The picture cannot be read: {reason}")
PICTURE_DAMAGED: Final = Message("picture_damaged", "The picture cannot be read: damaged, or too large")
NOT_A_PICTURE: Final = Message("not_a_picture", "The file is not a picture, or is damaged")
PICTURE_UNUSABLE: Final = Message("picture_unusable", "The picture cannot be used")
PICTURES_UNUSABLE: Final = Message("pictures_unusable", "None of the {count} pictures can be used")
FOLDER_UNREADABLE: Final = Message("folder_unreadable", "The folder cannot be read: {reason}")
FOLDER_WITHOUT_PICTURE: Final = Message("folder_without_picture", "There is no picture in the folder")
