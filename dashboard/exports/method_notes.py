"""Method notes of every file: how its figures are computed, their limits, and how to read them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from classroom.emotions import EMOTIONS
from dashboard.charts.palette import emotion_label
from dashboard.database.read.classes import ClassRow
from dashboard.exports.exported_class import ExportedClass
from dashboard.language.clock import ClassClock
from dashboard.language.excluded_notes import note_words
from dashboard.language.numbers import decimal, percent, significant, thousands
from dashboard.language.seen_words import faces_words, small_group_words, unseen_sentences
from dashboard.language.translate import say, say_count, translate
from dashboard.notice.receipt import kept_until
from dashboard.pulse.agreement import agreements
from dashboard.pulse.words import agreement_title, agreement_words, question_words
from dashboard.statistics.time_series import SHORTEST_MOOD_SECONDS

WHOLE: Final = 0.995
"""A share that is written as 100 %: nothing to tell."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A method note: its `name` for programs, its `label` and `text` in the reader's language."""

    name: str
    label: str
    text: str


def facts_of(exported: ExportedClass) -> list[Fact]:
    """Return the method notes of a class, the most important first."""
    has_moods = exported.row.mode != "participation"
    facts: list[Fact | None] = [
        Fact("demo", say("Demo"), say("A demo class: these people do not exist.")) if exported.row.is_demo else None,
        _small_group(exported.row),
        Fact("range", say("Part of the class"), _range(exported)) if not exported.time_range.is_whole else None,
        Fact("time_zone", say("Time zone"), exported.row.own_clock.label),
        Fact("coverage", say("Seen"), _coverage(exported)),
        Fact("thresholds", say("When a mood is shown"), _thresholds(exported)) if has_moods else None,
        _give_or_take() if has_moods else None,
        Fact("model", say("Emotion network"), _model(exported.row)),
        Fact("profile", say("Engagement worked out by"), _profile(exported)) if has_moods else None,
        Fact("excluded", say("Left out of the figures"), _excluded(exported)),
        _left_out(exported.row),
        *_pulse(exported),
        Fact("source", say("Watched"), _source(exported.row)),
        Fact("stored", say("What was stored"), _stored(exported)),
    ]
    return [fact for fact in facts if fact is not None]


def _range(exported: ExportedClass) -> str:
    clock, row = exported.row.own_clock, exported.view.row
    end = row.ended_at
    if end is None:
        return say("Only from {begin} on", begin=clock.second(row.started_at))
    return say("Only from {begin} to {end}", begin=clock.second(row.started_at), end=clock.second(end))


def _coverage(exported: ExportedClass) -> str:
    summary = exported.view.summary
    if summary.mean_faces is None:
        return say("Nothing was measured.")
    faces = faces_words(summary.mean_faces, exported.row.expected_faces)
    share = summary.mood_share_of_time
    shown = ""
    if exported.row.mode != "participation" and share is not None and share < WHOLE:
        shown = say("A mood is shown for {share} of the time.", share=percent(share))
    if summary.coverage is None:
        seen = say("{faces} faces on average; how many to expect was not said.", faces=faces)
    else:
        values = {"faces": faces, "expected": exported.row.expected_faces, "share": percent(summary.coverage)}
        seen = say("{faces} of {expected} expected faces on average, {share}.", **values)
    return " ".join(filter(None, [seen, shown, *unseen_sentences(summary.unseen, exported.row.own_clock)]))


def _thresholds(exported: ExportedClass) -> str:
    return say(
        "Never of fewer than {least} faces, nor while less than half of the expected class is in view. In charts it is"
        " averaged over {window} s, and over at least {shortest} s.",
        least=exported.row.min_group_size,
        window=decimal(exported.options.mood_window_seconds, 0),
        shortest=decimal(SHORTEST_MOOD_SECONDS, 0),
    )


def _give_or_take() -> Fact:
    text = say(
        "With other faces of this group, a figure would lie within it 8 times in 10. It is wider where the network’s"
        " mistakes are known."
    )
    return Fact("give_or_take", say("Give or take"), text)


def _model(row: ClassRow) -> str:
    if row.mode == "participation":
        return say("None: in a participation class no expression is read.")
    facts = row.facts
    if facts is None:
        return say("{model}. Its accuracy is not known.", model=row.model_id)
    return say(
        "{model}. It was right about {share} of {faces} faces that it had not learnt from (95 % interval {low} to"
        " {high}; {measured_on}).",
        model=row.model_id,
        share=percent(facts.accuracy),
        faces=thousands(facts.faces),
        low=percent(facts.accuracy_low),
        high=percent(facts.accuracy_high),
        measured_on=facts.measured_on,
    )


