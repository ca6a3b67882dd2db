"""A minimum group below five is refused unless somebody says that they understand, and is said wherever it shows."""

import io
import json
from datetime import date, timedelta
from pathlib import Path
from typing import get_args

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import Engine

from classroom.choices import Mode
from classroom.config import Config
from classroom.lawful_use import ClassRefused, refuse_unlawful
from dashboard.options import DashboardOptions
from monitor.cli.arguments import parse_arguments
from monitor.cli.settings import read_config
from tests.dashboard.class_fixtures import START, Taught, add_class, add_samples, new_database, set_status
from tests.dashboard.shared_app import app_of
from tests.dashboard.term_fixtures import mark

WARNING = "Fewer than five people: single people may be readable"
NOW = START + timedelta(hours=1)


def config_of(**privacy: object) -> Config:
    """Return settings in which all else is answered."""
    answered = {"use_accepted_on": date(2026, 9, 1), **privacy}
    return Config.model_validate({"monitor": {"region": "other"}, "privacy": answered})


@pytest.mark.parametrize("chosen", get_args(Mode))
def test_a_group_of_four_is_refused_and_accepted_of_who_understands(chosen: Mode) -> None:
    with pytest.raises(ClassRefused, match="single people may be readable"):
        refuse_unlawful(config_of(min_group_size=4), chosen, is_demo=False)
    refuse_unlawful(config_of(min_group_size=4, small_groups_understood=True), chosen, is_demo=False)
    refuse_unlawful(config_of(min_group_size=5), chosen, is_demo=False)
    refuse_unlawful(config_of(min_group_size=3), chosen, is_demo=True)


def test_the_command_line_says_it_for_one_class(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text("privacy: {min_group_size: 4}\n", encoding="utf-8")
    for words, is_refused in ((["--config", str(file)], True), (["--config", str(file), "--i-understand"], False)):
        config = read_config(parse_arguments(words))
        assert config.privacy.small_groups_understood is not is_refused


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return new_database(tmp_path / "moodline.db")


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    return app_of(DashboardOptions(f"sqlite:///{tmp_path / 'moodline.db'}", now=lambda: NOW)).test_client()


def test_the_dashboard_refuses_it_with_what_to_do(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "monitor: {region: other}\nprivacy: {use_accepted_on: 2026-09-01, min_group_size: 4}\n", encoding="utf-8"
    )
    options = DashboardOptions(f"sqlite:///{tmp_path / 'moodline.db'}", settings_file=own)
    answer = app_of(options).test_client().post("/api/v1/monitor", json={"source": "window:Zoom"})
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (403, "small_group")
    assert "say there that you understand" in answer.get_json()["error"]["remedy"]


def add_small(engine: Engine, **values: object) -> int:
    """Insert a class of four, and one of five beside it, of which nothing is to be said."""
    class_id = add_class(engine, ended_at=START + timedelta(minutes=10), title="Tutorial", **values)
    add_samples(engine, class_id, START, Taught(600))
    mark(engine, class_id, START, [(60, "topic", "")])
    return class_id


def test_every_page_and_report_of_such_a_class_says_it(client: FlaskClient, engine: Engine) -> None:
    small, usual = add_small(engine, min_group_size=4), add_small(engine, group_name="9a")
    pages = ("", "/pulse", "/receipt", "/report.html", "/export.csv")
    for page in pages:
        told = {one: WARNING in client.get(f"/classes/{one}{page}").get_data(as_text=True) for one in (small, usual)}
        assert told == {small: True, usual: False}, page
    for page in ("/classes", "/terms?group=7b", f"/compare?class={small}&class={usual}"):
        assert WARNING in client.get(page).get_data(as_text=True), page
    facts = json.loads(client.get(f"/classes/{small}/export.json").get_data())["facts"]
    assert any(fact["text"].startswith(WARNING) for fact in facts)
    pdf = PdfReader(io.BytesIO(client.get(f"/classes/{small}/report.pdf").get_data()))
    assert WARNING in pdf.pages[0].extract_text()


def test_the_live_page_of_such_a_class_says_it(client: FlaskClient, engine: Engine) -> None:
    began_at = NOW - timedelta(seconds=100)
    class_id = add_class(engine, started_at=began_at, status="running", min_group_size=4)
    add_samples(engine, class_id, began_at, Taught(100))
    set_status(engine, class_id, NOW, "watching")
    for page in ("/", "/live/compact"):
        assert WARNING in client.get(page).get_data(as_text=True)
