import gzip

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from tests.dashboard.class_fixtures import ClassIds, add_running, set_status
from tests.dashboard.conftest import NOW

PACKS = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.mark.parametrize("address", ["/classes", "/classes/{id}", "/api/v1/classes/{id}/series"])
def test_pages_and_figures_are_packed_for_browsers_that_take_it(
    client: FlaskClient, class_ids: ClassIds, address: str
) -> None:
    plain = client.get(address.format(id=class_ids.lesson))
    packed = client.get(address.format(id=class_ids.lesson), headers=PACKS)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data) / 2
    for answer in (plain, packed):
        assert "Accept-Encoding" in answer.headers["Vary"]
        assert int(answer.headers["Content-Length"]) == len(answer.data)


@pytest.mark.parametrize("refusal", ["identity", "gzip;q=0", "br"])
def test_who_does_not_take_gzip_gets_none(client: FlaskClient, class_ids: ClassIds, refusal: str) -> None:
    answer = client.get(f"/classes/{class_ids.lesson}", headers={"Accept-Encoding": refusal})
    assert "Content-Encoding" not in answer.headers
    assert answer.data.startswith(b"<!doctype html>")


def test_a_request_for_the_headers_alone_is_told_the_same_length(client: FlaskClient, class_ids: ClassIds) -> None:
    address = f"/classes/{class_ids.lesson}"
    whole, head = client.get(address, headers=PACKS), client.head(address, headers=PACKS)
    assert head.data == b""
    assert head.headers["Content-Length"] == whole.headers["Content-Length"]


def test_small_answers_and_files_to_take_away_stay_as_they_are(client: FlaskClient, class_ids: ClassIds) -> None:
    exports = [f"/classes/{class_ids.lesson}/{name}" for name in ("export.csv", "export.json", "report.html")]
    for address in ("/healthz", *exports):
        with client.get(address, headers=PACKS) as answer:
            assert "Content-Encoding" not in answer.headers


def test_a_packed_poll_that_finds_nothing_new_is_still_a_304(client: FlaskClient, engine: Engine) -> None:
    set_status(engine, add_running(engine, NOW), NOW, "watching")
    first = client.get("/api/v1/live?after=0", headers=PACKS)
    assert first.headers["Content-Encoding"] == "gzip"
    assert first.headers["ETag"].startswith("W/")
    again = client.get("/api/v1/live?after=0", headers=PACKS | {"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""
