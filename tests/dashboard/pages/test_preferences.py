"""A reader's choices are kept in their browser, and nobody is sent elsewhere by them."""

import pytest
from flask.testing import FlaskClient

from tests.dashboard.class_fixtures import ClassIds


def test_a_chosen_language_stays_chosen(client: FlaskClient, class_ids: ClassIds) -> None:
    done = client.post("/preferences", data={"language": "de", "zone": "own", "back": "/classes?page=1"})
    assert (done.status_code, done.headers["Location"]) == (303, "/classes?page=1")
    assert '<html lang="de">' in client.get("/classes").get_data(as_text=True)
    client.post("/preferences", data={"language": "en", "zone": "own"})
    assert '<html lang="en">' in client.get("/classes", headers={"Accept-Language": "de"}).get_data(as_text=True)


def test_the_classes_own_zone_can_be_chosen_and_left_again(client: FlaskClient) -> None:
    client.post("/preferences", data={"language": "en", "zone": "class"})
    cookie = client.get_cookie("moodline-zone")
    assert cookie is not None
    assert cookie.value == "class"
    client.post("/preferences", data={"language": "en", "zone": "own"})
    assert client.get_cookie("moodline-zone") is None


def test_a_language_that_nobody_speaks_is_refused(client: FlaskClient) -> None:
    assert client.post("/preferences", data={"language": "xx"}).status_code == 400


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:1", ""]
)
def test_the_way_back_never_leads_elsewhere(client: FlaskClient, elsewhere: str) -> None:
    done = client.post("/preferences", data={"language": "en", "back": elsewhere})
    assert done.headers["Location"] == "/"
