"""Every page answers a German reader in German, and says no English word of ours by mistake."""

import re

import pytest
from flask.testing import FlaskClient

from tests.dashboard.class_fixtures import ClassIds

GERMAN = {"Accept-Language": "de"}
PAGES = ("/", "/classes", "/classes/{lesson}", "/classes/{few}", "/classes/{empty}", "/classes/{lesson}/delete",
         "/compare?class={lesson}&class={few}", "/compare?class={lesson}&class={few}&align=segments", "/terms",
         "/after-markers", "/live/compact", "/classes/{lesson}/pulse", "/classes/{lesson}/report.html")  # fmt: skip
ENGLISH = re.compile(r"\b(the|and|of|with|faces|seen|class|samples|against|than|were|which|cannot|from)\b")
OWN_WORDS = re.compile(r"<(script|style|code|textarea|option|select)\b.*?</\1>|<!--.*?-->|<[^>]*>", re.DOTALL)


@pytest.mark.parametrize("page", PAGES)
def test_a_german_reader_is_answered_in_german(client: FlaskClient, class_ids: ClassIds, page: str) -> None:
    address = page.format(lesson=class_ids.lesson, few=class_ids.few, empty=class_ids.empty)
    answer = client.get(address, headers=GERMAN)
    assert answer.status_code in (200, 404)
    text = OWN_WORDS.sub(" ", answer.get_data(as_text=True))
    assert '<html lang="de">' in answer.get_data(as_text=True)
    left = [text[max(0, found.start() - 40) : found.end() + 40] for found in ENGLISH.finditer(text)]
    assert not left


@pytest.mark.parametrize("address", ["/api/v1/live", "/api/v1/classes/{lesson}", "/api/v1/classes/{lesson}/highlights"])
def test_an_answer_to_a_script_is_in_german_too(client: FlaskClient, class_ids: ClassIds, address: str) -> None:
    answer = client.get(address.format(lesson=class_ids.lesson), headers=GERMAN)
    assert answer.status_code == 200
