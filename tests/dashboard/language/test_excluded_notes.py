"""A pause that the monitor wrote down is told in the reader's language wherever ranges are."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, insert

from classroom.messages.checks import CLASS_PAUSED
from classroom.tables import ExcludedRange
from tests.dashboard.class_fixtures import START, ClassIds


@pytest.mark.parametrize(("language", "word"), [("en", "Paused"), ("de", "Pause")])
@pytest.mark.parametrize(
    "end", ["", "/report.html", "/export.json", "/excluded-ranges"], ids=["page", "report", "json", "api"]
)
def test_a_pause_is_told_in_words(
    client: FlaskClient, engine: Engine, class_ids: ClassIds, end: str, language: str, word: str
) -> None:
    ends = {"began_at": START + timedelta(seconds=120), "ended_at": START + timedelta(seconds=180)}
    with engine.begin() as connection:
        values = {"class_session_id": class_ids.lesson, "note": CLASS_PAUSED.code, **ends}
        connection.execute(insert(ExcludedRange).values(values))
    at = "/api/v1/classes" if end == "/excluded-ranges" else "/classes"
    answer = client.get(f"{at}/{class_ids.lesson}{end}", headers={"Accept-Language": language})
    text = answer.get_data(as_text=True)
    assert word in text
    assert CLASS_PAUSED.code not in text.replace('"class_paused":', "")
