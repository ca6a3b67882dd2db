"""Sentences and table of a term."""

import numpy as np

from dashboard.comparisons.compare_texts import Table, change_words
from dashboard.comparisons.term import Term, TermClass
from dashboard.database.read.groups import Tally
from dashboard.language.clock import duration_words
from dashboard.language.numbers import NONE, percent, signed, thousands
from dashboard.language.translate import say, say_count


def term_sentence(term: Term) -> str:
    """Return sentences on the number of classes, and of those clearly above or below the usual level."""
    with_mood = [one for one in term.classes if one.figures.mood is not None]
    sentences = [say_count("{count} class with a mood.", "{count} classes with a mood.", len(with_mood))]
    if term.usual is None:
        sentences.append(say("It takes three of them to say what is usual."))
        return " ".join(sentences)
    sides = [member.against.side for member in with_mood if member.against is not None]
    if above := sides.count("above"):
        sentences.append(say("{count} surely more positive than usual for this group.", count=above))
    if below := sides.count("below"):
        sentences.append(say("{count} surely more negative.", count=below))
    if len(sentences) == 1:
        sentences.append(say("None surely differs from what is usual for this group."))
    return " ".join(sentences)


def seen_sentence(term: Term) -> str:
    """Return a sentence on the length and the coverage of the term."""
    seconds = sum(one.figures.seconds for one in term.classes)
    known = [one.coverage for one in term.classes if one.coverage is not None]
    values = {"length": duration_words(seconds)}
    if not known:
        return say("{length} watched.", **values)
    return say("{length} watched. Seen on average: {seen} of the class.", seen=percent(float(np.mean(known))), **values)


def class_sentence(one: TermClass) -> str:
    """Return a sentence on how a class differed from what is usual for its group, with how sure that is."""
    against = one.against
    if against is None:
        return say("Not enough seen to tell.")
    values = {"size": signed(against.value), "low": signed(against.low), "high": signed(against.high)}
    judged = against.judgement
    if judged.verdict == "no_different":
        return say("No different from usual ({size}; {low} to {high}).", **values)
    if judged.verdict == "better":
        if judged.strength == "clearly":
            return say("Clearly more positive than usual ({size}; {low} to {high}).", **values)
        return say("Slightly more positive than usual ({size}; {low} to {high}).", **values)
    if judged.strength == "clearly":
        return say("Clearly more negative than usual ({size}; {low} to {high}).", **values)
    return say("Slightly more negative than usual ({size}; {low} to {high}).", **values)


def short_verdict(one: TermClass) -> str:
    """Return the verdict on a class against what is usual in a word or three; nothing where there is none."""
    if one.against is None:
        return ""
    judged = one.against.judgement
    if judged.verdict == "better":
        return say("clearly more positive") if judged.strength == "clearly" else say("slightly more positive")
    if judged.verdict == "worse":
        return say("clearly more negative") if judged.strength == "clearly" else say("slightly more negative")
    return say("as usual") if judged.verdict == "no_different" else ""


def against_words(one: TermClass) -> str:
    """Format a class's difference to the usual level, with its band: +0.12 (+0.07 to +0.19)."""
    if one.against is None:
        return NONE
    return change_words(one.against.value, one.against.low, one.against.high)


def tally_words(tally: Tally, dips: int, peaks: int) -> list[str]:
    """Return the counts of a class's markers, answers, lows and highs in words, without those that are 0."""
    markers = sum(tally.markers.values())
    counts = [
        (markers, say_count("{count} marker", "{count} markers", markers)),
        (
            tally.answers,
            say_count("{number} answer", "{number} answers", tally.answers, number=thousands(tally.answers)),
        ),
        (dips, say_count("{count} low", "{count} lows", dips)),
        (peaks, say_count("{count} high", "{count} highs", peaks)),
    ]
    return [words for count, words in counts if count]


def term_table(term: Term) -> Table:
    """Return heads and rows of one class each, in order of their dates."""
    heads = [say("Class"), say("Day"), say("Length"), say("Seen"), say("Mood shown"), say("Mood")]
    heads += [say("Against usual"), say("Markers"), say("Answers"), say("Lows"), say("Highs")]
    return heads, [_cells(one) for one in term.classes]


def _cells(one: TermClass) -> list[str]:
    row, figures = one.row, one.figures
    cells = [
        row.title,
        row.clock.short_day(row.started_at),
        duration_words(figures.seconds),
        percent(one.coverage),
        percent(figures.mood_share_of_time),
        signed(figures.net),
        against_words(one),
        str(sum(one.tally.markers.values())),
        thousands(one.tally.answers),
        str(figures.dips),
        str(figures.peaks),
    ]
    return [cell.replace("\t", " ").replace("\n", " ") for cell in cells]
