import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from dashboard.auth.guard import OPEN_TO_ALL
from dashboard.auth.key import access_key, renew
from dashboard.auth.proof import CHALLENGE_HEADER, PROOF_HEADER, proof_of
from dashboard.auth.tokens import cookie_name, sign_in_code
from dashboard.options import DashboardOptions
from tests.dashboard.class_fixtures import ClassIds
from tests.dashboard.shared_app import app_of

LINK = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}


@pytest.fixture
def stranger(options: DashboardOptions) -> Iterator[FlaskClient]:
    """A client that knows nothing."""
    app = app_of(options)
    yield FlaskClient(app, app.response_class)
    app.extensions["moodline"].reader.close()


def test_a_stranger_gets_nothing_anywhere(stranger: FlaskClient, class_ids: ClassIds) -> None:
    closed = [rule for rule in stranger.application.url_map.iter_rules() if rule.endpoint not in OPEN_TO_ALL]
    assert len(closed) > 80
    for rule in closed:
        address = re.sub(r"<(row_id|path|string):\w+>|<\w+>", str(class_ids.lesson), rule.rule)
        for method in (rule.methods or set()) - {"OPTIONS"}:
            answer = stranger.open(address, method=method)
            assert answer.status_code == 401, (method, address)
            assert "Quadratics" not in answer.get_data(as_text=True)


def test_what_is_open_tells_nothing(stranger: FlaskClient, class_ids: ClassIds) -> None:
    page = stranger.get("/").get_data(as_text=True)
    for address in [*re.findall(r'(?:src|href)="(/assets/[^"]+)"', page), "/healthz"]:
        answer = stranger.get(address)
        assert answer.status_code == 200, address
        assert "Quadratics" not in answer.get_data(as_text=True)


def test_an_address_without_a_page_is_refused_too(stranger: FlaskClient) -> None:
    assert stranger.get("/nothing").status_code == 401


def test_the_api_is_told_which_header_to_send_in_the_one_error_shape(stranger: FlaskClient) -> None:
    answer = stranger.get("/api/v1/classes")
    assert answer.get_json()["error"]["code"] == "not_signed_in"
    assert "Bearer" in answer.get_json()["error"]["remedy"]
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert stranger.get("/api/v1/classes", headers={"Authorization": f"Bearer {access_key()}"}).status_code == 200


@pytest.mark.parametrize(
    "sent", ["", "Bearer", "Bearer ", "Bearer wrong", "Basic {key}", "{key}", "Bearer {key}x", "Bearer ü"]
)
def test_another_header_is_none(stranger: FlaskClient, class_ids: ClassIds, sent: str) -> None:
    header = {"Authorization": sent.format(key=access_key())}
    assert stranger.get("/api/v1/classes", headers=header).status_code == 401


@pytest.mark.parametrize(("language", "words"), [("en", "Let a terminal print"), ("de", "Lassen Sie ein Terminal")])
def test_the_page_says_in_the_reader_s_language_where_the_address_is(
    stranger: FlaskClient, language: str, words: str
) -> None:
    page = stranger.get("/classes", headers={"Accept-Language": language}).get_data(as_text=True)
    assert words in page
    assert "run_dashboard.py --print-address" in page


def test_the_address_signs_a_browser_in_once_and_the_cookie_holds(stranger: FlaskClient, class_ids: ClassIds) -> None:
    address = f"/sign-in?key={sign_in_code(access_key(), 60)}"
    answer = stranger.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    cookie = answer.headers["Set-Cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=31536000"))
    assert access_key() not in cookie
    assert stranger.get("/classes").status_code == 200
    assert stranger.get(address).status_code == 303  # already in
    stranger.delete_cookie(cookie_name(access_key()))
    assert stranger.get(address).status_code == 401
    assert stranger.get("/classes").status_code == 401


def test_a_browser_that_loads_ahead_does_not_use_the_address_up(stranger: FlaskClient) -> None:
    address = f"/sign-in?key={sign_in_code(access_key(), 60)}"
    assert stranger.get(address, headers={"Sec-Purpose": "prefetch"}).status_code == 401
    assert stranger.head(address).status_code == 401
    assert stranger.get(address).status_code == 303


def test_a_new_key_lets_nobody_in_who_was_in_before(stranger: FlaskClient, class_ids: ClassIds) -> None:
    stranger.get(f"/sign-in?key={sign_in_code(access_key(), 60)}")
    assert stranger.get("/classes").status_code == 200
    renew()
    assert stranger.get("/classes").status_code == 401


def test_the_page_of_a_link_from_elsewhere_loads_itself_once_more(stranger: FlaskClient) -> None:
    again = '<meta http-equiv="refresh" content="0">'
    assert again in stranger.get("/classes", headers=LINK).get_data(as_text=True)
    assert again not in stranger.get("/classes", headers={"Sec-Fetch-Site": "same-origin"}).get_data(as_text=True)
    assert again not in stranger.get("/sign-in?key=x", headers=LINK).get_data(as_text=True)


def test_only_a_dashboard_of_this_account_can_prove_that_it_is_one_and_for_its_own_port_alone(
    stranger: FlaskClient,
) -> None:
    answer = stranger.get("/healthz", headers={CHALLENGE_HEADER: "abc"})
    assert answer.headers[PROOF_HEADER] == proof_of("abc", 80)
    assert proof_of("abc", 81) != proof_of("abc", 80) != proof_of("abd", 80)
    assert PROOF_HEADER not in stranger.get("/nothing", headers={CHALLENGE_HEADER: "abc"}).headers
