"""The start page asks once where classes are held and whether the use is accepted, and refuses what the law forbids."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from classroom.settings_layers import load_settings
from dashboard.options import DashboardOptions

CARD = 'id="first-answers"'
ACCEPTED = "privacy: {use_accepted_on: 2026-09-01}\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "settings.yaml"


@pytest.fixture
def options(database: Path, now: datetime, own: Path) -> DashboardOptions:
    return DashboardOptions(f"sqlite:///{database.as_posix()}", now=lambda: now, settings_file=own)


def page_of(client: FlaskClient, language: str = "en") -> str:
    return client.get("/", headers={"Accept-Language": language}).get_data(as_text=True)


def refused(client: FlaskClient, language: str = "en", **body: Any) -> tuple[int, dict[str, str]]:  # noqa: ANN401 - JSON
    answer = client.post("/api/v1/monitor", json=body, headers={"Accept-Language": language})
    return answer.status_code, answer.get_json()["error"]


def test_one_click_answers_both_questions_and_the_card_is_gone(client: FlaskClient, own: Path, now: datetime) -> None:
    page = page_of(client)
    assert CARD in page
    assert "not for marks, not for discipline" in page
    done = client.post("/settings/first-answers", data={"region": "other", "back": "/"})
    assert (done.status_code, done.headers["Location"]) == (303, "/")
    assert CARD not in page_of(client)
    config = load_settings(None, own).config
    assert (config.monitor.region, config.monitor.mode) == ("other", "mood")
    assert config.privacy.use_accepted_on == now.astimezone().date()


def test_who_says_eu_is_offered_participation_from_then_on(client: FlaskClient, own: Path) -> None:
    client.post("/settings/first-answers", data={"region": "eu", "back": "/"})
    assert load_settings(None, own).config.monitor.mode == "participation"
    assert 'value="participation" checked' in page_of(client)


def test_a_region_that_is_known_is_not_asked_for_again(client: FlaskClient, own: Path) -> None:
    own.write_text("monitor: {region: eu}\n", encoding="utf-8")
    assert 'name="region"' not in page_of(client)
    client.post("/settings/first-answers", data={"back": "/"})
    assert load_settings(None, own).config.privacy.use_accepted_on is not None


def test_an_answer_that_is_none_is_refused(client: FlaskClient, own: Path) -> None:
    answer = client.post("/settings/first-answers", data={"region": "moon"})
    assert answer.status_code == 400
    assert not own.exists()


@pytest.mark.parametrize(
    ("settings", "mode", "code"),
    [
        ("", "mood", "region_not_said"),
        (ACCEPTED, "participation", "region_not_said"),
        ("monitor: {region: other}\n", "mood", "use_not_accepted"),
        ("monitor: {region: eu}\n" + ACCEPTED, "mood", "mood_forbidden_in_eu"),
    ],
)
def test_a_source_is_refused_with_the_reason(
    client: FlaskClient, own: Path, settings: str, mode: str, code: str
) -> None:
    own.write_text(settings, encoding="utf-8")
    status, error = refused(client, source="window:Zoom", mode=mode)
    assert (status, error["code"]) == (403, code)
    assert error["remedy"]
    assert "--" not in error["message"] + error["remedy"], "a page names no option of the terminal"
    assert client.get("/api/v1/monitor").get_json()["phase"] == "none"


def test_recordings_that_follow_the_demo_are_refused_too(client: FlaskClient) -> None:
    assert refused(client, source="demo", then=["lesson.mp4"])[1]["code"] == "region_not_said"


def test_the_reason_is_said_in_german_too(client: FlaskClient, own: Path) -> None:
    own.write_text("monitor: {region: eu}\n" + ACCEPTED, encoding="utf-8")
    error = refused(client, "de", source="webcam", mode="mood")[1]
    assert "Artikel 5 Absatz 1 Buchstabe f" in error["message"]
    assert "zählen" in error["message"]


def test_a_mode_that_there_is_not_is_not_understood(client: FlaskClient) -> None:
    status, error = refused(client, source="demo", mode="attention")
    assert (status, error["code"]) == (400, "body_not_understood")


def test_mode_and_the_groups_mode_are_kept_by_the_settings_page(client: FlaskClient, own: Path) -> None:
    client.post("/settings/general", data={"mode": "participation", "region": "eu"})
    groups = {"name-0": "7b", "expected-0": "", "source-0": "", "mode-0": "mood"}
    assert client.post("/settings/groups", data=groups).status_code == 303
    config = load_settings(None, own).config
    assert (config.monitor.mode, config.mode_of("7b")) == ("participation", "mood")
    page = client.get("/settings").get_data(as_text=True)
    assert '<option value="participation" selected>' in page


def test_a_mode_of_a_group_that_there_is_not_is_refused(client: FlaskClient, own: Path) -> None:
    answer = client.post("/settings/groups", data={"name-0": "7b", "mode-0": "attention"})
    assert answer.status_code == 422
    assert not own.exists()


def test_in_the_eu_ones_own_face_is_not_read_either(client: FlaskClient, own: Path) -> None:
    own.write_text("monitor: {region: eu}\n" + ACCEPTED, encoding="utf-8")
    answer = client.post("/api/v1/try-it/picture?page=0123456789abcdef", data=b"")
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (403, "try_it_forbidden_in_eu")
    assert 'href="/try"' not in page_of(client)
