import io
import os
import signal
import socket
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from classroom.messages.sources import CAMERA_FROZEN, NO_WINDOW, PICTURE_BLACK
from monitor.aggregate.class_mood import class_mood
from monitor.cli.arguments import parse_arguments
from monitor.cli.console import TerminalReporter
from monitor.cli.dashboard_process import DashboardOptions, dashboard_process, free_port
from monitor.cli.settings import read_config
from monitor.cli.stopping import stop_on_signals
from monitor.pace.cpu_budget import Effort, Intervals
from monitor.stages import Progress
from monitor.status import StatusBoard, WatchStatus
from monitor.types import Sample
from tests.monitor.fixtures import HAPPY, at, observation


def plain_console() -> tuple[Console, io.StringIO]:
    written = io.StringIO()
    return Console(file=written, width=200), written


def happy_sample(seconds: float) -> Sample:
    return Sample(at(seconds), 5, 5, class_mood([observation(i, HAPPY) for i in range(5)]), 0, 10.0)


@pytest.mark.usefixtures("heeded_ctrl_c")
@pytest.mark.skipif(os.name != "posix", reason="Windows sends no SIGTERM")
def test_the_first_signal_asks_to_stop_and_the_second_is_no_longer_held_back() -> None:
    with stop_on_signals() as stop:
        os.kill(os.getpid(), signal.SIGTERM)
        assert stop.wait(2)
        assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
        assert signal.getsignal(signal.SIGINT) != signal.SIG_DFL


@pytest.fixture
def heeded_ctrl_c() -> Iterator[None]:
    """Restore Ctrl-C, which a shell's background job ignores, as CI may be one."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeded_ctrl_c")
def test_signals_are_as_before_afterwards() -> None:
    before = signal.getsignal(signal.SIGINT)
    with stop_on_signals():
        assert signal.getsignal(signal.SIGINT) != before
    assert signal.getsignal(signal.SIGINT) == before


@pytest.mark.usefixtures("heeded_ctrl_c")
def test_a_signal_that_is_ignored_stays_ignored() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with stop_on_signals() as stop:
        signal.raise_signal(signal.SIGINT)
        assert not stop.is_set()


def test_a_taken_port_gives_way_to_the_next_free_one() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert port < free_port("127.0.0.1", port) <= port + 20


def test_the_dashboard_of_a_class_answers_while_it_runs_and_not_after(database_url: str) -> None:
    port = free_port("127.0.0.1", 18500)
    with dashboard_process(DashboardOptions("127.0.0.1", port, database_url, None, open_browser=False)):
        assert _answers(port, within_seconds=20)
    assert not _answers(port, within_seconds=0.5)


def _answers(port: int, within_seconds: float) -> bool:
    deadline = time.monotonic() + within_seconds
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1) as answer:
                return bool(answer.status == 200)
        except OSError:
            time.sleep(0.1)
    return False


def test_without_a_terminal_progress_is_a_line_for_each_tenth() -> None:
    console, written = plain_console()
    with TerminalReporter(console, is_live=False) as reporter:
        for second in range(100):
            reporter.sample_taken(happy_sample(second), Progress(second + 1, 100))
    assert len(written.getvalue().splitlines()) == 10
    assert "100 % done, 100 samples" in written.getvalue()


def test_a_lost_source_is_reported_with_its_reason() -> None:
    console, written = plain_console()
    reporter = TerminalReporter(console, is_live=True)
    reporter.state_changed(WatchStatus("waiting", NO_WINDOW.filled(title="'[Zoom]'")))
    assert "Waiting for the source; nothing is stored meanwhile. There is no window with '[Zoom]'" in written.getvalue()


def test_a_terminal_shows_the_newest_figures_and_the_time_left() -> None:
    written = io.StringIO()
    console = Console(file=written, width=120, force_terminal=True)
    with TerminalReporter(console, is_live=False) as reporter:
        reporter.sample_taken(happy_sample(1), Progress(1, 10))
        reporter._bar.refresh()
    assert "most of all happy (100%)" in written.getvalue()
    assert "left:" in written.getvalue()


def test_of_a_class_that_is_only_counted_no_mood_is_said() -> None:
    written = io.StringIO()
    console = Console(file=written, width=120, force_terminal=True)
    with TerminalReporter(console, is_live=True, reads_moods=False) as reporter:
        reporter.sample_taken(replace(happy_sample(1), mood=None), None)
        reporter._bar.refresh()
    assert "face" in written.getvalue()
    assert "mood" not in written.getvalue()


def test_the_live_line_shows_longer_frame_intervals_while_they_last() -> None:
    written = io.StringIO()
    console = Console(file=written, width=160, force_terminal=True)
    wanted = Intervals(4, 1)
    with TerminalReporter(console, is_live=True) as reporter:
        for intervals in (Intervals(20, 2.37), Intervals(20, 1)):
            reporter.intervals_changed(Effort(9.0, 10, intervals, wanted))
            reporter.sample_taken(happy_sample(1), None)
            reporter._bar.refresh()
            assert ("a look every 2.4 s, to stay within 10 %" in written.getvalue()) == (intervals.frame_seconds > 1)
            written.seek(0)
            written.truncate()


def test_the_command_line_wins_over_the_configuration(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text("monitor: {source: screen, sample_seconds: 5}")
    config = read_config(parse_arguments(["--config", str(file), "--source", "demo", "--region", "eu"]))
    assert (config.monitor.source, config.monitor.sample_seconds, config.monitor.region) == ("demo", 5, "eu")


def test_the_status_board_reports_changes_of_state_once() -> None:
    board = StatusBoard()
    assert board.say("watching")
    assert not board.say("watching")
    assert board.say("blind", PICTURE_BLACK.filled())
    assert board.say("blind", CAMERA_FROZEN.filled(seconds=30.0))
    assert not board.say("blind", CAMERA_FROZEN.filled(seconds=30.0))
    assert board.say("blind", CAMERA_FROZEN.filled(seconds=60.0))


def test_the_status_board_counts_frames_a_second_and_dropped_ones() -> None:
    board = StatusBoard()
    board.say("watching")
    for second in range(5):
        board.frame_seen(at(second), second / 2, frames_dropped=1)
    status = board.read()
    assert status.frames_per_second == pytest.approx(2)
    assert (status.frames_dropped, status.last_frame_at) == (5, at(4))
