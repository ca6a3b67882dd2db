"""Readability is counted as Flesch and Amstad count it, and terms are found whole."""

import pytest

from tools.readability import readability, syllables_of, terms_in


@pytest.mark.parametrize(
    ("word", "count"), [("class", 1), ("made", 1), ("lesson", 2), ("positivity", 5), ("table", 2), ("wanted", 2)]
)
def test_english_syllables(word: str, count: int) -> None:
    assert syllables_of(word, "en") == count


@pytest.mark.parametrize(("word", "count"), [("Stunde", 2), ("Gesichter", 3), ("Ausdrücke", 3), ("Lehrer", 2)])
def test_german_syllables(word: str, count: int) -> None:
    assert syllables_of(word, "de") == count


def test_the_index_is_flesch_s_for_english_and_amstad_s_for_german() -> None:
    assert readability(["The cat sat on the mat."], "en", "").flesch == pytest.approx(206.835 - 1.015 * 6 - 84.6)
    assert readability(["Die Maus saß im Haus."], "de", "").flesch == pytest.approx(180 - 5 - 58.5)


def test_labels_are_no_sentences() -> None:
    found = readability(["Save", "Mean mood", "The class was calm today. It was a good day for all."], "en", "")
    assert (found.sentences, found.longest_words) == (2, 7)
    with pytest.raises(ValueError, match="sentence"):
        readability(["Save"], "en", "")


def test_a_term_is_found_once_and_whole() -> None:
    assert terms_in("The band, the Band; a husband.", "en") == ("band",)
    assert terms_in("A husband is no term.", "en") == ()
