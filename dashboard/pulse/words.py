"""Sentences about students' answers. They are cautious: an agreement of two figures validates neither."""

from dashboard.language.numbers import signed
from dashboard.language.translate import say, say_count
from dashboard.pulse.agreement import FEWEST_WINDOWS, Agreement
from dashboard.pulse.points import Question


def question_words(question: Question) -> str:
    """Return the text of the question for students."""
    return say("How do you feel right now?") if question == "mood" else say("How is the lesson going for you?")


def question_name(question: Question) -> str:
    """Return the label of the question, for a heading."""
    return say("mood, by their own word") if question == "mood" else say("understanding, by their own word")


def answer_words(question: Question) -> tuple[str, str, str]:
    """Return the three answers in the order in which they are counted."""
    if question == "mood":
        return say("good"), say("so-so"), say("bad")
    return say("lost"), say("fine"), say("bored")


def counts_words(question: Question, counts: tuple[int, int, int]) -> str:
    """Format counts of answers: 3 good, 10 so-so, 12 bad."""
    first, second, third = answer_words(question)
    return say(
        "{a} {first}, {b} {second}, {c} {third}",
        a=counts[0],
        first=first,
        b=counts[1],
        second=second,
        c=counts[2],
        third=third,
    )


def answers_sentence(
    question: Question, counts: tuple[int, int, int], begin: str, end: str, *, typed_in: bool = False
) -> str:
    """Format a window: 3 good, 10 so-so, 12 bad (10:14 to 10:16)."""
    values = {"answers": counts_words(question, counts), "begin": begin, "end": end}
    if typed_in:
        return say("{answers} ({begin} to {end}, from the chat, typed in)", **values)
    return say("{answers} ({begin} to {end})", **values)


def answered_words(devices: int | None, min_group_size: int) -> str:
    """Return a sentence on the answers in the open window, without a count below the minimum group."""
    if devices is None:
        return say("Fewer than {fewest} devices have answered so far.", fewest=min_group_size)
    return say_count(
        "{count} device has answered so far.",
        "{count} devices have answered so far.",
        devices,
    )


def agreement_title(agreement: Agreement) -> str:
    """Return the verdict in a few words."""
    if agreement.verdict == "agreed":
        return say("Answers and faces agreed in this class")
    if agreement.verdict == "disagreed":
        return say("Answers and faces disagreed in this class")
    return say("Answers and faces: nothing to tell here")


def agreement_words(agreement: Agreement) -> str:
    """Return the verdict with its figures and its limits."""
    if agreement.reason == "few_stretches":
        counted = say_count(
            "Asked only {count} time with a mood known; comparing takes {fewest}.",
            "Asked only {count} times with a mood known; comparing takes {fewest}.",
            agreement.stretches,
            fewest=FEWEST_WINDOWS,
        )
        return f"{counted}{_unseen_words(agreement)}"
    if agreement.reason == "no_variation":
        return say("The answers or the mood never changed, so there is nothing to compare.") + _unseen_words(agreement)
    figures = say(
        "Rank correlation {correlation} ({low} to {high}), asked {count} times.",
        correlation=signed(agreement.correlation),
        low=signed(agreement.low),
        high=signed(agreement.high),
        count=agreement.stretches,
    )
    return f"{_verdict_words(agreement)} {figures}{_unseen_words(agreement)}"


def _verdict_words(agreement: Agreement) -> str:
    if agreement.verdict == "not_informative":
        return say("Chance alone could have made the two go along, or not, as they did.")
    if agreement.question == "mood":
        if agreement.verdict == "agreed":
            return say("When more students said that they felt good, more positive faces were seen.")
        return say("When more students said that they felt good, fewer positive faces were seen. Trust their answers.")
    if agreement.verdict == "agreed":
        return say("When more students said that they were fine, more positive faces were seen.")
    return say("When more students said that they were fine, fewer positive faces were seen. Trust their answers.")


def _unseen_words(agreement: Agreement) -> str:
    if not agreement.unseen:
        return ""
    return " " + say_count(
        "{count} time no mood was known.",
        "{count} times no mood was known.",
        agreement.unseen,
    )
