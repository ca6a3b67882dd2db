"""Define the reasons for which a monitor that the dashboard started ended, and what to do about each."""

from typing import Final

from classroom.messages.message import Message

MONITOR_HUNG: Final = Message("monitor_hung", "The monitor did not answer for {seconds} s, and was ended")
START_AGAIN: Final = Message("start_again", "Start the class again. If it ends once more, restart the computer.")
CONTROL_UNAVAILABLE: Final = Message(
    "control_unavailable", "The monitor cannot take the requests of this page: {reason}"
)
ALLOW_CONTROL: Final = Message(
    "allow_control",
    "Allow writing to the folder {folder}, and let your security software allow connections within this computer.",
)