def _profile(exported: ExportedClass) -> str:
    profile = exported.options.profile
    return say(
        "{name}, version {version}: 100 × Σ weight × share ÷ largest weight; {weights}. Source: {source}.",
        name=profile.name,
        version=profile.version,
        weights=", ".join(f"{emotion_label(emotion)} {decimal(profile.weights[emotion], 2)}" for emotion in EMOTIONS),
        source=translate(profile.source.code),
    )


def _excluded(exported: ExportedClass) -> str:
    excluded = exported.view.records.excluded
    if not excluded:
        return say("Nothing")
    clock = exported.row.own_clock
    return "; ".join(_range_text(clock, each.began_at, each.ended_at, note_words(each.note)) for each in excluded)


def _range_text(clock: ClassClock, begin: datetime, end: datetime, note: str) -> str:
    times = say("{begin} to {end}", begin=clock.second(begin), end=clock.second(end))
    return f"{times} ({note})" if note else times


def _left_out(row: ClassRow) -> Fact | None:
    if not row.left_out_percent:
        return None
    count = len(row.left_out_percent)
    text = say_count("{count} place was left out", "{count} places were left out", count)
    return Fact("left_out_places", say("Left out of the picture"), text)


def _small_group(row: ClassRow) -> Fact | None:
    if not row.is_small_group:
        return None
    text = say(
        "{warning}. A group has {fewest} people or more here.", warning=small_group_words(), fewest=row.min_group_size
    )
    return Fact("small_group", say("Small group"), text)


def _stored(exported: ExportedClass) -> str:
    """Return the receipt in short, of what this file is of."""
    row, samples = exported.row, exported.samples
    until = row.own_clock.local(kept_until(row, exported.options.retention_days))
    values = {
        "rows": thousands(len(samples)),
        "markers": len(exported.view.records.markers),
        "until": f"{until:%Y-%m-%d}",
    }
    return say(
        "Rows of class figures: {rows}; markers: {markers}. Kept until {until}. No picture, no sound, no name, nothing"
        " about one person.",
        **values,
    )


def _pulse(exported: ExportedClass) -> list[Fact]:
    found = agreements(exported.view)
    return [
        Fact(
            f"pulse_{each.question}", agreement_title(each), f"{question_words(each.question)} {agreement_words(each)}"
        )
        for each in found
    ]


def _source(row: ClassRow) -> str:
    return say("{source}, a measurement every {seconds} s", source=row.source, seconds=significant(row.sample_seconds))


def how_to_read(mood_window_seconds: float, *, has_moods: bool = True) -> list[tuple[str, str]]:
    """Return an explanation of each figure: its name, and the rest of the sentence. Not every class has moods."""
    of_all = [
        (say("Seen"), say("says how many of the expected people were in view.")),
        (
            say("A gap"),
            say(
                "in a chart is a time without figures. Nothing could be seen, too few faces were in view, or the"
                " teacher left it out."
            ),
        ),
    ]
    return [*_how_to_read_moods(mood_window_seconds), *of_all] if has_moods else of_all


def _how_to_read_moods(mood_window_seconds: float) -> list[tuple[str, str]]:
    window = decimal(mood_window_seconds, 0)
    return [
        (
            say("Mood"),
            say(
                "is happy faces less angry, disgusted, fearful and sad ones, from −1 to +1. Surprised and neutral"
                " faces count zero."
            ),
        ),
        (
            say("Expressions"),
            say("are what a network read off the faces, as seven shares, averaged over {window} s.", window=window),
        ),
        (
            say("Give or take"),
            say("says how far a figure may be off; charts show it pale. Smaller differences mean nothing."),
        ),
        (
            say("Engagement"),
            say("is a guess from faces, by the weights of a profile. It does not measure attention."),
        ),
    ]


def cannot_say(*, has_moods: bool = True) -> list[str]:
    """Return sentences on what the figures do not show. Not every class has moods."""
    of_moods = [
        say(
            "Whether anyone paid attention, understood, or felt what their face seemed to show. A thinking face is"
            " often read as sad or angry. Confusion is part of learning."
        )
    ]
    of_counts = [say("Whether anyone paid attention, or understood. To be seen is not to pay attention.")]
    of_networks = [
        say(
            "The network is often wrong about a single face. How often differs between emotions, and between groups"
            " of people."
        )
    ]
    return [
        *(of_moods if has_moods else of_counts),
        say("Anything about one person: only figures of the group exist."),
        say("Anything about those who were not in view."),
        say(
            "Whether this class was better or worse than another. Faces, cameras and light differ. Compare a class"
            " with itself."
        ),
        *(of_networks if has_moods else []),
    ]
