"""The command line checks config.yaml's sources, and keeps a database URL's password secret."""

import sys
from contextlib import suppress
from pathlib import Path

import pytest

from classroom.database_url import DATABASE_URL_VARIABLE
from classroom.errors import ConfigError
from dashboard.arguments import parse
from dashboard.serve import settings_from
from monitor.cli.arguments import parse_arguments
from monitor.cli.dashboard_process import DashboardOptions, dashboard_process, free_port
from monitor.cli.settings import read_config
from tests.waiting import until


def test_a_malformed_source_in_the_file_is_a_problem_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text("monitor:\n  source: area:foo\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"line 2: monitor\.source.*area:100,80,1280,720"):
        read_config(parse_arguments(["--check-config", "--config", str(file)]))


def test_a_recording_that_is_not_there_yet_is_no_problem_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text("monitor:\n  source: later/lesson.mp4\n", encoding="utf-8")
    config = read_config(parse_arguments(["--check-config", "--config", str(file)]))
    assert config.monitor.source == "later/lesson.mp4"


@pytest.mark.skipif(sys.platform != "linux", reason="a process's command line is read from /proc")
def test_the_dashboard_s_command_line_does_not_contain_the_database_s_password() -> None:
    port = free_port("127.0.0.1", 18700)
    url = "postgresql+psycopg://u:geheim@127.0.0.1:9/c"
    with dashboard_process(DashboardOptions("127.0.0.1", port, url, None, open_browser=False)):
        command, environment = until(lambda: _child_listening_on(port), "the dashboard has started")
    assert "geheim" not in command
    assert f"{DATABASE_URL_VARIABLE}={url}" in environment


def _child_listening_on(port: int) -> tuple[str, str] | None:
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            command = (process / "cmdline").read_bytes().decode()
            if f"--port\0{port}" in command:
                return command, (process / "environ").read_bytes().decode()
    return None


def test_the_dashboard_reads_the_url_that_it_is_handed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATABASE_URL_VARIABLE, "sqlite:///handed.db")
    assert settings_from(parse([])).options.database_url == "sqlite:///handed.db"
    assert settings_from(parse(["--database", "sqlite:///typed.db"])).options.database_url == "sqlite:///typed.db"
