"""Define the parts of the notice and of the receipt, which each language fills.

A sentence is said of no person in particular, so that it stands as it is before students and before parents. It may
have the places {group}, the minimum group, and {period} or {days}, for how long a class is kept.
"""

from dataclasses import dataclass
from typing import Final, Literal

from classroom.choices import Mode

Part = Literal["runs", "why", "counted", "kept", "never", "left_out", "ask"]
PARTS: Final[tuple[Part, ...]] = ("runs", "why", "counted", "kept", "never", "left_out", "ask")
Sentences = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReceiptTexts:
    """The receipt in one language. All counts stand behind a colon, since languages count their nouns differently.

    `rows` has {rows}, {begin} and {end}, the times of the first and the last; `moods` has {moods}, how many of them
    have a mood; `kept_until` has {day}.
    """

    title: str
    rows: dict[Mode, str]
    moods: str
    markers: str
    notes: str
    answers: str
    excluded: str
    places: str
    plan: str
    slides: str
    unseen: str
    of_the_class: str
    kept_until: str
    nothing_else: str
    files: str


@dataclass(frozen=True, slots=True)
class NoticeTexts:
    """The notice in one language: its parts as sentences, those that differ between the modes by mode.

    `name` is the language's name in itself; `small_group` is said only where the minimum group is below five.
    """

    name: str
    direction: Literal["ltr", "rtl"]
    title: str
    to_parents: str
    headings: dict[Part, str]
    always: dict[Part, Sentences]
    by_mode: dict[Mode, dict[Part, Sentences]]
    one_day: str
    many_days: str
    small_group: str
    contact: str
    receipt: ReceiptTexts
