import gzip
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from tests.dashboard.class_fixtures import ClassIds

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
}


def test_every_answer_carries_the_protecting_headers(client: FlaskClient, class_ids: ClassIds) -> None:
    own = [f"/classes/{class_ids.lesson}{end}" for end in ("", "/export.csv", "/export.json", "/report.html")]
    api = ["/api/v1/live", "/api/v1/classes", f"/api/v1/classes/{class_ids.lesson}/series", "/api/v1/nothing"]
    for address in ("/", "/classes", "/healthz", "/nothing", "/classes/999", "/assets/0/moodline.css", *own, *api):
        with client.get(address) as answer:  # read to its end or not, as a browser may
            for name, value in EVERYWHERE.items():
                assert answer.headers[name] == value, address
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "script-src 'self';" in policy
            assert "frame-ancestors 'none'" in policy
            assert answer.headers["Cache-Control"] == "no-store", address


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8000", ""])
def test_a_foreign_host_is_refused(client: FlaskClient, class_ids: ClassIds, host: str) -> None:
    for address in ("/", "/api/v1/live", "/nothing", f"/classes/{class_ids.lesson}/export.csv"):
        answer = client.get(address, headers={"Host": host})
        assert answer.status_code == 400
        assert "Quadratics" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST"])
def test_this_machine_is_answered(client: FlaskClient, class_ids: ClassIds, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


def test_scripts_and_styles_are_kept_for_a_year_under_their_hash(client: FlaskClient, class_ids: ClassIds) -> None:
    page = client.get(f"/classes/{class_ids.lesson}").get_data(as_text=True)
    addresses = re.findall(r'(?:src|href)="(/assets/[^"]+)"', page)
    assert any(address.endswith("/plotly.min.js") for address in addresses)
    for address in addresses:
        plain = client.get(address)
        packed = client.get(address, headers={"Accept-Encoding": "gzip"})
        assert "immutable" in plain.headers["Cache-Control"]
        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.data) == plain.data


def test_pages_load_only_from_this_server(client: FlaskClient, class_ids: ClassIds) -> None:
    for address in ("/", "/classes", f"/classes/{class_ids.lesson}"):
        page = client.get(address).get_data(as_text=True)
        assert not re.search(r'<(script|link|img)[^>]*(src|href)="(?!/(?!/))', page)
        assert not re.search(r"<script(?![^>]*(src=|application/json))", page)


def test_the_dashboard_cannot_write(client: FlaskClient, class_ids: ClassIds) -> None:
    reader = client.application.extensions["moodline"].reader
    with reader.connect() as connection, pytest.raises(OperationalError, match="readonly"):
        connection.execute(text("DELETE FROM samples"))


def test_a_database_error_names_the_file_and_the_remedy_in_json_too(client: FlaskClient, database: Path) -> None:
    database.write_bytes(b"this is no database" * 100)
    answer = client.get("/api/v1/classes")
    assert answer.status_code == 503
    error = answer.get_json()["error"]
    assert str(database) in error["message"]
    assert "--database" in error["remedy"]


@pytest.mark.parametrize(
    "sent",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:9"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    ],
)
def test_nothing_is_changed_for_a_page_elsewhere(client: FlaskClient, sent: dict[str, str]) -> None:
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(client, method)("/preferences", data={"language": "de"}, headers=sent)
        assert answer.status_code == 403, method
    assert client.get("/classes", headers=sent).status_code == 200


@pytest.mark.parametrize("sent", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}, {}])
def test_our_own_pages_and_programs_may_change_things(client: FlaskClient, sent: dict[str, str]) -> None:
    assert client.post("/preferences", data={"language": "de"}, headers=sent).status_code == 303
