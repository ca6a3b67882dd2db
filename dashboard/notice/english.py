"""Write the notice and the receipt in English."""

from typing import Final

from dashboard.notice.texts import NoticeTexts, ReceiptTexts

_WATCHES: Final = "A program on the teacher’s computer looks at the picture of the call or the camera during the class."
_KEPT: Final = (
    "These figures with their times, the title and settings of the class, and what the teacher notes about the"
    " lesson. If"
    " the class is asked a question: how often each answer came, from {group} answers on.",
    "They are kept for {period}. Then the program deletes them, the next time that it runs.",
)

ENGLISH: Final = NoticeTexts(
    name="English",
    direction="ltr",
    title="Moodline runs in this class",
    to_parents="For parents and guardians. This page says what a program does in your child’s class.",
    headings={
        "runs": "What runs",
        "why": "Why",
        "counted": "What is counted",
        "kept": "What is kept, and until when",
        "never": "What is never kept",
        "left_out": "How to be left out",
        "ask": "Whom to ask",
    },
    always={
        "why": (
            "So that the teacher sees how the class as a whole is going.",
            "It is not for marks, not for discipline, not for checking a person’s attendance, and not for judging"
            " staff.",
        ),
        "never": (
            "No picture, no video, no sound.",
            "No name, no face, nothing about a single person.",
            "Pictures are only in the computer’s memory, and only while the program runs.",
        ),
        "left_out": (
            "Anyone who does not want to be counted tells the teacher before the class.",
            "Their place in the picture is then blacked out before the program looks for faces.",
            "Or their camera stays off: then there is no face to find.",
        ),
        "ask": ("Questions go to the teacher.", "After the class the teacher can show what was stored."),
    },
    by_mode={
        "mood": {
            "runs": (
                _WATCHES,
                "It finds the faces, and a neural network guesses the expression of each.",
                "It is often wrong, and an expression is not a feeling.",
            ),
            "counted": (
                "How many people are in view.",
                "And the mean of the whole group’s expressions, only of {group} faces or more.",
            ),
            "kept": _KEPT,
        },
        "participation": {
            "runs": (_WATCHES, "It finds the faces and counts them.", "It reads no expression and recognises nobody."),
            "counted": ("How many people are in view, and nothing else.",),
            "kept": _KEPT,
        },
    },
    one_day="1 day",
    many_days="{days} days",
    small_group="A group may have fewer than five people here ({group} or more): single people may be readable.",
    contact="Contact:",
    receipt=ReceiptTexts(
        title="What was stored of this class",
        rows={
            "mood": "Rows: {rows}, from {begin} to {end}. In each: the time, the number of people in view, and"
            " technical"
            " figures of the computer.",
            "participation": "Rows: {rows}, from {begin} to {end}. In each: the time, the number of people in view, and"
            " technical figures of the computer. No expression.",
        },
        moods="Rows with the mean expressions of the whole group, and how far they spread: {moods}",
        markers="Moments that the teacher marked: {count}",
        notes="Characters of notes: {count}",
        answers="Times that answers were counted: {count}",
        excluded="Times that the teacher left out: {count}",
        places="Places left out of the picture: {count}",
        plan="Parts of the lesson’s plan: {count}",
        slides="Times that the slides changed: {count}",
        unseen="Times in which nothing was seen: {count}",
        of_the_class="Also: title, group, times and settings of the class; and in a log, when something was done"
        " with it.",
        kept_until="Kept until {day}. Then the program deletes it, the next time that it runs.",
        nothing_else="The program stored nothing else: no picture, no sound, no name, nothing about a single person.",
        files="Reports and files that the teacher saved of this class are not deleted with it.",
    ),
)
