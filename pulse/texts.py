"""Define the texts of the students' page in each language. The dashboard's catalogue cannot be imported from here."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Texts:
    """All texts of the page in one language, with the placeholders {seconds} and {group}."""

    title: str
    questions: dict[str, str]
    answers: dict[str, tuple[str, str, str]]
    thanks: str
    again_in: str
    too_soon: str
    answer_again: str
    full: str
    full_for_good: str
    block_full: str
    code: str
    wrong_code: str
    too_many_codes: str
    outdated: str
    unreadable: str
    missing: str
    missing_more: str
    kept: str
    kept_more: tuple[str, ...]


ENGLISH: Final = Texts(
    title="Pulse",
    questions={"mood": "How do you feel right now?", "understanding": "How is the lesson going for you?"},
    answers={"mood": ("good", "so-so", "bad"), "understanding": ("lost", "fine", "bored")},
    thanks="Thank you. Your answer counts.",
    again_in="You can answer again in {seconds} s. This page asks by itself then.",
    too_soon="One answer a minute",
    answer_again="Has the time passed? Load the page again.",
    full="No more devices can answer right now. Try again in a minute.",
    full_for_good="This pulse takes no more devices. Those that have answered can go on.",
    block_full="No more devices can answer from your part of the network. Tell your teacher.",
    code="The three digits that your teacher shows",
    wrong_code="These are not the three digits that your teacher shows. Type them in again, then choose.",
    too_many_codes="Too many wrong digits have come in. Wait a minute, then try again.",
    outdated="The page was an old one, or your browser keeps no cookies. Nothing was counted. Choose once more.",
    unreadable="That was no answer. Choose one of the three.",
    missing="There is no page here",
    missing_more="Ask your teacher for the link: it changes, and the page is closed when the class is over.",
    kept="No name, no account. What is kept are counts of at least {group} answers.",
    kept_more=(
        "A random number in a cookie tells your device from others, so that it answers once a minute. It goes when you "
        "close the browser.",
        "Your answer stays in memory for two minutes at most. Then only how many gave each answer is kept, and "
        "only if {group} or more answered.",
        "Your address on the network is neither stored nor written down. So that one computer cannot answer for many, "
        "a scrambled form of it stays in memory until the question is closed.",
    ),
)
GERMAN: Final = Texts(
    title="Puls",
    questions={"mood": "Wie geht es dir gerade?", "understanding": "Wie läuft der Unterricht für dich?"},
    answers={"mood": ("gut", "geht so", "schlecht"), "understanding": ("abgehängt", "passt", "gelangweilt")},
    thanks="Danke. Deine Antwort zählt.",
    again_in="In {seconds} s kannst du wieder antworten. Diese Seite fragt dann von selbst.",
    too_soon="Eine Antwort pro Minute",
    answer_again="Ist die Zeit um? Seite neu laden.",
    full="Gerade können keine weiteren Geräte antworten. Versuch es in einer Minute noch einmal.",
    full_for_good="Dieser Puls nimmt keine weiteren Geräte an. Wer schon geantwortet hat, kann weiter antworten.",
    block_full="Aus deinem Teil des Netzes können keine weiteren Geräte antworten. Sag deiner Lehrkraft Bescheid.",
    code="Die drei Ziffern, die deine Lehrkraft zeigt",
    wrong_code="Das sind nicht die drei Ziffern, die deine Lehrkraft zeigt. Gib sie noch einmal ein und wähle dann.",
    too_many_codes="Es kamen zu viele falsche Ziffern. Warte eine Minute und versuch es dann noch einmal.",
    outdated="Die Seite war veraltet, oder dein Browser behält keine Cookies. Nichts wurde gezählt. Wähle noch einmal.",
    unreadable="Das war keine Antwort. Wähle eine der drei.",
    missing="Hier ist keine Seite",
    missing_more="Frag deine Lehrkraft nach dem Link: Er wechselt, und nach der Stunde ist die Seite zu.",
    kept="Kein Name, kein Konto. Gespeichert werden nur Anzahlen von mindestens {group} Antworten.",
    kept_more=(
        "Eine Zufallszahl in einem Cookie unterscheidet dein Gerät von anderen, damit es einmal pro Minute antwortet. "
        "Sie verschwindet, wenn du den Browser schließt.",
        "Deine Antwort bleibt höchstens zwei Minuten im Arbeitsspeicher. Danach bleibt nur, wie viele welche Antwort "
        "gaben, und nur, wenn {group} oder mehr geantwortet haben.",
        "Deine Adresse im Netz wird weder gespeichert noch aufgeschrieben. Damit nicht ein Computer für viele "
        "antwortet, bleibt sie in verschlüsselter Form bis zum Ende der Frage im Arbeitsspeicher.",
    ),
)
LANGUAGES: Final = {"en": ENGLISH, "de": GERMAN}
