"""What a teacher wrote stands on the charts as it was written."""

from dataclasses import replace
from datetime import timedelta

from dashboard.database.read.records import ClassRecords, ExcludedRow, MarkerRow
from dashboard.one_class.annotations import record_marks
from tests.dashboard.class_fixtures import ROW, START

LINK = '<a href="//evil.example">a<b: why?'
PLAIN = '&lt;a href="//evil.example"&gt;a&lt;b: why?'


def test_notes_are_no_markup_in_a_chart() -> None:
    records = ClassRecords(
        markers=(MarkerRow(1, 1, START, "own", LINK),),
        excluded=(ExcludedRow(1, START, START + timedelta(minutes=1), LINK),),
        plan=(),
        slide_changes=(),
        pulse=(),
    )
    marks = record_marks(records, replace(ROW, ended_at=START + timedelta(minutes=45)))
    assert marks["markers"][0]["title"].endswith(PLAIN)
    assert marks["excluded"][0]["label"] == PLAIN
