"""Readability of a page's sentences, and how many terms on it need an explanation."""

import re
from dataclasses import dataclass
from typing import Final, Literal

Language = Literal["en", "de"]

WORD: Final = re.compile(r"[A-Za-zÄÖÜäöüßéè’']+")
SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+|\n+")
"""A new line ends one too: the entries of a list, such as a class's title, day and length, are no sentence."""
FEWEST_WORDS: Final = 4
"""Anything shorter is a label, not a sentence."""
VOWELS: Final[dict[Language, str]] = {
    "en": r"[aeiouy]+",
    "de": r"aa|ee|oo|ie|ei|ai|au|eu|äu|ey|[aeiouyäöü]",
}
TERMS: Final[dict[Language, tuple[str, ...]]] = {
    "en": (
        *("net positivity", "engagement proxy", "proxy", "coverage", "band", "profile", "smoothed", "smoothing"),
        *("expressiveness", "agreement", "likeness of faces", "samples?", "frames? dropped", "segments?"),
        *("baseline", "own start", "usual level", "pulse", "rounds?", "dips?", "peaks?", "emotion network"),
        *("minimum group size", "expected faces", "mean mood", "class mood", "weights?", "markers?"),
    ),
    "de": (
        *(
            "Positivsaldo",
            "Beteiligungsindex",
            "Index",
            "Abdeckung",
            "Unsicherheitsband",
            "Band",
            "Profil",
            "geglättet",
        ),
        *(
            "geglättet",
            "Glättung",
            "Ausdrucksstärke",
            "Übereinstimmung",
            "Ähnlichkeit der Gesichter",
            "Messungen?",
            "Frames?",
        ),
        *("eigenen? Anfang", "eigener Beginn", "übliches Niveau", "Abfragen?", "Runden?", "Netz für Ausdrücke"),
        *("Mindestgruppengröße", "erwartete Gesichter", "mittlere Stimmung", "Gewichte?", "Markierungen?"),
    ),
}


@dataclass(frozen=True, slots=True)
class Readability:
    """A page's number of sentences, Flesch's index (100 is easy, 0 hard), the longest sentence, and distinct terms."""

    sentences: int
    flesch: float
    longest_words: int
    longest: str
    terms: tuple[str, ...]


def readability(blocks: list[str], language: Language, everything: str) -> Readability:
    """Return the readability of blocks of text, and the terms in all that a page shows.

    English: 206.835 − 1.015 × words per sentence − 84.6 × syllables per word (Flesch 1948, "A new readability
    yardstick"). German: 180 − words per sentence − 58.5 × syllables per word (Amstad 1978, "Wie verständlich sind
    unsere Zeitungen?"). Raises ValueError where there is no sentence.
    """
    parts = [WORD.findall(part) for block in blocks for part in SENTENCE_END.split(block)]
    sentences = [words for words in parts if len(words) >= FEWEST_WORDS]
    if not sentences:
        raise ValueError("a readability index needs a sentence")
    words = [word for sentence in sentences for word in sentence]
    length = len(words) / len(sentences)
    syllables = sum(syllables_of(word, language) for word in words) / len(words)
    english, german = 206.835 - 1.015 * length - 84.6 * syllables, 180 - length - 58.5 * syllables
    flesch = english if language == "en" else german
    longest = max(sentences, key=len)
    return Readability(len(sentences), flesch, len(longest), " ".join(longest), terms_in(everything, language))


def syllables_of(word: str, language: Language) -> int:
    """Return the syllables of a word by its groups of vowels; an English e at the end is silent."""
    lower = word.lower()
    count = len(re.findall(VOWELS[language], lower))
    if language == "en" and count > 1 and re.search(r"[^aeiouyl]e$|[^aeioudt]ed$|[^aeiouxscz]es$", lower):
        count -= 1
    return max(count, 1)


def terms_in(text: str, language: Language) -> tuple[str, ...]:
    """Return the terms of statistics and of this program that occur in a text, each once."""
    return tuple(term for term in TERMS[language] if re.search(rf"\b{term}\b", text, re.IGNORECASE))
