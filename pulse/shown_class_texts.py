"""Define the texts of the class's own page in each language of the students' page."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class ClassTexts:
    """All texts in one language, with the placeholders {people}, {expected}, {least} and {most}."""

    title: str
    seen: str
    seen_of: str
    span: str
    changes: dict[str, str]
    no_mood: str
    nothing_now: str
    same: str
    of_a_mood: str
    small_group: str


ENGLISH: Final = ClassTexts(
    title="The class now",
    seen="In view: {people}.",
    seen_of="In view: {people} of {expected}.",
    span="{least} to {most}",
    changes={
        "clearly_more_positive": "The faces look clearly more positive than at the start.",
        "a_little_more_positive": "The faces look a little more positive than at the start.",
        "about_the_same": "The faces look about as at the start.",
        "a_little_more_negative": "The faces look a little more negative than at the start.",
        "clearly_more_negative": "The faces look clearly more negative than at the start.",
    },
    no_mood="Nothing can be said of the mood now.",
    nothing_now="There are no figures at the moment.",
    same="Your teacher sees the same.",
    of_a_mood="It is of the whole group, and often wrong.",
    small_group="Fewer than five people: single people may be readable.",
)
GERMAN: Final = ClassTexts(
    title="Die Klasse jetzt",
    seen="Zu sehen: {people}.",
    seen_of="Zu sehen: {people} von {expected}.",
    span="{least} bis {most}",
    changes={
        "clearly_more_positive": "Die Gesichter wirken deutlich positiver als zu Beginn.",
        "a_little_more_positive": "Die Gesichter wirken etwas positiver als zu Beginn.",
        "about_the_same": "Die Gesichter wirken etwa wie zu Beginn.",
        "a_little_more_negative": "Die Gesichter wirken etwas negativer als zu Beginn.",
        "clearly_more_negative": "Die Gesichter wirken deutlich negativer als zu Beginn.",
    },
    no_mood="Über die Stimmung lässt sich gerade nichts sagen.",
    nothing_now="Im Moment gibt es keine Zahlen.",
    same="Deine Lehrkraft sieht dasselbe.",
    of_a_mood="Es gilt für die ganze Gruppe und ist oft falsch.",
    small_group="Weniger als fünf Personen: Einzelne können erkennbar sein.",
)
CLASS_LANGUAGES: Final = {"en": ENGLISH, "de": GERMAN}
