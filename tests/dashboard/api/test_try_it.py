"""A page's picture is read by a program of its own, and neither a row nor a file comes of it."""

import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import cv2
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.parent_process import is_alive
from dashboard.try_it.service import TryItService
from monitor.capture.demo.gallery import Gallery
from monitor.capture.demo.lesson import Lesson
from tests.dashboard.api.described_answers import checked_answer
from tests.monitor.share.test_jpeg_header import jpeg_of, of_size
from tests.waiting import until

ADDRESS = "/api/v1/try-it/picture"
NOISE = jpeg_of(320, 240)


def own_face() -> bytes:
    done, encoded = cv2.imencode(".jpg", Gallery(Lesson.load(1), 640, 480).draw(30).image_bgr)
    assert done
    return encoded.tobytes()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which everything that the program could write would lie."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def try_it(folder: Path) -> Iterator[TryItService]:
    """One service for all tests, whose program takes a second to start."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "TMPDIR", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
            patch.setenv(name, str(folder))
        service = TryItService(None)
        yield service
        service.close()


@pytest.fixture
def trying(client: FlaskClient, try_it: TryItService) -> FlaskClient:
    extensions = client.application.extensions
    extensions["moodline"] = replace(extensions["moodline"], try_it=try_it)
    return client


def sent(client: FlaskClient, page: str, jpeg: bytes = b"", **headers: str) -> TestResponse:
    return checked_answer(client, "POST", f"{ADDRESS}?page={page}", data=jpeg, headers=headers)


def ready(client: FlaskClient, page: str) -> None:
    until(lambda: sent(client, page).get_json()["is_ready"])


def test_a_face_is_read_and_nothing_is_written(trying: FlaskClient, folder: Path, database: Path) -> None:
    ready(trying, "first-page")
    answer = sent(trying, "first-page", own_face())
    (face,) = answer.get_json()["faces"]
    assert max(face["emotions"], key=face["emotions"].get) == "happy"
    assert "3\N{NARROW NO-BREAK SPACE}372 faces" in answer.get_json()["quality"]
    assert answer.headers["Cache-Control"] == "no-store"
    # The key of the dashboard, by which the test asks, is all that there is.
    assert [path.name for path in folder.rglob("*") if path.is_file()] == ["dashboard-key"]
    assert not database.exists()


@pytest.mark.parametrize(
    ("body", "status"),
    [(NOISE[:900], 400), (of_size(NOISE, 10_000, 10_000), 400), (b"GIF89a", 400), (b" " * 1_000_001, 413)],
    ids=["half a JPEG", "100 megapixels", "no JPEG", "too many bytes"],
)
def test_a_picture_that_is_not_in_order_is_refused(trying: FlaskClient, body: bytes, status: int) -> None:
    ready(trying, "other-page")
    answer = sent(trying, "other-page", body)
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (status, "frame_refused")


@pytest.mark.parametrize("headers", [{"Origin": "https://example.org"}, {"Sec-Fetch-Site": "cross-site"}])
def test_another_site_s_page_starts_nothing(client: FlaskClient, headers: dict[str, str]) -> None:
    answer = sent(client, "foreign-page", NOISE, **headers)
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (403, "foreign_page")
    assert client.application.extensions["moodline"].try_it.pid is None


@pytest.mark.parametrize("page", ["", "short", "../picture", "x" * 65])
def test_a_page_without_a_proper_name_starts_nothing(client: FlaskClient, page: str) -> None:
    assert client.post(ADDRESS, query_string={"page": page}, data=NOISE).status_code == 400
    assert client.application.extensions["moodline"].try_it.pid is None


def test_the_newest_page_takes_over_and_its_end_ends_the_program(trying: FlaskClient, try_it: TryItService) -> None:
    ready(trying, "early-page")
    ready(trying, "newer-page")
    answer = sent(trying, "early-page", own_face())
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (409, "try_it_taken_over")
    pid = try_it.pid
    assert pid is not None
    trying.delete(f"{ADDRESS}?page=early-page")
    assert is_alive(pid)
    assert checked_answer(trying, "DELETE", f"{ADDRESS}?page=newer-page").status_code == 204
    assert not is_alive(pid)


def test_a_program_that_was_killed_is_started_again(trying: FlaskClient, try_it: TryItService) -> None:
    ready(trying, "third-page")
    pid = try_it.pid
    assert pid is not None
    os.kill(pid, 9)
    until(lambda: try_it.pid is None)
    answer = sent(trying, "third-page", own_face())
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (503, "try_it_failed")
    ready(trying, "third-page")
    assert len(sent(trying, "third-page", own_face()).get_json()["faces"]) == 1


def test_settings_that_cannot_be_read_are_said(client: FlaskClient, tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("monitor: {smallest_face_px: tiny}\n", encoding="utf-8")
    with closing(TryItService(config)) as service:
        extensions = client.application.extensions
        extensions["moodline"] = replace(extensions["moodline"], try_it=service)
        assert not sent(client, "fourth-page").get_json()["is_ready"]
        until(lambda: service.pid is None)
        error = sent(client, "fourth-page").get_json()["error"]
    assert error["code"] == "try_it_failed"
    assert "smallest_face_px" in error["message"]


def test_only_its_page_may_ask_for_a_camera(client: FlaskClient) -> None:
    policy = client.get("/try").headers["Permissions-Policy"]
    assert ("camera=(self)" in policy, "display-capture=()" in policy) == (True, True)
