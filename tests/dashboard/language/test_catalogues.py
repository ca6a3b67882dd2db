"""Every text that a person reads is in every catalogue, with the same places for its values."""

import re

import pytest
from babel.messages.pofile import read_po

from dashboard.language.catalogue import FOLDER, LANGUAGES
from tools.collect_texts import collected

TRANSLATED = [code for code in LANGUAGES if code != "en"]
PLACES = re.compile(r"\{[^{}]*\}")


def catalogue(language: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    with (FOLDER / f"{language}.po").open("rb") as file:
        return {_forms(message.id): _forms(message.string) for message in read_po(file, locale=language) if message.id}


def _forms(text: object) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())  # type: ignore[arg-type]


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated(language: str) -> None:
    known = catalogue(language)
    assert not [forms[0] for forms in collected() if not all(known.get(forms, ("",)))]


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_holds_nothing_that_nobody_says(language: str) -> None:
    assert not set(catalogue(language)) - set(collected())


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_same_places_for_values(language: str) -> None:
    wrong = [
        forms[0]
        for forms, translated in catalogue(language).items()
        if any(set(PLACES.findall(form)) - set(PLACES.findall(" ".join(forms))) for form in translated)
        or set(PLACES.findall(forms[-1])) - set(PLACES.findall(translated[-1] if translated else ""))
    ]
    assert not wrong
