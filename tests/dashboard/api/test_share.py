"""A page's shared pictures reach the monitor of this computer, and nothing that another site's page sends."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from classroom.control_file import ControlAddress
from classroom.request_limits import MOST_FRAME_BYTES
from dashboard.monitors.service import MonitorService
from monitor.control.class_control import ClassControl
from monitor.control.server import control_server
from monitor.share.shared_frames import SharedFrames
from tests.monitor.fixtures import wanted_frames
from tests.monitor.share.test_jpeg_header import jpeg_of, of_size

ADDRESS = "/api/v1/monitor/frame?share=first-page"
FRAME = jpeg_of(320, 240)


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> Iterator[SharedFrames]:
    """The frames of a monitor that takes requests, and has just looked for one."""
    shared = wanted_frames()
    address = ControlAddress(1, 0, "a database")
    with control_server(ClassControl("watching"), address.token, shared=shared) as port:
        monkeypatch.setattr(MonitorService, "_address", lambda _: address.at(port))
        yield shared


def refused(client: FlaskClient) -> int:
    return int(client.get("/api/v1/monitor").get_json()["frames_refused"])


def test_a_picture_reaches_the_monitor_which_says_when_it_wants_the_next(
    client: FlaskClient, shared: SharedFrames
) -> None:
    answer = client.post(ADDRESS, data=FRAME)
    assert (answer.status_code, answer.get_json()) == (200, {"is_wanted": True, "interval_ms": 800})
    assert answer.headers["Cache-Control"] == "no-store"
    taken = shared.take(1.0)
    assert taken is not None
    assert taken.jpeg == FRAME


def test_a_share_that_is_stopped_leaves_nothing(client: FlaskClient, shared: SharedFrames) -> None:
    client.post(ADDRESS, data=FRAME)
    assert client.delete(ADDRESS).status_code == 204
    assert shared.take(1.0) is None


@pytest.mark.parametrize(
    ("body", "status"),
    [(FRAME[:900], 400), (of_size(FRAME, 10_000, 10_000), 400), (b"GIF89a", 400), (b" " * (MOST_FRAME_BYTES + 1), 413)],
    ids=["half a JPEG", "100 megapixels", "no JPEG", "too many bytes"],
)
def test_a_picture_that_is_not_in_order_is_refused_and_counted(
    client: FlaskClient, shared: SharedFrames, body: bytes, status: int
) -> None:
    answer = client.post(ADDRESS, data=body)
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (status, "frame_refused")
    assert refused(client) == 1
    assert not shared.has_come


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://example.org"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}]
)
def test_a_picture_of_another_site_s_page_is_refused_and_counted(
    client: FlaskClient, shared: SharedFrames, headers: dict[str, str]
) -> None:
    answer = client.post(ADDRESS, data=FRAME, headers=headers)
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (403, "foreign_page")
    assert refused(client) == 1
    assert not shared.has_come


def test_the_first_page_hears_that_another_took_over(client: FlaskClient, shared: SharedFrames) -> None:
    client.post(ADDRESS, data=FRAME)
    client.post("/api/v1/monitor/frame?share=second-page", data=FRAME)
    answer = client.post(ADDRESS, data=FRAME)
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (409, "share_taken_over")
    assert shared.refused == 0


def test_without_a_monitor_nothing_is_taken(client: FlaskClient) -> None:
    answer = client.post(ADDRESS, data=FRAME)
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (409, "no_monitor")


@pytest.mark.parametrize("share", ["", "short", "../state", "x" * 65])
def test_a_share_without_a_proper_name_is_refused(client: FlaskClient, shared: SharedFrames, share: str) -> None:
    assert client.post("/api/v1/monitor/frame", query_string={"share": share}, data=FRAME).status_code == 400
    assert not shared.has_come


def test_only_the_page_that_shares_may_ask_for_a_screen_or_a_camera(client: FlaskClient) -> None:
    assert "display-capture=(self)" in client.get("/share").headers["Permissions-Policy"]
    assert "camera=(self)" in client.get("/share").headers["Permissions-Policy"]
    for address in ("/", "/start", "/classes"):
        assert "display-capture=()" in client.get(address).headers["Permissions-Policy"]
