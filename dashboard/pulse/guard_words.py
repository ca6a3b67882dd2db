"""Sentences about what the pulse refused and withheld, for the teacher."""

from dashboard.language.translate import say, say_count
from dashboard.pulse.protocol import Attempts
from dashboard.pulse.tally import Tally


def guard_sentences(tally: Tally, min_group_size: int) -> list[str]:
    """Return what the teacher is told of a class: a sentence each on refused attempts and withheld answers, if any."""
    found = (refused_words(tally.refused), withheld_words(tally.withheld, min_group_size))
    return [sentence for sentence in found if sentence]


def refused_words(refused: Attempts) -> str:
    """Format the attempts that were refused, with their reasons; empty if there were none."""
    if not refused.total:
        return ""
    reasons = {
        "address": say("under a wrong address"),
        "form": say("from no page or an old page of the question"),
        "too_soon": say("less than a minute after the last answer"),
        "full": say("with all places taken"),
        "block": say("too many from one part of the network"),
        "code": say("with wrong digits"),
    }
    counted = [f"{count} {reasons[name]}" for name, count in refused.by_reason.items() if count]
    return say_count(
        "{count} attempt to answer was refused: {reasons}.",
        "{count} attempts to answer were refused: {reasons}.",
        refused.total,
        reasons=", ".join(counted),
    )


def withheld_words(withheld: int, min_group_size: int) -> str:
    """Return why answers are not shown; empty if all are."""
    if not withheld:
        return ""
    return say_count(
        "{count} time is not shown: fewer than {fewest} answers differ from another time. Subtracting could tell "
        "what one student said. Let the question run for its two minutes.",
        "{count} times are not shown: fewer than {fewest} answers differ from another time. Subtracting could tell "
        "what one student said. Let the question run for its two minutes.",
        withheld,
        fewest=min_group_size,
    )
