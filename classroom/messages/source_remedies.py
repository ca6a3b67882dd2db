"""Define the remedies for a source that delivers no picture, or a blank one."""

from typing import Final

from classroom.messages.message import Message

# Any source
EACH_SIDE_NEEDS: Final = Message("each_side_needs", "Each side needs at least {pixels} pixels.")
LIGHT_CAMERA: Final = Message("light_camera", "Uncover or light the camera.")
CHECK_SOURCE: Final = Message("check_source", "Check what the source is showing.")
CHECK_CABLE: Final = Message("check_cable", "Check its cable; it is tried again.")
PLUG_IN_AGAIN: Final = Message(
    "plug_in_again",
    "Unplug it and plug it in again; if that does not help, end the monitor and start it anew.",
)
CHECK_NAME: Final = Message("check_name", "Check its name and its permissions.")
OPEN_ELSEWHERE: Final = Message(
    "open_elsewhere",
    "Open it in another program to see whether it is intact, or choose another --source.",
)
DID_YOU_MEAN: Final = Message("did_you_mean", "Did you mean {name}?")
KINDS_OF_SOURCES: Final = Message(
    "kinds_of_sources",
    "Type one of: webcam, webcam:1, screen, screen:2, area:X,Y,W,H, window:PART OF THE TITLE, browser, demo, "
    "or the path of a recording or of a folder of pictures. What there is here: --list-sources",
)

# Cameras
PLUG_IN_CAMERA: Final = Message(
    "plug_in_camera", "Plug one in, or watch something else: --list-sources shows what there is."
)
CAMERA_BUSY: Final = Message(
    "camera_busy", "Another program may be using it: close that program's video, then try again."
)
CAMERA_BUSY_MACOS: Final = Message(
    "camera_busy_macos",
    "Another program may be using it: close that program's video, then try again."
    " Allow this terminal in System Settings > Privacy & Security > Camera.",
)
CAMERA_TAKEN: Final = Message(
    "camera_taken", "Check its cable, and that no other program has taken it; it is tried again."
)
OPEN_LENS_COVER: Final = Message("open_lens_cover", "Open the lens cover, switch on the light.")
CAMERA_OPENED_AGAIN: Final = Message("camera_opened_again", "Check its cable; it is opened again.")
THERE_ARE: Final = Message("there_are", "There are: {names}")
THERE_ARE_MORE: Final = Message("there_are_more", "There are: {names}; and {count} more: --list-sources shows all.")

# Screens and windows
LEAVE_WAYLAND: Final = Message(
    "leave_wayland",
    "This desktop runs on Wayland, which does not let programs read the screen. Choose “This browser” on the start "
    "page of the dashboard (--source browser), which can share any window; or log out, and choose an Xorg (X11) "
    "session on the login screen.",
)
ALLOW_SCREEN_RECORDING: Final = Message(
    "allow_screen_recording",
    "Open System Settings > Privacy & Security > Screen & System Audio Recording, allow the terminal that starts the "
    "monitor, then close and reopen that terminal.",
)
SCREEN_PROTECTED: Final = Message(
    "screen_protected",
    "The window or screen may be locked, asleep, or protected against recording; uncover it, or watch something else.",
)
DISPLAY_NOT_SET: Final = Message(
    "display_not_set",
    "DISPLAY is not set: start the monitor on the desktop itself, or watch a webcam or a recording.",
)
UNLOCK_SCREEN: Final = Message("unlock_screen", "Unlock the screen, or watch a webcam or a recording.")
AREA_ON_DESKTOP: Final = Message(
    "area_on_desktop", "Give an area that lies on the desktop, which is {size} from {left},{top}."
)
MOVE_BACK: Final = Message("move_back", "Move it back onto a screen; it is waited for.")
BRING_BACK: Final = Message("bring_back", "Bring it back; it is waited for.")
OPEN_AGAIN: Final = Message("open_again", "Open it again; it is waited for.")
NO_WINDOW_AT_ALL: Final = Message("no_window_at_all", "There is no window at all here.")

# The browser
SHOW_SHARED: Final = Message(
    "show_shared", "Bring what is shared back to the screen: a minimised window and a locked screen stand still."
)
SHARE_FIRST: Final = Message(
    "share_first", "Choose in the small window of the dashboard (its address ends in /share) what to share."
)
SHARE_AGAIN: Final = Message(
    "share_again", "Share it again in the small window of the dashboard (its address ends in /share)."
)

# The gallery of a call
SHOW_GALLERY_AGAIN: Final = Message(
    "show_gallery_again", "Go back to the gallery in the call; or choose the source again, to count what it shows now."
)
TURN_PAGE_BACK: Final = Message(
    "turn_page_back", "Turn back. A page that stays for 20 seconds is the one that counts from then on."
)
CHECK_CALL: Final = Message("check_call", "Check in the call whether its pictures move.")
MARK_PLACES_AGAIN: Final = Message(
    "mark_places_again", "Mark on the live page whom to leave out, or that nobody is left out any more."
)

# Recordings and pictures
RECORDING_READ_ON: Final = Message("recording_read_on", "The recording is read on.")
RECORDING_BROKEN: Final = Message(
    "recording_broken",
    "It may be damaged, still being written, or no recording at all. Try it in a video player; "
    "a player that can open it can also save it anew as MP4.",
)
CHOOSE_RECORDING: Final = Message("choose_recording", "Choose a recording that shows the class.")
NEXT_PICTURE: Final = Message("next_picture", "The next picture is read.")
MEND_PICTURE: Final = Message("mend_picture", "The next picture is read; mend this one or take it out.")
CHOOSE_PICTURES: Final = Message("choose_pictures", "Choose pictures that show the class.")
GIVE_FOLDER: Final = Message("give_folder", "Give a folder with pictures directly in it; these are read: {endings}.")
