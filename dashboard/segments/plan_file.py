"""Reading of lesson plan files in any of the supported formats."""

from typing import Final

from dashboard.database.read.classes import ClassRow
from dashboard.segments.plan import LessonPlan, laid_into
from dashboard.segments.plan_csv import is_csv, read_csv
from dashboard.segments.plan_markdown import read_markdown
from dashboard.segments.plan_text import decoded
from dashboard.segments.plan_times import timed

CALENDAR: Final = "BEGIN:VCALENDAR"


def read_plan(name: str, content: bytes, row: ClassRow) -> LessonPlan:
    """Read the plan in a file: CSV, Markdown or ICS, recognised by the file's name, else by its first line.

    Raises PlanError, and nothing else, with the line, its error, and the remedy.
    """
    text = decoded(content)
    kind = name.lower().rpartition(".")[2]
    if kind == "ics" or text.lstrip().upper().startswith(CALENDAR):
        from dashboard.segments.plan_ics import read_ics

        return laid_into(row, read_ics(text, row))
    reads_table = kind in ("csv", "tsv") or (kind not in ("md", "markdown") and is_csv(text))
    return laid_into(row, timed(read_csv(text) if reads_table else read_markdown(text), row))
