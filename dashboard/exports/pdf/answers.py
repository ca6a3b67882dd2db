"""The chart of students' answers of the PDF: each round a stacked bar along the time of the class."""

from typing import Final

import numpy as np

from dashboard.exports.exported_class import ExportedClass
from dashboard.exports.pdf.document import BAND, INK, INNER, LINE, MARGIN, SOFT, WIDTH, Colour, Document
from dashboard.exports.pdf.time_axis import LEFT, RIGHT, Frame, draw_times
from dashboard.language.translate import say, say_count
from dashboard.pulse.points import QUESTIONS, PulsePoint, Question, pulse_points
from dashboard.pulse.words import answer_words, counts_words, question_words
from dashboard.segments.origins import extent_of

HEAD: Final = 6.5
LINE_HEIGHT, CHART, BELOW = 5.0, 15.0, 8.0
"""Of each question: its words, its bars, the times below them; in millimetres, as the heading above."""
COLOURS: Final[tuple[Colour, Colour, Colour]] = (LINE, BAND, SOFT)
"""Of the three answers from the foot up; they are named beside the bars in the same order."""


def answers_height(exported: ExportedClass) -> float:
    """Return the height of the answers in millimetres, 0 if there are none."""
    questions = {point.question for point in pulse_points(exported.view)}
    return HEAD + len(questions) * (LINE_HEIGHT + CHART + BELOW) if questions else 0.0


def draw_answers(document: Document, exported: ExportedClass, y: float) -> float:
    """Draw the answers to each question below `y`, and return where they end."""
    points = pulse_points(exported.view)
    if not points:
        return y
    y = document.heading(say("Students’ own answers"), y)
    for question in QUESTIONS:
        of_question = [point for point in points if point.question == question]
        if of_question:
            y = _question(document, exported, question, of_question, y)
    return y


def _question(
    document: Document, exported: ExportedClass, question: Question, of_question: list[PulsePoint], y: float
) -> float:
    first, second, third = (sum(point.counts[place] for point in of_question) for place in range(3))
    counts = say_count(
        "{answers}; asked {count} time.",
        "{answers}; asked {count} times.",
        len(of_question),
        answers=counts_words(question, (first, second, third)),
    )
    document.letters(8)
    with document.tag("P"):
        document.words((MARGIN, y), f"{question_words(question)} {counts}", INNER)
    begin, end = extent_of(exported.view.row, exported.view.columns)
    frame = Frame(y + LINE_HEIGHT, CHART, begin, max(end, begin + 1), 0, 1)
    with document.figure(f"{question_words(question)} {counts}", frame.place()):
        for point in of_question:
            _bar(document, frame, point)
        _names(document, frame, question)
    draw_times(document, exported, frame)
    return frame.top + CHART + BELOW


def _bar(document: Document, frame: Frame, point: PulsePoint) -> None:
    left, right = frame.at(point.began_at.timestamp()), frame.at(point.ended_at.timestamp())
    edges = np.concatenate([[0.0], np.cumsum(point.counts) / point.answers])
    tops = frame.y(edges).tolist()
    document.set_draw_color(255, 255, 255)
    document.set_line_width(0.15)
    for colour, foot, top in zip(COLOURS, tops, tops[1:], strict=False):
        if foot > top:
            document.set_fill_color(*colour)
            document.rect(left, top, max(right - left, 0.3), foot - top, style="DF")


def _names(document: Document, frame: Frame, question: Question) -> None:
    document.letters(6.5, SOFT)
    document.words((MARGIN, frame.top - 0.2), "100 %", LEFT - MARGIN - 1.5, align="R")
    document.words((MARGIN, frame.top + CHART - 3), "0 %", LEFT - MARGIN - 1.5, align="R")
    document.set_draw_color(*INK)
    document.set_line_width(0.1)
    for place, (words, colour) in enumerate(zip(answer_words(question), COLOURS, strict=True)):
        y = frame.top + CHART * (2.5 - place) / 3
        document.set_fill_color(*colour)
        document.rect(RIGHT + 1.5, y - 1.1, 2.2, 2.2, style="DF")
        document.words((RIGHT + 4.7, y - 1.6), words, WIDTH - MARGIN - RIGHT - 4.7)
