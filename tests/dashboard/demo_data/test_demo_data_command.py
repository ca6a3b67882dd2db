"""run_dashboard.py --demo-data, and the mark on every page."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.arguments import parse
from dashboard.options import DashboardOptions
from dashboard.serve import main, settings_from
from tests.dashboard.class_fixtures import ClassIds
from tests.dashboard.shared_app import opened, printed_address, signed_in

SCRIPT = Path(__file__).resolve().parents[3] / "run_dashboard.py"
MARK = "Demo data: these people and classes are invented."


@contextmanager
def started(home: Path) -> Iterator[str]:
    """Start the dashboard with a data folder of its own, and yield the address that it prints."""
    places = {"XDG_DATA_HOME": str(home), "HOME": str(home), "MOODLINE_DATABASE_URL": "sqlite:///never-touched.db"}
    command = [sys.executable, str(SCRIPT), "--demo-data", "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=os.environ | places, cwd=home
    ) as process:
        assert process.stdout is not None
        try:
            yield printed_address(process.stdout.readline())
        finally:
            process.kill()


def page(home: Path, address: str) -> str:
    """Return a page of a dashboard whose data folder lies in `home`."""
    key = (home / "moodline" / "dashboard-key").read_text(encoding="ascii")
    return str(opened(address, key=key).read().decode())


@pytest.mark.skipif(sys.platform == "win32", reason="the data folder cannot be moved by the environment there")
def test_one_command_shows_a_term_and_the_next_start_uses_it_again(tmp_path: Path) -> None:
    with started(tmp_path) as address:
        classes = page(tmp_path, f"{address}/classes")
        assert "30 classes" in classes
        for at in ("/", "/classes/30"):
            assert MARK in page(tmp_path, address + at)
    files = list(tmp_path.rglob("*.db"))
    assert [file.name for file in files] == ["demo-term.db"]
    made = files[0].stat().st_mtime_ns
    with started(tmp_path) as address:
        assert page(tmp_path, f"{address}/classes").count("/classes/30") == classes.count("/classes/30") > 0
    assert files[0].stat().st_mtime_ns == made


def test_it_has_a_database_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--demo-data", "--database", "sqlite:///mine.db"]) == 2
    message = capsys.readouterr().err
    assert "--database" in message
    assert "Leave one of the two out" in message


def test_neither_the_environment_nor_the_configuration_names_its_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("database:\n  url: sqlite:///mine.db\n", encoding="utf-8")
    monkeypatch.setenv("MOODLINE_DATABASE_URL", "sqlite:///mine.db")
    options = settings_from(parse(["--demo-data", "--config", str(config)])).options
    assert options.is_demo_data
    assert options.database_url.endswith("/demo-term.db")
    assert not settings_from(parse(["--config", str(config)])).options.is_demo_data


@pytest.fixture
def demo_client(options: DashboardOptions) -> Iterator[FlaskClient]:
    app = signed_in(create_app(replace(options, is_demo_data=True)))
    app.testing = True
    yield app.test_client()
    app.extensions["moodline"].reader.close()


def pages_of(client: FlaskClient, class_ids: ClassIds) -> list[str]:
    """Return the addresses of all pages that take nothing but, perhaps, a class's number."""
    rules = client.application.url_map.iter_rules()
    plain = [
        re.sub(r"<row_id:\w+>", str(class_ids.lesson), rule.rule) for rule in rules if "GET" in (rule.methods or ())
    ]
    return sorted(address for address in plain if "<" not in address)


def test_a_page_of_demo_data_says_so_once_and_not_in_every_row(demo_client: FlaskClient, class_ids: ClassIds) -> None:
    for address in (
        "/classes",
        f"/classes/{class_ids.lesson}",
        f"/compare?class={class_ids.lesson}&class={class_ids.few}",
    ):
        page = demo_client.get(address).get_data(as_text=True)
        assert page.count("Demo data: these people and classes are invented.") == 1, address
        assert "Demo class" not in page, address
    report = demo_client.get(f"/classes/{class_ids.lesson}/report.html").get_data(as_text=True)
    assert "Demo class" in report, "a report stands alone"


def test_every_page_says_that_its_people_are_invented_errors_too(demo_client: FlaskClient, class_ids: ClassIds) -> None:
    marked = 0
    for address in (*pages_of(demo_client, class_ids), "/nowhere", "/classes/9999", "/classes/1?profile=unknown"):
        with demo_client.get(address, follow_redirects=True) as answer:
            # A part of a page stands in a page that says so; a report says it of its class.
            if (
                answer.mimetype == "text/html"
                and "<header" in (text := answer.get_data(as_text=True))
                and "report" not in address
            ):
                assert MARK in text, address
                marked += 1
    assert marked >= 6
    assert MARK in demo_client.get("/", headers={"Host": "elsewhere.example"}).text


def test_it_says_so_in_the_reader_s_language_as_a_note(demo_client: FlaskClient, class_ids: ClassIds) -> None:
    text = demo_client.get("/classes").text
    assert 'class="demo-banner" role="note"' in text
    assert text.index("demo-banner") < text.index("<main")


def test_other_classes_are_not_called_invented(client: FlaskClient, class_ids: ClassIds) -> None:
    for address in ("/", "/classes", f"/classes/{class_ids.lesson}", "/nowhere"):
        assert MARK not in client.get(address).text


def test_a_page_at_rest_does_not_promise_classes_that_can_never_come(
    demo_client: FlaskClient, class_ids: ClassIds
) -> None:
    text = demo_client.get("/").text
    assert "run_monitor.py" not in text
    assert "start the dashboard by" in text
