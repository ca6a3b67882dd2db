"""The notice and the receipt say the same in every language, with the settings' own figures."""

import re
from dataclasses import fields
from typing import get_args

import pytest

from classroom.choices import Mode
from dashboard.notice.languages import LANGUAGES
from dashboard.notice.notice import NoticeFacts, notice_of
from dashboard.notice.texts import PARTS, NoticeTexts, ReceiptTexts

PLACES = re.compile(r"\{(\w+)\}")
MODES: tuple[Mode, ...] = get_args(Mode)
LETTERS = {"ar": re.compile("[\u0600-\u06ff]")}
"""Of a language with letters of its own: a sentence without one was not translated."""


def sentences_of(texts: NoticeTexts) -> dict[str, str]:
    """Return every text of a language by the name of its place."""
    found = {f"headings {part}": words for part, words in texts.headings.items()}
    for mode in MODES:
        for part, sentences in (texts.by_mode[mode] | texts.always).items():
            found |= {f"{mode} {part} {place}": words for place, words in enumerate(sentences)}
    for each in fields(NoticeTexts):
        value = getattr(texts, each.name)
        found |= {each.name: value} if isinstance(value, str) else {}
    for each in fields(ReceiptTexts):
        value = getattr(texts.receipt, each.name)
        found |= {f"receipt {each.name}": value} if isinstance(value, str) else {}
        found |= (
            {f"receipt {each.name} {mode}": words for mode, words in value.items()} if isinstance(value, dict) else {}
        )
    return found


def test_there_are_six_languages_of_which_one_is_written_from_the_right() -> None:
    assert list(LANGUAGES) == ["en", "de", "fr", "es", "tr", "ar"]
    assert [code for code, texts in LANGUAGES.items() if texts.direction == "rtl"] == ["ar"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_has_every_part_with_the_places_that_english_has(code: str) -> None:
    english, own = sentences_of(LANGUAGES["en"]), sentences_of(LANGUAGES[code])
    assert own.keys() == english.keys()
    assert {name: set(PLACES.findall(words)) for name, words in own.items()} == {
        name: set(PLACES.findall(words)) for name, words in english.items()
    }
    if code != "en":
        assert [name for name in own if own[name] == english[name] and name != "direction"] == []
    letters = LETTERS.get(code, re.compile("[a-z]"))
    assert [name for name, words in own.items() if not letters.search(words) and name != "direction"] == []


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("code", LANGUAGES)
def test_a_notice_tells_the_settings_own_figures_and_leaves_no_place_open(code: str, mode: Mode) -> None:
    notice = notice_of(code, NoticeFacts(mode, min_group_size=7, retention_days=123, contact="Ms Lee"))
    assert len(notice.parts) == len(PARTS)
    assert all(part.heading and part.sentences for part in notice.parts)
    assert "{" not in notice.chat
    assert notice.chat.count("123") == 1
    assert notice.chat.count("7") == (2 if mode == "mood" else 1)  # faces, and answers
    assert "Ms Lee" in notice.chat
    assert notice.warning == ""


def test_one_day_is_one_day() -> None:
    assert "kept for 1 day." in notice_of("en", NoticeFacts("mood", 5, 1)).chat
    assert "1 Tag lang" in notice_of("de", NoticeFacts("mood", 5, 1)).chat


def test_a_notice_of_participation_speaks_of_no_mood() -> None:
    facts = NoticeFacts("participation", 5, 365)
    counted = {code: notice_of(code, facts).parts[PARTS.index("counted")].sentences for code in LANGUAGES}
    assert {len(sentences) for sentences in counted.values()} == {1}
    assert "guesses" not in notice_of("en", facts).chat


@pytest.mark.parametrize("code", LANGUAGES)
def test_fewer_than_five_people_are_warned_of_in_every_language(code: str) -> None:
    notice = notice_of(code, NoticeFacts("participation", 4, 365))
    assert "4" in notice.warning
    assert notice.warning in notice.chat


def test_figures_keep_their_direction_within_arabic() -> None:
    assert "\u2068365\u2069" in notice_of("ar", NoticeFacts("mood", 5, 365)).chat
    assert "\u2068" not in notice_of("de", NoticeFacts("mood", 5, 365)).chat
