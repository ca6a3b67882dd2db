"""Attacks of a page elsewhere on the browser of a teacher: by another name of this machine, or across sites."""

import dataclasses

import pytest
from flask.testing import FlaskClient

from dashboard.options import PulseOptions
from dashboard.pulse.address import own_addresses, page_hosts
from dashboard.web.security_headers import HEAVY_BLUEPRINTS
from pulse.answers import AnswerBox
from pulse.page import create_page
from tests.dashboard.class_fixtures import ClassIds
from tests.pulse.served_pulse import PATH, settings

REBOUND = [
    "evil.example",
    "evil.example:8000",
    "localhost.evil.example",
    "127.0.0.1.nip.io:8000",
    "evil.example@localhost",
    "localhost, evil.example",
    "2130706433",
    "0x7f.1",
    "127.1",
    "0.0.0.0:8000",
    "[::]:8000",
    "[::ffff:127.0.0.1]",
    "",
]
ELSEWHERE = ["cross-site", "same-site"]  # the second: another port of this machine, to which cookies go too


@pytest.mark.parametrize("host", REBOUND)
def test_a_name_that_was_pointed_at_this_machine_reads_nothing(
    client: FlaskClient, class_ids: ClassIds, host: str
) -> None:
    for address in ("/", "/api/v1/classes", f"/classes/{class_ids.lesson}/export.csv"):
        answer = client.get(address, headers={"Host": host})
        assert answer.status_code == 400
        assert "Quadratics" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("host", ["localhost.:8000", "LOCALHOST:8000", "[0:0:0:0:0:0:0:1]:8000", "127.0.0.1."])
def test_this_machine_is_known_by_all_spellings_of_its_name(client: FlaskClient, host: str) -> None:
    assert client.get("/classes", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("site", ELSEWHERE)
def test_a_page_elsewhere_cannot_make_the_dashboard_build_files(
    client: FlaskClient, class_ids: ClassIds, site: str
) -> None:
    routes = client.application.url_map.iter_rules()
    heavy = {rule.rule for rule in routes if rule.endpoint.partition(".")[0] in HEAVY_BLUEPRINTS}
    assert {"/report.pdf", "/export.xlsx", "/classes/<row_id:class_id>/report.pdf"} <= heavy
    for rule in heavy:
        address = rule.replace("<row_id:class_id>", str(class_ids.lesson))
        answer = client.get(f"{address}?class={class_ids.lesson}", headers={"Sec-Fetch-Site": site})
        assert answer.status_code == 403, address


@pytest.mark.parametrize("site", ELSEWHERE)
@pytest.mark.parametrize(("mode", "place"), [("no-cors", "image"), ("cors", "empty"), ("navigate", "iframe")])
def test_a_page_elsewhere_can_embed_nothing_of_ours(client: FlaskClient, site: str, mode: str, place: str) -> None:
    sent = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": place}
    for address in ("/classes", "/api/v1/classes", "/assets/0/moodline.css"):
        assert client.get(address, headers=sent).status_code == 403, address


def test_a_link_to_one_of_our_pages_may_be_followed(client: FlaskClient) -> None:
    sent = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert client.get("/classes", headers=sent).status_code == 200


@pytest.mark.parametrize("host", [*REBOUND, "[::1]"])
def test_the_students_page_answers_under_the_names_of_its_link_alone(host: str) -> None:
    asked = dataclasses.replace(settings(), hosts=("127.0.0.1", "school.example"))
    page = create_page(asked, AnswerBox(asked, 0.0, lambda _window: None), lambda: 1.0).test_client()
    refused = page.post(PATH, data={"answer": "1"}, headers={"Host": host})
    assert refused.status_code == 400
    assert "Set-Cookie" not in refused.headers
    for name in ("127.0.0.1:8010", "School.Example", "school.example.:443"):
        assert page.get(PATH, headers={"Host": name}).status_code == 200, name


def test_the_names_of_the_link_are_this_machine_s_its_networks_and_the_tunnel_s() -> None:
    tunnel = PulseOptions(public_url="https://Pulse.School.example/class")
    assert page_hosts(tunnel, "machine") == ("127.0.0.1", "localhost", "pulse.school.example")
    assert set(page_hosts(PulseOptions(), "network")) == {"127.0.0.1", "localhost", *own_addresses()}
