"""Define the reasons for which a class is refused by law or for want of an answer, and what to do about each."""

from typing import Final

from classroom.messages.message import Message

MOOD_FORBIDDEN_IN_EU: Final = Message(
    "mood_forbidden_in_eu",
    "In the EU, moods may not be read in education (Regulation (EU) 2024/1689, Article 5(1)(f), in force since "
    "2 February 2025), but Moodline can count who takes part instead",
)
WATCH_PARTICIPATION: Final = Message(
    "watch_participation", "Add --mode participation, or set monitor.mode to participation."
)
REGION_CONTRADICTS: Final = Message(
    "region_contradicts",
    "Your settings say that classes are held in the EU, so no class with moods begins as held elsewhere",
)
CORRECT_THE_REGION: Final = Message(
    "correct_the_region", "If that has changed, correct monitor.region in the settings first."
)
REGION_NOT_SAID: Final = Message(
    "region_not_said", "Nobody has said yet where the class is held, and the law depends on it"
)
SAY_THE_REGION: Final = Message(
    "say_the_region", "Add --region eu (the EU, Iceland, Liechtenstein and Norway) or --region other."
)
USE_NOT_ACCEPTED: Final = Message(
    "use_not_accepted", "Nobody has accepted yet what Moodline is for, and what it is not"
)
SMALL_GROUP: Final = Message(
    "small_group",
    "The minimum group is set to {fewest}. In figures of fewer than {usual} people, single people may be readable",
)
SAY_THAT_YOU_UNDERSTAND: Final = Message(
    "say_that_you_understand",
    "Raise privacy.min_group_size; or accept it with --i-understand, or with privacy.small_groups_understood: true.",
)
ACCEPTABLE_USE: Final = Message(
    "acceptable_use",
    "Moodline shows how a class is going as a whole, so that its teacher can teach it better. It is not for marks, not "
    "for discipline, not for checking a person's attendance, and not for judging staff.",
)
ACCEPT_THE_USE: Final = Message(
    "accept_the_use",
    "It is not for marks, not for discipline, not for a person's attendance, and not for judging staff. "
    "Accept that with --accept-use.",
)
